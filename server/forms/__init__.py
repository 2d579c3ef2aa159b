"""Forms: made by the office, answered and signed by families, collated and passed on (spec 7)."""
