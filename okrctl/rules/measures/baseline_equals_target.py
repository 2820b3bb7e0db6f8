"""A key result starts at its target.

Progress is the share of the way from baseline to target. If both are equal, the key result is done before anyone
starts.

Set a target to reach. To stay at a level, use `at_least` or `at_most` with `hold: true`.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.model.figures import show
from okrctl.core.values.diagnostic import Problem, Problems, Related

CODE = "OKR301"
SEVERITY = "error"


def check_department(case: DepartmentContext) -> Problems:
    """Targets that equal the baseline of the plan, or the one given with a result."""
    for each in case.measured.values():
        target, baseline = each.plan.target, each.baseline
        if baseline is not None and target == baseline and each.measure.change_asked() is None:
            message = f"{each.result.id} starts at its target {show(target)}"
            help = "set another target; to stay at a level, use at_least or at_most with hold: true"
            related = (Related(each.start, "the baseline"),)
            yield Problem("baseline-equals-target", each.place("target"), message, help, related)
