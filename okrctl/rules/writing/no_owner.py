"""Nobody answers for an objective: it has no owner, and its department no lead.

What belongs to everybody is checked in by nobody. Reminders (`okrctl due --owner`) need a name too.

Add `lead:` to the department, the owner of everything without one, or `owner:` to the objective.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.scores.plan import PlannedObjective
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR616"
SEVERITY = "advice"


def check_department(case: DepartmentContext) -> Problems:
    """Objectives (or key results of theirs) without an owner, told once a department."""
    alone: dict[str, list[PlannedObjective]] = {}
    for planned in case.live:
        # key results inherit their objective's owner, or have one of their own
        if None in ([result.owner for result in planned.live] or [planned.owner]):
            alone.setdefault(planned.department, []).append(planned)
    for department, found in alone.items():
        others = len(found) - 1
        more = f", nor for {others} more of {department}" if others else ""
        message = f"nobody is responsible for {found[0].ref}{more}"
        help = f"add `lead:` to {department}, or `owner:` to the objective"
        yield Problem("no-owner", found[0].place("id"), message, help)
