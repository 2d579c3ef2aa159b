"""Messages between a family and the staff who work with their child (spec 5)."""
