"""Everything of an objective is due on the last day of its cycle.

Then nothing is late until everything is. A delay shows when there is no time left to do anything about it.

Give what comes first an earlier day, or cut it into milestones.
"""

from __future__ import annotations

from datetime import date

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.scores.plan import PlannedKeyResult
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR608"
SEVERITY = "advice"


def check_department(case: DepartmentContext) -> Problems:
    """Objectives of which two or more things have a day, milestones counted one by one, and all of them the last.

    Numbers show a delay before the last day: beside as many of them, only milestones that all wait for it are flagged.
    """
    for objective in case.live:
        days = [_days(result) for result in objective.live]
        dated = [day for each in days for day in each]
        mostly = 2 * sum(map(bool, days)) > len(days) or any(len(each) > 1 for each in days)
        if len(dated) > 1 and mostly and set(dated) == {objective.cycle.end}:
            message = f"everything in {objective.ref} is due on the last day, {objective.cycle.end}"
            help = "give what comes first an earlier day, or cut it into milestones"
            yield Problem("all-due-last-day", objective.place("id"), message, help)


def _days(planned: PlannedKeyResult) -> list[date]:
    measure, due = planned.key_result.measure, planned.key_result.due
    steps = measure.steps() if measure else ()
    days = [step.due or due for step in steps] if steps else [due]
    return [day for day in days if day]
