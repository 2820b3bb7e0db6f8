"""A checkpoint on the due day that differs from the target.

On that day the plan would want two things at once. One of the two numbers was changed and the other forgotten.

Make them equal, or leave the last checkpoint out: the target stands for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.model.figures import ONE
from okrctl.core.values.diagnostic import Place, Problem, Related
from okrctl.rules._measures import baseline_of, measured

CODE = "OKR310"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Checkpoints of the last day that are not the target."""
    for placed, result, measure in measured(case):
        due = result.due or (placed.cycle.end if placed.cycle else None)
        baseline, _ = baseline_of(case, placed, result)
        for day, share in measure.points(baseline):
            if day == due and share != ONE:
                place = Place(placed.path, (*result.at, measure.waypoints_in, str(day)))
                goal = Related(Place(placed.path, (*result.at, measure.goal_key())), "the target")
                message = f"the checkpoint of the due day {day} is not the target"
                yield Problem("checkpoint-off-target", place, message, "make them equal, or leave it out", (goal,))
