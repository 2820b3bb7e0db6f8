"""One module a rule; the module's docstring is the rule's page."""

from __future__ import annotations

RETIRED = {"OKR610": "OKR806"}
"""Codes that are no more, with the code of the rule as it is now. They are never given to another rule: old
suppressions must not silence new ones."""
