"""What is new elsewhere in the open app, and how each person hears of it when the app is closed (spec 13.1)."""
