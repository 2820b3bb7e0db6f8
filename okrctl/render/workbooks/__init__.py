"""Formats of the company as sheets of cells."""
