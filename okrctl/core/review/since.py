"""The state of the company on earlier days, and what changed since: statuses, the plan, and who checked in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from okrctl.core.company.journals import PlacedCheckIn
from okrctl.core.contracts.dependency import Dependency
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.retro import Change, plan_changes
from okrctl.core.scores.plan import Key, plan_on
from okrctl.core.scores.rollup import Company, roll_up
from okrctl.core.scores.scoring import IN_STATE, WORST_FIRST, ScoredKeyResult, score
from okrctl.core.values.cycle import Cycle, parse_date
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


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDER = (*WORST_FIRST, *IN_STATE)
_AGO = re.compile(r"([0-9]{1,4})(d|w)")


@frozen
class Moved:
    """A key result whose status changed; ``before`` is None if it wasn't planned yet."""

    result: ScoredKeyResult
    before: str | None


@frozen
class Since:
    """The changes since the end of an earlier day, ``then``: statuses (worst first), changes of the plan by date, and
    check-ins, newest first."""

    then: PastDay
    moved: tuple[Moved, ...]
    changes: tuple[Change, ...]
    check_ins: tuple[PlacedCheckIn, ...]


@frozen
class DependencyTurn:
    """A dependency whose state changed; ``before`` is None for a new one."""

    row: Dependency
    before: str | None


def parse_since(text: str, today: date) -> date | None:
    """The day that ``last-monday``, ``yesterday``, ``7d``, ``2w`` or an ISO date means; None for anything else.

    ``last-monday`` is one to seven days ago.
    """
    word = text.lower()
    if word == "yesterday":
        return today - timedelta(days=1)
    ago = _AGO.fullmatch(word)
    if ago:
        days = int(ago[1]) * (7 if ago[2] == "w" else 1)
        return today - timedelta(days=days) if days < today.toordinal() else None
    weekday = word.removeprefix("last-")
    if weekday in _DAYS:
        return today - timedelta(days=(today.weekday() - _DAYS.index(weekday) - 1) % 7 + 1)
    return parse_date(text)


def since(report_day: ReportDay, then: PastDay) -> Since:
    """The changes since an earlier state of the company."""
    week = Cycle("", then.day + timedelta(days=1), report_day.day)
    objectives = [each for each in report_day.scores.objectives if not each.planned.draft]
    check_ins = [
        placed for entries in report_day.ws.journal.values() for placed in entries if week.contains(placed.entry.date)
    ]
    moved = [
        Moved(result, before)
        for key, result in report_day.scores.by_key.items()
        if result.counted and (before := then.statuses.get(key)) != result.status
    ]
    return Since(
        then,
        tuple(sorted(moved, key=lambda each: (_ORDER.index(each.result.status), each.result.planned.ref))),
        tuple(sorted(plan_changes(objectives, week.contains), key=lambda change: (change.day, change.ref))),
        tuple(sorted(check_ins, key=lambda placed: (placed.entry.date, placed.department), reverse=True)),
    )


def dependencies_since(now: Iterable[Dependency], then: Iterable[Dependency]) -> list[DependencyTurn]:
    """The dependencies whose state changed, in the order of ``now``."""
    states = {(each.waits, each.on): each.state for each in then}
    turns = (DependencyTurn(each, states.get((each.waits, each.on))) for each in now)
    return [turn for turn in turns if turn.row.state != turn.before]
