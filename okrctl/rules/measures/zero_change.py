"""A `change` of zero.

Nothing would have to move, so there is nothing to measure progress by.

Write the change that is wanted. If the point is to stay where you are, that is a level: `at_least` or `at_most`, with
`hold: true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.case import Case
from okrctl.core.values.diagnostic import Place, Problem
from okrctl.rules._measures import measured

CODE = "OKR303"
SEVERITY = "error"


def check(case: Case) -> Iterator[Problem]:
    """Changes that change nothing."""
    for placed, result, measure in measured(case):
        change = measure.change_asked()
        if change is not None and not change.value:
            place = Place(placed.path, (*result.at, measure.goal_key()))
            help = "write how far it should move; to stay there, use at_least or at_most with hold: true"
            yield Problem("zero-change", place, f"the change of {result.id} is zero", help)
