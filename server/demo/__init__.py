"""A school that was invented so that a newcomer can look around."""
