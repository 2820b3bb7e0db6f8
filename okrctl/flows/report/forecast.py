"""Where things are heading, and how a cycle went: projections, and the review of a cycle."""

from __future__ import annotations

from okrctl.core.review.calibration import Calibration
from okrctl.core.review.health import health
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.retro import Review, last_cycle, review
from okrctl.core.scores.forecast import forecast, forecast_objective
from okrctl.core.values.stop import Stop
from okrctl.flows.report.look import Looked
from okrctl.views.forecast import Projected


def projections(looked: Looked) -> list[Projected]:
    """Projections of the selected rows, the least likely first."""
    return sorted(_projected(looked), key=lambda item: (item.forecast is None, _probability(item), item.ref))


def _probability(item: Projected) -> float:
    return item.forecast.probability if item.forecast else 1.0


def _projected(looked: Looked) -> list[Projected]:
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
    return found


def review_of(looked: Looked, *, named: bool) -> tuple[ReportDay, Review, tuple[Calibration, ...]]:
    """The named cycle, or the last one, as of its end; and how accurate confidence was."""
    ws, day = looked.report_day.ws, looked.report_day.day
    period = looked.report_day.periods[0] if named else last_cycle(ws, day)
    if period is None:
        raise Stop("no cycle to review yet", hint="to start one: okrctl new objective")
    report_day = ReportDay(ws, day, (period,), known=looked.report_day)
    return report_day, review(report_day, period, looked.selection), health(report_day, looked.selection).calibration
