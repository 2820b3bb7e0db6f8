"""A result does not suit its key result.

A quantity wants a number, a thing that is done or not wants `done` or `open`, a thing done in steps wants a list of its
milestones. A result of another kind cannot be counted, so the score stays where it was.

Write what the message asks for. A view without a value goes to `confidence` or `note`: `audit: {confidence: 6}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.journal import JournalContext
from okrctl.core.values.diagnostic import Problem
from okrctl.rules._faults import problems_of

CODE = "OKR405"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Iterator[Problem]:
    """Results that their key result or KPI cannot read."""
    yield from problems_of(case, "wrong-result")
