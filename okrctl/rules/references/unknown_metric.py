"""A metric of a key result, KPI or formula is not in the company's dictionary.

The dictionary (`metrics:` in `okrctl.yaml`) gives a metric its title, unit and direction, and lets okrctl notice when
two departments work on the same number. A misspelled id has neither.

Correct the id, or add the metric to the dictionary.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.model.items import KeyResult, Kpi
from okrctl.core.values.diagnostic import Place, Problem, Problems

CODE = "OKR205"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Metrics of key results, KPIs and formulas that are not in the dictionary."""
    config = case.ws.config
    refused = {problem.place.at[:2] for problem in config.problems if problem.place.at[:1] == ("metrics",)}
    if ("metrics",) in refused:
        return
    known = set(config.metrics) | {str(at[1]) for at in refused}
    formulas = [(id, metric.formula) for id, metric in config.metrics.items() if metric.formula is not None]
    users = [
        (Place(config.path, ("metrics", id, "formula"), offset=part.at), part.id)
        for id, formula in formulas
        for part in formula.parts()
    ]
    items: list[tuple[str, KeyResult | Kpi]] = [(placed.path, result) for placed, result in case.ws.key_results()]
    items += [(placed.path, placed.kpi) for placed in case.ws.kpis]
    users += [(Place(path, (*item.at, "metric")), item.metric) for path, item in items if item.metric is not None]
    for place, metric in users:
        if metric not in known:
            near = case.ws.nearest.hint(metric, "metrics", lambda: sorted(known))
            help = near or f"add {metric} to `metrics:` in {config.path}"
            message = f"the dictionary has no metric {metric}"
            yield Problem("unknown-metric", place, message, help)
