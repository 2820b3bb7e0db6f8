"""A check-in reports a milestone that its key result does not have.

Milestones are reported by their ids. One that is not in the plan adds nothing to the score.

Correct the id (the message names the nearest one, or all of them), or add the milestone to the plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.journal import JournalContext
from okrctl.core.values.diagnostic import Problem
from okrctl.rules._faults import problems_of

CODE = "OKR407"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Iterator[Problem]:
    """Milestones done that nobody planned."""
    yield from problems_of(case, "unknown-milestone")
