"""What changed since an earlier day: statuses that turned, changes of the plan, who checked in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from okrctl.core.contracts.dependency import Dependency
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.retro import Change, plan_changes
from okrctl.core.review.selection import Selection
from okrctl.core.scores.scoring import IN_STATE, WORST_FIRST, ScoredKeyResult
from okrctl.core.values.cycle import parse_date
from okrctl.core.values.frozen import frozen

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDER = (*WORST_FIRST, *IN_STATE)
_AGO = re.compile(r"([0-9]{1,4})(d|w)")


@frozen
class Turn:
    """A key result whose status is another one than it was; ``before`` is None where it was not counted then."""

    result: ScoredKeyResult
    before: ScoredKeyResult | None


@frozen
class Since:
    """The changes from the end of ``day`` to the day of the report.

    ``score`` is the company's score on that day (0 to 1, None when nothing counted). ``turns`` stand worst first,
    ``changes`` in order of their dates, and ``check_ins`` counts entries by department.
    """

    day: date
    score: Fraction | None
    turns: tuple[Turn, ...]
    changes: tuple[Change, ...]
    check_ins: dict[str, int]


@frozen
class DependencyTurn:
    """A dependency whose state is another one than it was; ``before`` is None where nobody waited then."""

    row: Dependency
    before: str | None


def parse_since(text: str, today: date) -> date | None:
    """The day that ``last-monday``, ``yesterday``, ``7d``, ``2w`` or an ISO date means; None when it means none.

    ``last-monday`` lies one to seven days back.
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


def since(now: ReportDay, then: ReportDay, selection: Selection) -> Since:
    """Compare a workspace's report with that of an earlier day."""
    turns = []
    for objective in now.scores.objectives:
        if not selection.department(objective.planned.department):
            continue
        for result in selection.key_results(objective):
            before = then.scores.by_key.get(result.planned.key)
            old = before.status if before is not None else None
            if result.status != old and (result.counted or (before is not None and before.counted)):
                turns.append(Turn(result, before if before is not None and before.counted else None))
    turns.sort(key=lambda turn: (_ORDER.index(turn.result.status), turn.result.planned.ref))
    shown = [each for each in now.scores.objectives if selection.department(each.planned.department)]
    changes = sorted(plan_changes(shown, lambda day: then.day < day <= now.day), key=lambda each: (each.day, each.ref))
    check_ins = {
        department: count
        for department, entries in now.ws.journal.items()
        if selection.department(department)
        and (count := sum(then.day < each.entry.date <= now.day for each in entries))
    }
    return Since(then.day, then.company.total.score, tuple(turns), tuple(changes), check_ins)


def dependencies_since(now: Iterable[Dependency], then: Iterable[Dependency]) -> list[DependencyTurn]:
    """The dependencies whose state changed, in the order of ``now``."""
    states = {(each.waits, each.on): each.state for each in then}
    turns = (DependencyTurn(each, states.get((each.waits, each.on))) for each in now)
    return [turn for turn in turns if turn.row.state != turn.before]
