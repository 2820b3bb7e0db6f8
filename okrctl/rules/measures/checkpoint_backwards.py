"""Checkpoints move backward, or beyond the target.

From the baseline through the checkpoints to the target, the plan moves in one direction; it may pause but not turn
back. A checkpoint behind the previous one or the baseline, or beyond the target, usually has a wrong digit.

Correct the value. If the quantity falls for a season on its way up, use the same period of last year as the baseline,
or remove the checkpoint.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.model.figures import ONE, ZERO
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR309"
SEVERITY = "error"


def check_department(case: DepartmentContext) -> Problems:
    """Checkpoints against the direction from baseline to target."""
    for each in case.measured.values():
        reached, before = ZERO, "the baseline"
        for day, share in each.measure.points(each.baseline):
            if share < reached:
                message = f"the checkpoint of {day} is behind {before}"
            elif share > ONE and day != each.due:
                message = f"the checkpoint of {day} is beyond the target"
            else:
                reached, before = share, f"that of {day}"
                continue
            help = "each must be between the previous one and the target"
            yield Problem("checkpoint-backwards", each.place(each.measure.waypoints_in, str(day)), message, help)
