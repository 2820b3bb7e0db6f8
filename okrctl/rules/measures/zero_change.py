"""A `change` is zero, or starts or ends below zero.

If nothing has to change, progress can't be measured. And in a result of a `change`, a minus means a change, so a
negative value couldn't be distinguished from one.

Write the change you want. For numbers below zero, use `baseline` and `target`. To stay at a level, use `at_least` or
`at_most` with `hold: true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.model.figures import show
from okrctl.core.values.diagnostic import Place, Problem
from okrctl.rules._measures import baseline_of, measured, quantities_of

CODE = "OKR303"
SEVERITY = "error"


def check_department(case: DepartmentContext) -> Iterator[Problem]:
    """Changes of zero, or changes that a result can't express."""
    for placed, result, measure in measured(case):
        change = measure.change_asked()
        if change is not None and not change.value:
            place = Place(placed.path, (*result.at, measure.goal_key()))
            help = "write how far it should move; to stay at a level, use at_least or at_most with hold: true"
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
