"""The web shell: everything between a browser and the app that runs inside our own server."""
