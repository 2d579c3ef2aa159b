"""Screens, drawn and tapped without a browser."""
