"""What changed since an earlier day: statuses, the plan, and who checked in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from okrctl.core.company.journals import PlacedCheckIn
from okrctl.core.contracts.dependency import Dependency
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.retro import Change, plan_changes
from okrctl.core.review.weeks import PastDay
from okrctl.core.scores.scoring import IN_STATE, WORST_FIRST, ScoredKeyResult
from okrctl.core.values.cycle import Cycle, parse_date
from okrctl.core.values.frozen import frozen

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
