"""The state of the company on earlier days: on the last Mondays, or on any other day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.plan import Key, plan_on
from okrctl.core.scores.rollup import Company, roll_up
from okrctl.core.scores.scoring import score
from okrctl.core.values.frozen import frozen

MOST_WEEKS = 13
"""A quarter; with more, each would be too narrow to read."""


@frozen
class PastDay:
    """The company as of an earlier day, according to today's files; ``statuses`` are those of key results."""

    day: date
    company: Company
    statuses: Mapping[Key, str]


def last_monday(day: date) -> date:
    """The Monday before a day; for a Monday, the one a week earlier."""
    return day - timedelta(days=day.weekday() or 7)


def past_weeks(report_day: ReportDay) -> tuple[PastDay, ...]:
    """The Mondays before the report day since what counts today began, oldest first; at least the last one."""
    begun = min(
        (each.planned.cycle.start for each in report_day.scores.objectives if each.counted), default=report_day.day
    )
    monday = last_monday(report_day.day)
    days = [monday]
    while len(days) < MOST_WEEKS and days[-1] - timedelta(days=7) >= begun:
        days.append(days[-1] - timedelta(days=7))
    return tuple(stood(report_day, day) for day in reversed(days))


def stood(report_day: ReportDay, day: date) -> PastDay:
    """The state of the company on an earlier day."""
    plan = replace(plan_on(report_day.ws, day), kpis=())
    scores = score(report_day.ws, report_day.journal, plan, report_day.periods, later=report_day.scores)
    statuses = {key: result.status for key, result in scores.by_key.items()}
    return PastDay(day, roll_up(report_day.ws, scores), statuses)
