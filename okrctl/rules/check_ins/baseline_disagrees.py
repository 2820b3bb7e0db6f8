"""A check-in gives a baseline that differs from the one already known.

One baseline holds for the whole cycle, or progress would be measured from two different starting points. The plan's
own baseline comes first; without one, the first that a check-in gives.

Correct the wrong one. If the plan's baseline turned out to be wrong, amend it there with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.journal import JournalContext
from okrctl.core.values.diagnostic import Problem
from okrctl.rules._faults import problems_of

CODE = "OKR409"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Iterator[Problem]:
    """Baselines that contradict an earlier word."""
    yield from problems_of(case, "baseline-disagrees")
