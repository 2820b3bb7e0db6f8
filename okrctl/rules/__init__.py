"""One module a rule; the module's docstring is the rule's page."""

from __future__ import annotations

RETIRED = frozenset({"OKR610"})
"""Codes of rules that are no more. They are never given to another rule: old suppressions must not silence new ones."""
