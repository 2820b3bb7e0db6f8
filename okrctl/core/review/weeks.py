"""How the company stood on earlier Mondays, and what has changed since the last of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from okrctl.core.company.journals import PlacedCheckIn
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.retro import Change, plan_changes
from okrctl.core.scores.plan import Key, plan_on
from okrctl.core.scores.rollup import Company, roll_up
from okrctl.core.scores.scoring import ScoredKeyResult, score
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.frozen import frozen

MOST_WEEKS = 13
"""A quarter: of more, each would be too narrow to read."""


@frozen
class PastDay:
    """The company as of an earlier day, by what is in the files now; ``statuses`` are those of key results."""

    day: date
    company: Company
    statuses: Mapping[Key, str]


@frozen
class Moved:
    """A key result whose status is another one than it was; ``before`` is None where it was not planned yet."""

    result: ScoredKeyResult
    before: str | None


@frozen
class Since:
    """What has changed since a Monday: statuses, the plan, and who has checked in.

    ``then`` is how the company stood on that Monday.
    """

    then: PastDay
    moved: tuple[Moved, ...]
    changes: tuple[Change, ...]
    check_ins: tuple[PlacedCheckIn, ...]


def last_monday(day: date) -> date:
    """The Monday before a day; of a Monday the one a week earlier."""
    return day - timedelta(days=day.weekday() or 7)


def past_weeks(picture: ReportDay) -> tuple[PastDay, ...]:
    """The Mondays before the day on which what counts today had begun, oldest first; always the last one."""
    begun = min((each.planned.cycle.start for each in picture.scores.objectives if each.counted), default=picture.day)
    monday = last_monday(picture.day)
    days = [monday]
    while len(days) < MOST_WEEKS and days[-1] - timedelta(days=7) >= begun:
        days.append(days[-1] - timedelta(days=7))
    return tuple(_stood(picture, day) for day in reversed(days))


def _stood(picture: ReportDay, day: date) -> PastDay:
    plan = replace(plan_on(picture.ws, day), kpis=())
    scores = score(picture.ws, picture.journal, plan, picture.periods, picture.scores)
    statuses = {key: result.status for key, result in scores.by_key.items()}
    return PastDay(day, roll_up(picture.ws, scores), statuses)


def since(picture: ReportDay, then: PastDay) -> Since:
    """What has changed since a day on which the company stood as given."""
    week = Cycle("", then.day + timedelta(days=1), picture.day)
    objectives = [each for each in picture.scores.objectives if not each.planned.draft]
    check_ins = [
        placed for entries in picture.ws.journal.values() for placed in entries if week.contains(placed.entry.date)
    ]
    return Since(
        then,
        tuple(_moved(picture, then)),
        tuple(sorted(plan_changes(objectives, week.contains), key=lambda change: (change.day, change.ref))),
        tuple(sorted(check_ins, key=lambda placed: (placed.entry.date, placed.department), reverse=True)),
    )


def _moved(picture: ReportDay, then: PastDay) -> Iterator[Moved]:
    for key, result in picture.scores.by_key.items():
        before = then.statuses.get(key)
        if result.counted and before != result.status:
            yield Moved(result, before)
