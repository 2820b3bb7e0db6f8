"""Validation: which files, against which base, and the findings in them."""
