"""Which check-ins are due or overdue: of which item, since when, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.forecast import Forecast, projected
from okrctl.core.scores.scoring import ENDED, IN_STATE, ScoredKeyResult, ScoredKpi
from okrctl.core.values.frozen import frozen

_SETTLED = (*IN_STATE, *ENDED, "done")


@frozen
class Owed:
    """A check-in that is due, or will be soon.

    ``since`` is the day it became (or becomes) due: one interval after the last value, or after the start of the cycle;
    None for a KPI without any value. ``overdue_days`` counts from the end of the grace period, as in ``status``.
    ``scored`` is the key result; None for a KPI.
    """

    ref: str
    title: str
    owner: str | None
    department: str
    last: date | None
    since: date | None
    overdue_days: int
    every: int
    scored: ScoredKeyResult | None = None

    @property
    def forecast(self) -> Forecast | None:
        """The forecast of a key result at its last check-in; only calculated when needed."""
        return None if self.scored is None else projected(self.scored)


def owed(report_day: ReportDay, selection: Selection, within: int = 0) -> list[Owed]:
    """The check-ins that are due on the report day (or within so many days), longest overdue first.

    Drafts and items that are dropped, ended, done or not started are never due; a key result that reads a KPI is
    settled by the KPI.
    """
    last = report_day.day + timedelta(days=within)
    found = [each for each in _all(report_day, selection) if each.since is None or each.since <= last]
    return sorted(found, key=lambda each: (-each.overdue_days, each.since or date.min, each.ref))


def _all(report_day: ReportDay, selection: Selection) -> Iterator[Owed]:
    for objective in report_day.scores.objectives:
        for result in selection.key_results(objective):
            if result.status in _SETTLED or result.planned.key_result.kpi is not None or not selection.answers(result):
                continue
            owed = _owed(result, result.planned.window.start)
            # not due if its day would come only after the end
            if owed.since is None or owed.since <= result.planned.window.end:
                yield owed
    for watched in report_day.scores.kpis:
        if selection.kpi(watched):
            yield _owed(watched, None)


def _owed(scored: ScoredKeyResult | ScoredKpi, start: date | None) -> Owed:
    planned, last = scored.planned, scored.series.last_day
    day = last or start
    return Owed(
        planned.ref,
        planned.title,
        planned.owner,
        planned.department,
        last,
        None if day is None else day + timedelta(days=planned.rhythm.every),
        scored.overdue_days,
        planned.rhythm.every,
        scored if isinstance(scored, ScoredKeyResult) else None,
    )
