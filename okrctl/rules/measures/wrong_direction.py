"""A goal goes against its metric's better direction.

The dictionary says whether higher or lower values of a metric are better. A key result or KPI in the other direction
usually has the wrong sign or metric.

Change the sign or the bound, name another metric, or correct `better` in `okrctl.yaml`. A level between two bounds is
never reported.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.values.diagnostic import Place, Problem, Problems, Related

CODE = "OKR305"
SEVERITY = "warning"


def check_department(case: DepartmentContext) -> Problems:
    """Key results and KPIs whose direction differs from their metric's."""
    metrics = case.ws.config.metrics
    better = {id for id, metric in metrics.items() if metric.better is not None}
    results = (each for each in case.measured.values() if each.result.metric in better)
    found = [(each.result.metric or "", each.goal, each.measure.rises(each.baseline)) for each in results]
    for watched in case.ws.kpis:
        kpi = watched.kpi
        if kpi.metric in better and (kpi.at_least is None) != (kpi.at_most is None):
            key = "at_least" if kpi.at_most is None else "at_most"
            found.append((kpi.metric, Place(watched.path, (*kpi.at, key)), kpi.at_most is None))
    for metric, place, rises in found:
        entry, direction = metrics[metric], "higher" if rises else "lower"
        if rises is None or direction == entry.better:
            continue
        message = f"this goal wants {entry.id} {direction}, but {entry.better} is better"
        dictionary = Related(Place(case.ws.config.path, ("metrics", entry.id, "better")), "said here")
        help = "check the sign, the bound and the metric"
        yield Problem("wrong-direction", place, message, help, (dictionary,))
