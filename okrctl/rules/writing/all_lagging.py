"""All indicators of an objective are lagging ones.

A lagging indicator (profit, churn) tells at the end whether it worked. A leading one (trials, visits, reply time) moves
early enough to steer by. An objective with lagging ones alone is known when it is over.

Add a key result that would move first, and mark it `indicator: leading`.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.scores.plan import PlannedKeyResult
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR611"
SEVERITY = "advice"


def check_department(case: DepartmentContext) -> Problems:
    """Objectives with two or more numbers, all of them marked as lagging; what isn't marked may move first."""
    for objective in case.live:
        given = [_indicator(case, each) for each in objective.live if not _thing(each)]
        if len(given) > 1 and set(given) == {"lagging"}:
            message = f"all indicators of {objective.ref} are lagging: it will be known when it is over"
            help = "add a key result that moves first, and mark it `indicator: leading`"
            yield Problem("all-lagging", objective.place("id"), message, help)


def _thing(planned: PlannedKeyResult) -> bool:
    measure = planned.key_result.measure
    return measure is None or measure.thing


def _indicator(case: DepartmentContext, planned: PlannedKeyResult) -> str | None:
    metric = case.ws.config.metrics.get(planned.key_result.metric or "")
    return planned.key_result.indicator or (metric.indicator if metric else None)
