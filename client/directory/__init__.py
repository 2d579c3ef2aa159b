"""Whom the school knows, as other features choose from it."""
