"""Downloading a conversation: asking for it, how far it is, the file (spec 5.6)."""
