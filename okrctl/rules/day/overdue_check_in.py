"""A check-in is overdue.

No one has reported on these key results (or this KPI) for longer than their interval plus grace period. Without a
report the status is stale, never green, until someone checks in, even with "unchanged".

Check in: run `okrctl checkin` with the reference in the message. If the interval is too short, set `check_in` on the
key result, objective, department or workspace.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.scores.scoring import ScoredKeyResult
from okrctl.core.values.counted import counted
from okrctl.core.values.diagnostic import Place, Problem, Problems
from okrctl.core.values.nearest import listed

CODE = "OKR801"
SEVERITY = "advice"
_SHOWN = 3


def check(case: RuleContext) -> Problems:
    """Overdue check-ins, reported once per objective and once per KPI."""
    for objective in case.today_scores.objectives:
        overdue = [result for result in objective.key_results if result.overdue_days]
        if overdue:
            yield _problem(objective.planned.ref, overdue)
    for watched in case.today_scores.kpis:
        if watched.overdue_days:
            kpi = watched.planned
            message = f"check-in overdue: the KPI {kpi.kpi.id} {_days(watched.overdue_days)}"
            yield Problem(
                "overdue-check-in", Place(kpi.path, (*kpi.kpi.at, "id")), message, f"okrctl checkin {kpi.ref}"
            )


def _problem(ref: str, overdue: list[ScoredKeyResult]) -> Problem:
    worst = sorted(overdue, key=lambda result: (-result.overdue_days, result.planned.ref))
    names = [f"{each.planned.key_result.id} {_days(each.overdue_days)}" for each in worst]
    message = f"check-in overdue: {listed(names, _SHOWN)}"
    return Problem("overdue-check-in", overdue[0].planned.place("id"), message, f"okrctl checkin {ref}")


def _days(count: int) -> str:
    return f"({counted(count, 'day')})"
