"""Signing in, my devices, what I have chosen."""
