"""One module per rule; the module's docstring is the rule's page."""

from __future__ import annotations

RETIRED: frozenset[str] = frozenset()
"""Codes of removed rules. They are never reused: old suppressions must not silence new rules."""
