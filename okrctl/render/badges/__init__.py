"""Formats of badges."""
