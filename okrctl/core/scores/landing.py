"""Where key results were expected to land, by their owners and by their trend, and where they landed.

Owners and trends are compared halfway, when something can still be done; nobody is corrected by the record.
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
    """What was expected of a key result on ``day``, and what came of it; all are scores, 0 to 1.

    ``owner`` is None where its owner projected nothing that reads as a score (the day of a thing, a value of a held
    level), ``trend`` where there was none.
    """

    scored: ScoredKeyResult
    day: date
    owner: Fraction | None
    trend: Fraction | None
    result: Fraction


@frozen
class Record:
    """How far projections of ``count`` key results were off, on average: by ``off``, and by ``over`` too high.

    Both are scores; ``over`` is negative where they were too low.
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
    """The progress its owner projects; None where nothing is projected, or nothing that reads as progress."""
    measure = scored.planned.key_result.measure
    return measure.foreseen(scored.series, scored.planned.window) if measure else None


def landing(scored: ScoredKeyResult) -> Landing | None:
    """How an ended key result was seen halfway; None while it runs, and where nobody could tell anything.

    The day is that of the owner's last projection up to the middle of its days, else of the first one after it;
    without any that of the last look up to the middle.
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
    """Those of all key results that have one."""
    found = (landing(result) for objective in objectives for result in objective.key_results)
    return [each for each in found if each is not None]


def _as_of(scored: ScoredKeyResult, at: int) -> ScoredKeyResult:
    """A key result as it stood after one of its looks, by the plan of its end."""
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
    """How far owners and trends were off, by department."""
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
