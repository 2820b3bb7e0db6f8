"""A relative change of a baseline that is zero or negative.

20% more than 0 is still 0, and 20% more than a loss could be a smaller or a bigger loss.

Write a `target`, or the change as a difference (`+500`); for a rate, use percentage points (`+2pp`).
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.model.figures import show
from okrctl.core.values.diagnostic import Problem, Problems, Related

CODE = "OKR304"
SEVERITY = "error"


def check_department(case: DepartmentContext) -> Problems:
    """Relative changes and checkpoints with a baseline of zero or less, from the plan or the journal."""
    for each in case.measured.values():
        if each.baseline is None or each.baseline > 0:
            continue
        waypoints = each.measure.waypoints().items()
        amounts = [(each.place(each.measure.waypoints_in, str(day)), amount) for day, amount in waypoints]
        for place, amount in [(each.goal, each.measure.change_asked()), *amounts]:
            if amount is not None and amount.suffix == "%":
                message = f"{amount} of a baseline of {show(each.baseline)} has no clear meaning"
                help, start = "write a target, or the change as a difference", Related(each.start, "the baseline")
                yield Problem("percent-of-zero", place, message, help, (start,))
