"""Reporting something that should not be so, from wherever it stands (spec 11.2)."""
