"""Projections: of key results, and of selected objectives."""

from __future__ import annotations

import math

from okrctl.core.scores.forecast import forecast, forecast_objective
from okrctl.flows.report.look import Looked
from okrctl.views.forecast import Projected


def projections(looked: Looked) -> list[Projected]:
    """Projections of the selected rows, the least likely first."""
    found: list[Projected] = []
    for objective in looked.report_day.scores.objectives:
        if not objective.counted:
            continue
        results = looked.selection.key_results(objective)
        whole = any(each.at == objective.planned.at for each in looked.selection.named)
        if whole and looked.selection.objective(objective):
            end = objective.planned.cycle.end
            found.append(Projected(objective, end, forecast_objective(objective, end)))
        for result in results:
            if result.counted:
                end = result.planned.window.end
                found.append(Projected(result, end, forecast(result, end)))
    return sorted(found, key=lambda item: (item.forecast.probability if item.forecast else math.inf, item.ref))
