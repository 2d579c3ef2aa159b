"""What every part of the app stands on: the server, the outbox, the feed of changes, words."""
