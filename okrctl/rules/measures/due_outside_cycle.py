"""A due date is before the cycle starts or after it ends.

A key result is graded when its cycle ends, so anything due later is missed without being late. A due date before the
cycle has passed when the work starts. Both usually come from copying last cycle's plan.

Correct the date, or move the key result to the cycle in which it is due.
"""

from __future__ import annotations

from datetime import date

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.diagnostic import DocPath, Place, Problem, Problems

CODE = "OKR311"
SEVERITY = "warning"


def check_department(case: DepartmentContext) -> Problems:
    """Due dates of key results outside their cycle, and of milestones before it."""
    for placed, result in case.ws.key_results():
        cycle = placed.cycle
        if cycle is None:
            continue
        days: list[tuple[DocPath, date | None]] = [(("due",), result.due)]
        for step, inside in result.measure.placed_steps("due") if result.measure else ():
            # a milestone may be due later than its key result
            days.append((inside, step.due if step.due and step.due < cycle.start else None))
        for inside, day in days:
            if day is not None and not cycle.contains(day):
                place = Place(placed.path, (*result.at, *inside))
                yield Problem("due-outside-cycle", place, _words(day, cycle), "correct the date, or the cycle")


def _words(day: date, cycle: Cycle) -> str:
    if day < cycle.start:
        return f"due on {day}, before the cycle starts on {cycle.start}"
    return f"due on {day}, after the cycle ends on {cycle.end}"
