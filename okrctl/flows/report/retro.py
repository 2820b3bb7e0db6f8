"""The review of a cycle."""

from __future__ import annotations

from okrctl.core.review.calibration import Calibration
from okrctl.core.review.health import health
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.retro import Review, last_cycle, review
from okrctl.flows.report.look import Looked
from okrctl.flows.stop import Stop


def review_of(looked: Looked, *, named: bool) -> tuple[ReportDay, Review, tuple[Calibration, ...]]:
    """The cycle that was named, or the last one, as it stood at its end; and how far confidence could be trusted."""
    ws, day = looked.picture.ws, looked.picture.day
    period = looked.picture.periods[0] if named else last_cycle(ws, day)
    if period is None:
        raise Stop("there is no cycle to look back on yet", hint="okrctl new objective begins one")
    picture = ReportDay(ws, day, (period,), known=looked.picture)
    return picture, review(picture, period, looked.selection), health(picture, looked.selection).calibration
