"""Checkpoints that go back on the way, or past the target.

From the baseline over the checkpoints to the target, the plan goes one way; it may rest, but not turn round. A
checkpoint behind the one before it, behind the baseline, or beyond the target is mostly a slip of a digit.

Correct the value. If a season makes the quantity fall on its way up, use the same period of last year as baseline, or
leave the checkpoint out.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.model.figures import ONE, ZERO
from okrctl.core.values.diagnostic import Place, Problem
from okrctl.rules._measures import baseline_of, measured

CODE = "OKR309"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Checkpoints against the direction from baseline to target."""
    for placed, result, measure in measured(case):
        baseline, _ = baseline_of(case, placed, result)
        due = result.due or (placed.cycle.end if placed.cycle else None)
        reached, before = ZERO, "the baseline"
        for day, share in measure.points(baseline):
            if share < reached:
                message = f"the checkpoint of {day} is behind {before}"
            elif share > ONE and day != due:
                message = f"the checkpoint of {day} is beyond the target"
            else:
                reached, before = share, f"that of {day}"
                continue
            place = Place(placed.path, (*result.at, measure.waypoints_in, str(day)))
            yield Problem("checkpoint-backwards", place, message, "each lies between the one before it and the target")
