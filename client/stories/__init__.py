"""The story feed."""
