"""A department moves several quantities, and watches none that must not get worse.

What is measured gets better, often at the cost of what is not: more orders with more returns, faster answers that solve
nothing. A guardrail is something kept within bounds meanwhile.

Add a level to hold (`at_most: 2`, `hold: true`), give a watched key result `weight: 0`, or keep a KPI.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.scores.plan import PlannedKeyResult
from okrctl.core.values.diagnostic import Place, Problem, Problems
from okrctl.rules._together import apart_from, most_at_once

CODE = "OKR612"
SEVERITY = "advice"
_SEVERAL = 3


def check_department(case: DepartmentContext) -> Problems:
    """Departments with three or more quantities that move at once and have no guardrail meanwhile, told once each."""
    watched = {kpi.department for kpi in case.plan.kpis}
    moving: dict[str, list[PlannedKeyResult]] = {}
    guards: dict[str, list[PlannedKeyResult]] = {}
    for planned in case.live_key_results:
        if planned.guards:
            guards.setdefault(planned.department, []).append(planned)
        elif planned.key_result.measure and planned.key_result.measure.takes_baseline():
            moving.setdefault(planned.department, []).append(planned)
    for department, found in moving.items():
        alone = [] if department in watched else most_at_once(apart_from(found, guards.get(department, [])))
        if len(alone) >= _SEVERAL:
            message = f"{department} moves {len(alone)} quantities and watches none that must not get worse"
            help = "hold a level (`hold: true`), watch a key result with `weight: 0`, or keep a KPI"
            place = Place(case.ws.departments[department].home, ("department",))
            yield Problem("no-guardrail", place, message, help)
