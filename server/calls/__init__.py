"""Calls with an interpreter: a parent asks, the office has the list (spec 12.7)."""
