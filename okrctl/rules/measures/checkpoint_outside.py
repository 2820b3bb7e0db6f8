"""A checkpoint is before the start of the cycle or after the due date.

Checkpoints say where a key result should be along the way. On any other day they mean nothing, and okrctl would have to
ignore them.

Correct the date, or the key result's `due`.
"""

from __future__ import annotations

from dataclasses import replace

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR308"
SEVERITY = "error"


def check_department(case: DepartmentContext) -> Problems:
    """Checkpoints outside the cycle or after the due date."""
    for each in case.measured.values():
        cycle, due = each.placed.cycle, each.due
        for day in each.measure.waypoints() if cycle and due else ():
            assert cycle is not None and due is not None
            if day < cycle.start:
                message = f"the checkpoint of {day} is before the cycle, which starts on {cycle.start}"
            elif day > cycle.end:
                message = f"the checkpoint of {day} is after the cycle, which ends on {cycle.end}"
            elif day > due:
                message = f"the checkpoint of {day} is after the due date {due}"
            else:
                continue
            place = replace(each.place(each.measure.waypoints_in, str(day)), on_key=True)
            yield Problem("checkpoint-outside", place, message, f"choose a date from {cycle.start} to {due}")
