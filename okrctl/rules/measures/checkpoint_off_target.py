"""A checkpoint on the due date differs from the target.

The plan asks for two different values on that day. Perhaps only one of the numbers was changed.

Make them equal, or remove the last checkpoint: the target replaces it.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.model.figures import ONE
from okrctl.core.values.diagnostic import Place, Problem, Related
from okrctl.rules._measures import baseline_of, measured

CODE = "OKR310"
SEVERITY = "error"


def check_department(case: DepartmentContext) -> Iterator[Problem]:
    """Checkpoints on the last day that differ from the target."""
    for placed, result, measure in measured(case):
        due = result.due or (placed.cycle.end if placed.cycle else None)
        baseline, _ = baseline_of(case, placed, result)
        for day, share in measure.points(baseline):
            if day == due and share != ONE:
                place = Place(placed.path, (*result.at, measure.waypoints_in, str(day)))
                goal = Related(Place(placed.path, (*result.at, measure.goal_key())), "the target")
                message = f"the checkpoint of the due date {day} differs from the target"
                yield Problem(
                    "checkpoint-off-target", place, message, "make them equal, or remove the checkpoint", (goal,)
                )
