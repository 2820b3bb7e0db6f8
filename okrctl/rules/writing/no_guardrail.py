"""A department moves several quantities, and watches none that must not get worse.

What is measured gets better, often at the cost of what is not: more orders with more returns, faster answers that solve
nothing. A guardrail is something kept within bounds meanwhile.

Add a level to hold (`at_most: 2`, `hold: true`), give a watched key result `weight: 0`, or keep a KPI.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.scores.plan import PlannedKeyResult
from okrctl.core.values.diagnostic import Place, Problem
from okrctl.rules._live import live_key_results

CODE = "OKR612"
SEVERITY = "advice"
_SEVERAL = 3


def check(case: RuleContext) -> Iterator[Problem]:
    """Departments with three or more moving quantities and no guardrail, told once each."""
    guarded = {kpi.department for kpi in case.plan.kpis}
    moving: dict[str, int] = {}
    for planned in live_key_results(case):
        if _guards(planned):
            guarded.add(planned.department)
        elif planned.key_result.measure and planned.key_result.measure.takes_baseline():
            moving[planned.department] = moving.get(planned.department, 0) + 1
    for department, count in moving.items():
        if count >= _SEVERAL and department not in guarded:
            message = f"{department} moves {count} quantities and watches none that must not get worse"
            help = "hold a level (`hold: true`), watch a key result with `weight: 0`, or keep a KPI"
            place = Place(case.ws.departments[department].paths[0], ("department",))
            yield Problem("no-guardrail", place, message, help)


def _guards(planned: PlannedKeyResult) -> bool:
    measure = planned.key_result.measure
    return not planned.key_result.weight or (measure is not None and measure.guards)
