"""A key result starts at its target.

Progress is the share of the way from baseline to target. If both are equal, the key result is done before anyone
starts.

Set a target to reach. To stay at a level, use `at_least` or `at_most` with `hold: true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.model.figures import show
from okrctl.core.values.diagnostic import Place, Problem, Related
from okrctl.rules._measures import baseline_of, measured, quantities_of

CODE = "OKR301"
SEVERITY = "error"


def check_department(case: DepartmentContext) -> Iterator[Problem]:
    """Targets that equal the baseline of the plan, or the one given with a result."""
    for placed, result, measure in measured(case):
        baseline, where = baseline_of(case, placed, result)
        target = quantities_of(case, placed, result).target
        if baseline is not None and target == baseline and measure.change_asked() is None:
            place = Place(placed.path, (*result.at, "target"))
            message = f"{result.id} starts at its target {show(target)}"
            help = "set another target; to stay at a level, use at_least or at_most with hold: true"
            yield Problem("baseline-equals-target", place, message, help, (Related(where, "the baseline"),))
