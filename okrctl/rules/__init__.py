"""One module per rule; the module's docstring is the rule's page."""

RETIRED = {"OKR610": "OKR806"}
"""Codes of removed rules with their successors. They are never reused: old suppressions must not silence new rules."""
