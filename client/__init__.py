"""The app: the same code on phones, on desktops and in the browser."""
