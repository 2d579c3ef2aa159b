"""Pictures that people send: choosing them, showing them small, and over the whole screen."""
