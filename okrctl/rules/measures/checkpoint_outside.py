"""A checkpoint before the cycle begins, or after the key result is due.

Checkpoints say where a key result should be on the way. On a day outside the way they say nothing, and okrctl would
have to leave them out of the plan in silence.

Correct the day; or the key result's `due`, if it is later than written.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Place, Problem
from okrctl.rules._measures import measured

CODE = "OKR308"
SEVERITY = "error"


def check(case: RuleContext) -> Iterator[Problem]:
    """Checkpoints on days that are not on the way."""
    for placed, result, measure in measured(case):
        cycle = placed.cycle
        if cycle is None:
            continue
        due = result.due or cycle.end
        for day in measure.waypoints():
            if day < cycle.start:
                message = f"the checkpoint of {day} lies before the cycle, which begins on {cycle.start}"
            elif day > cycle.end:
                message = f"the checkpoint of {day} lies after the cycle, which ends on {cycle.end}"
            elif day > due:
                message = f"the checkpoint of {day} lies after the due day {due}"
            else:
                continue
            place = Place(placed.path, (*result.at, measure.waypoints_in, str(day)), on_key=True)
            yield Problem("checkpoint-outside", place, message, f"choose a day from {cycle.start} to {due}")
