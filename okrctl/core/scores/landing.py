"""Compares projections of final scores, by owners and by trend, with actual final scores.

Owners and trends are compared halfway, when there is still time to act; the record doesn't adjust projections.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from okrctl.core.model.figures import ONE, ZERO
from okrctl.core.scores.forecast import forecast
from okrctl.core.scores.scoring import ENDED, ScoredKeyResult, ScoredObjective
from okrctl.core.values.frozen import frozen
from okrctl.core.values.mean import mean


@frozen
class Landing:
    """The projections for a key result on ``day``, and its final score; all are scores from 0 to 1.

    ``owner`` is None if the owner projected nothing that converts to a score (a date, a value of a level to hold),
    ``trend`` if there was no trend.
    """

    scored: ScoredKeyResult
    day: date
    owner: Fraction | None
    trend: Fraction | None
    result: Fraction


@frozen
class Record:
    """The average errors of the projections of ``count`` key results: ``off`` absolute, ``over`` as too high.

    Both are scores; ``over`` is negative if they were too low.
    """

    count: int
    off: Fraction
    over: Fraction


@frozen
class DepartmentRecord:
    """The records of a department's owners and of its trends; None without any."""

    department: str
    owners: Record | None
    trend: Record | None


def foreseen(scored: ScoredKeyResult) -> Fraction | None:
    """The progress that the owner projects; None without a projection that converts to progress."""
    measure = scored.planned.key_result.measure
    return measure.foreseen(scored.series, scored.planned.window) if measure else None


def landing(scored: ScoredKeyResult) -> Landing | None:
    """The projections for an ended key result halfway; None while it runs, or without any projection.

    The day is that of the owner's last projection in the first half of its days, otherwise of the first one after;
    without any, that of the last check-in in the first half.
    """
    if scored.status not in ENDED or scored.score is None:
        return None
    looks, window = scored.series.observations, scored.planned.window
    middle = window.start + (window.end - window.start) / 2
    told = [at for at, look in enumerate(looks) if look.projected is not None and look.day <= window.end]
    early = [at for at in told or range(len(looks)) if looks[at].day <= middle]
    if not (early or told):
        return None
    at = early[-1] if early else told[0]
    then = _as_of(scored, at)
    trend = forecast(then, window.end)
    owner = foreseen(then)
    if owner is None and trend is None:
        return None
    ends = None if trend is None else _score(Fraction(trend.at_end))
    return Landing(scored, looks[at].day, None if owner is None else _score(owner), ends, scored.score)


def landings(objectives: Iterable[ScoredObjective]) -> list[Landing]:
    """The landings of all key results that have one."""
    found = (landing(result) for objective in objectives for result in objective.key_results)
    return [each for each in found if each is not None]


def _as_of(scored: ScoredKeyResult, at: int) -> ScoredKeyResult:
    """A key result after one of its observations, by its final plan."""
    looks, measure = scored.series.observations[: at + 1], scored.planned.key_result.measure
    day, valued = looks[-1].day, next((look for look in reversed(looks) if look.value is not None), None)
    series = replace(
        scored.series,
        observations=looks,
        latest=valued.value if valued else None,
        done=looks[-1].done,
        projected=next((look.projected for look in reversed(looks) if look.projected is not None), None),
    )
    progress = measure.progress(series, scored.planned.window, day) if measure else None
    return replace(scored, series=series, progress=progress, status="", on=day)


def _score(progress: Fraction) -> Fraction:
    return min(ONE, max(ZERO, progress))


def records(landings: Iterable[Landing]) -> list[DepartmentRecord]:
    """The errors of owners and trends, by department."""
    found: dict[str, list[Landing]] = {}
    for each in landings:
        found.setdefault(each.scored.planned.department, []).append(each)
    return [
        DepartmentRecord(
            department,
            _record([each.owner - each.result for each in own if each.owner is not None]),
            _record([each.trend - each.result for each in own if each.trend is not None]),
        )
        for department, own in found.items()
    ]


def _record(errors: list[Fraction]) -> Record | None:
    off, over = (mean((ONE, error) for error in found) for found in ([abs(error) for error in errors], errors))
    return None if off is None or over is None else Record(len(errors), off, over)
