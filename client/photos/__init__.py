"""Pictures and files that people send: choosing them, showing them small, and pictures over the whole screen."""
