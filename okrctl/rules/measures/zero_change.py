"""A `change` of zero, or one that begins or ends below zero.

Where nothing has to move there is nothing to measure progress by. And under `change` a minus in a result means a
change: a value below zero could not be told from it.

Write the change that is wanted; from or to a number below zero write `baseline` and `target`. If the point is to stay
where you are, that is a level: `at_least` or `at_most`, with `hold: true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.model.figures import show
from okrctl.core.values.diagnostic import Place, Problem
from okrctl.rules._measures import baseline_of, measured, quantities_of

CODE = "OKR303"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Changes that change nothing, or that leave the numbers that a result can tell."""
    for placed, result, measure in measured(case):
        change = measure.change_asked()
        if change is not None and not change.value:
            place = Place(placed.path, (*result.at, measure.goal_key()))
            help = "write how far it should move; to stay there, use at_least or at_most with hold: true"
            yield Problem("zero-change", place, f"the change of {result.id} is zero", help)
            continue
        baseline, target = baseline_of(case, placed, result)[0], quantities_of(case, placed, result).target
        below = next((each for each in (baseline, target) if each is not None and each < 0), None)
        meaningless = change is not None and change.suffix == "%" and baseline is not None and baseline <= 0
        if change is not None and below is not None and not meaningless:
            place = Place(placed.path, (*result.at, measure.goal_key()))
            way = "begins at" if below == baseline else "leads to"
            message = f"the change of {result.id} {way} {show(below)}, which is below zero"
            yield Problem("zero-change", place, message, "write baseline and target instead")
