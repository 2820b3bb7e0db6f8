"""A result does not fit its key result.

A quantity needs a number, a deliverable needs `done` or `open`, and milestones need a list of ids. Any other result
cannot be counted, and the score doesn't change.

Write what the message asks for. To report an opinion without a value, use `confidence` or `note`: `audit: {confidence:
6}`.
"""

from __future__ import annotations

from okrctl.core.checks.journal import JournalContext
from okrctl.core.values.diagnostic import Problems
from okrctl.rules._faults import problems_of

CODE = "OKR405"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Problems:
    """Results that don't fit their key result or KPI."""
    yield from problems_of(case, "wrong-result")
