"""A checkpoint is before the start of the cycle or after the due date.

Checkpoints say where a key result should be along the way. On any other day they mean nothing, and okrctl would have to
ignore them.

Correct the date, or the key result's `due`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.values.diagnostic import Place, Problem
from okrctl.rules._measures import measured

CODE = "OKR308"
SEVERITY = "error"


def check_department(case: DepartmentContext) -> Iterator[Problem]:
    """Checkpoints outside the cycle or after the due date."""
    for placed, result, measure in measured(case):
        cycle = placed.cycle
        if cycle is None:
            continue
        due = result.due or cycle.end
        for day in measure.waypoints():
            if day < cycle.start:
                message = f"the checkpoint of {day} is before the cycle, which starts on {cycle.start}"
            elif day > cycle.end:
                message = f"the checkpoint of {day} is after the cycle, which ends on {cycle.end}"
            elif day > due:
                message = f"the checkpoint of {day} is after the due date {due}"
            else:
                continue
            place = Place(placed.path, (*result.at, measure.waypoints_in, str(day)), on_key=True)
            yield Problem("checkpoint-outside", place, message, f"choose a date from {cycle.start} to {due}")
