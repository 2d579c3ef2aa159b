"""The calendar: what is on, for whom, and each family's own link to it (spec 8.1, 8.2)."""
