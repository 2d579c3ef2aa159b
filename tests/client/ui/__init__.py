"""Colours, sizes, directions, and the guard around components."""
