"""The review of a cycle."""

from __future__ import annotations

from okrctl.core.review.calibration import Calibration
from okrctl.core.review.health import health
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.retro import Review, last_cycle, review
from okrctl.core.values.stop import Stop
from okrctl.flows.report.look import Looked


def review_of(looked: Looked, *, named: bool) -> tuple[ReportDay, Review, tuple[Calibration, ...]]:
    """The named cycle, or the last one, as of its end; and how accurate confidence was."""
    ws, day = looked.report_day.ws, looked.report_day.day
    period = looked.report_day.periods[0] if named else last_cycle(ws, day)
    if period is None:
        raise Stop("no cycle to review yet", hint="to start one: okrctl new objective")
    report_day = ReportDay(ws, day, (period,), known=looked.report_day)
    return report_day, review(report_day, period, looked.selection), health(report_day, looked.selection).calibration
