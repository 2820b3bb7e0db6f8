"""A check-in reports a milestone that its key result does not have.

Milestones are reported by id. An id that isn't in the plan adds nothing to the score.

Correct the id (the message suggests one, or lists all), or add the milestone to the plan.
"""

from __future__ import annotations

from okrctl.core.checks.journal import JournalContext
from okrctl.core.values.diagnostic import Problems
from okrctl.rules._faults import problems_of

CODE = "OKR407"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Problems:
    """Reported milestones that are not in the plan."""
    yield from problems_of(case, "unknown-milestone")
