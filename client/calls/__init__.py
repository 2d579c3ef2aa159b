"""Call me with an interpreter: asking for it, and the office's list (spec 12.7)."""
