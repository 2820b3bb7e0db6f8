"""A checkpoint on the due date differs from the target.

The plan asks for two different values on that day. Perhaps only one of the numbers was changed.

Make them equal, or remove the last checkpoint: the target replaces it.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.model.figures import ONE
from okrctl.core.values.diagnostic import Problem, Problems, Related

CODE = "OKR310"
SEVERITY = "error"


def check_department(case: DepartmentContext) -> Problems:
    """Checkpoints on the last day that differ from the target."""
    for each in case.measured.values():
        for day, share in each.measure.points(each.baseline):
            if day == each.due and share != ONE:
                message = f"the checkpoint of the due date {day} differs from the target"
                help, goal = "make them equal, or remove the checkpoint", Related(each.goal, "the target")
                place = each.place(each.measure.waypoints_in, str(day))
                yield Problem("checkpoint-off-target", place, message, help, (goal,))
