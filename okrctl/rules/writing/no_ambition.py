"""Objectives do not say whether they are committed or aspirational.

A committed objective is a promise: green is 1.0. An aspirational one is a stretch: 0.7 is green. Without a mark it is
taken for aspirational, and a score of 0.7 means one thing to its writer and another to its reader.

Add `ambition: committed` or `ambition: aspirational` to each.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.scores.plan import PlannedObjective
from okrctl.core.values.diagnostic import Problem, Problems
from okrctl.core.values.nearest import listed

CODE = "OKR609"
SEVERITY = "advice"


def check_department(case: DepartmentContext) -> Problems:
    """Objectives without the mark, told once a file."""
    unmarked: dict[str, list[PlannedObjective]] = {}
    for planned in case.live:
        if not planned.objective.ambition_given:
            unmarked.setdefault(planned.path, []).append(planned)
    for found in unmarked.values():
        names = listed([planned.objective.id for planned in found], 3)
        message = f"{names} {'does' if len(found) == 1 else 'do'} not say whether committed or aspirational"
        help = "add `ambition: committed` or `ambition: aspirational`; without it, aspirational is taken"
        yield Problem("no-ambition", found[0].place("id"), message, help)
