"""A department has more than five objectives at once.

Objectives say what matters most. With seven of them, people choose every morning, and each chooses differently. Three
to five can be kept in mind.

Drop or merge some, move some to a later cycle, or mark those not agreed yet as `draft: true`.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.scores.plan import PlannedObjective
from okrctl.core.values.diagnostic import Place, Problem, Problems
from okrctl.rules._together import most_at_once

CODE = "OKR601"
SEVERITY = "advice"
_MANY = 5


def check_department(case: DepartmentContext) -> Problems:
    """Departments with too many objectives on some day, reported once each."""
    by_department: dict[str, list[PlannedObjective]] = {}
    for planned in case.live:
        by_department.setdefault(planned.department, []).append(planned)
    for department, objectives in by_department.items():
        together = most_at_once(objectives)
        if len(together) > _MANY:
            first = max(planned.cycle.start for planned in together)
            last = min(planned.cycle.end for planned in together)
            message = f"{department} has {len(together)} objectives at once ({first} to {last})"
            help = f"more than {_MANY} are hard to keep in mind; drop, merge or postpone some"
            place = Place(case.ws.departments[department].home, ("department",))
            yield Problem("too-many-objectives", place, message, help)
