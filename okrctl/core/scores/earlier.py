"""Series of earlier days, taken from those of a later day instead of being read again: reports cover many weeks."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from okrctl.core.model.values import Series
from okrctl.core.scores.journal import Journal
from okrctl.core.scores.plan import PlannedKeyResult

if TYPE_CHECKING:
    from okrctl.core.scores.scoring import ScoredKeyResult


def known_series(journal: Journal, scored: ScoredKeyResult, planned: PlannedKeyResult, day: date) -> Series | None:
    """The series of a key result on a day; None if it must be read again.

    That is the case if its plan was different, it reads a KPI, or the journal has corrections or a baseline.

    Args:
        journal: its mentions.
        scored: the key result on a later day.
        planned: its plan of the day wanted.
        day: the earlier day.
    """
    later, series = scored.planned, scored.series
    anew = (
        later.key_result is not planned.key_result
        or (later.cycle, later.closed_on, later.unit) != (planned.cycle, planned.closed_on, planned.unit)
        or planned.reads is not None
        or planned.key_result.measure is None
        or series.baseline_at is not None
        or any(mention.corrects for mention in journal.mentions.get(planned.key, ()))
    )
    return None if anew else _cut(series, day)


def _cut(series: Series, day: date) -> Series:
    """The part of a series up to a day. ``unread`` is left empty: invalid results are reported only for today."""
    looks = series.observations[: bisect_right(series.observations, day, key=lambda look: look.day)]
    given = next((look for look in reversed(looks) if look.value is not None and not look.repeated), None)
    return Series(
        looks,
        series.baseline,
        given.value if given else None,
        looks[-1].done if looks else frozenset(),
        next((look.confidence for look in reversed(looks) if look.confidence is not None), None),
        next((look.projected for look in reversed(looks) if look.projected is not None), None),
    )
