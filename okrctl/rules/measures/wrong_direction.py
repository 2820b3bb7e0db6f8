"""A goal goes against its metric's better direction.

The dictionary says whether higher or lower values of a metric are better. A key result or KPI in the other direction
usually has the wrong sign or metric.

Change the sign or the bound, name another metric, or correct `better` in `okrctl.yaml`. A level between two bounds is
never reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.model.measure import Measure
from okrctl.core.model.quantities import Plan
from okrctl.core.values.diagnostic import Place, Problem, Related
from okrctl.rules._measures import baseline_of, measured, quantities_of

CODE = "OKR305"
SEVERITY = "warning"

_Wanted = tuple[str, str] | None
"""The key that implies a direction, and the direction."""


def check_department(case: DepartmentContext) -> Iterator[Problem]:
    """Key results and KPIs whose direction differs from their metric's."""
    metrics = case.ws.config.metrics
    better = {id for id, metric in metrics.items() if metric.better is not None}
    found: list[tuple[str, tuple[str | int, ...], str, _Wanted]] = []
    for placed, result, measure in measured(case):
        if result.metric in better:
            baseline, _ = baseline_of(case, placed, result)
            wanted = _direction(measure, quantities_of(case, placed, result), baseline)
            found.append((placed.path, result.at, result.metric, wanted))
    for watched in case.ws.kpis:
        kpi = watched.kpi
        if kpi.metric in better:
            found.append((watched.path, kpi.at, kpi.metric, _bound(kpi.at_least, kpi.at_most)))
    for path, at, metric, wanted in found:
        entry = metrics[metric]
        if wanted is None or wanted[1] == entry.better:
            continue
        key, direction = wanted
        message = f"this goal wants {entry.id} {direction}, but {entry.better} is better"
        dictionary = Related(Place(case.ws.config.path, ("metrics", entry.id, "better")), "said here")
        help = "check the sign, the bound and the metric"
        yield Problem("wrong-direction", Place(path, (*at, key)), message, help, (dictionary,))


def _direction(measure: Measure, plan: Plan, baseline: Fraction | None) -> _Wanted:
    change = measure.change_asked()
    if change is not None:
        signed = change.signed and change.value
        return (measure.goal_key(), "higher" if change.value > 0 else "lower") if signed else None
    if plan.target is None:
        return _bound(plan.at_least, plan.at_most)
    # a count starts at zero and can only go up
    start = Fraction(0) if measure.counted else baseline
    if start is None or start == plan.target:
        return None
    return measure.goal_key(), "higher" if plan.target > start else "lower"


def _bound(at_least: Fraction | None, at_most: Fraction | None) -> _Wanted:
    if (at_least is None) == (at_most is None):
        return None
    return ("at_most", "lower") if at_least is None else ("at_least", "higher")
