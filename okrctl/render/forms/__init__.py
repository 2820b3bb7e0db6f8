"""Formats of a check-in to fill in."""
