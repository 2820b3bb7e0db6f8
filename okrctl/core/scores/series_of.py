"""The series of a key result: what the journal says of it, and of the KPI that it reads."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

from okrctl.core.model.checkins import Result
from okrctl.core.model.values import Looks, Series
from okrctl.core.scores.journal import Journal, JournalMention
from okrctl.core.scores.plan import Key, PlannedKeyResult
from okrctl.core.scores.series import fold, in_force, observations
from okrctl.core.values.remembered import remembered

if TYPE_CHECKING:
    from okrctl.core.scores.scoring import ScoredKeyResult


class KeptSeries(Protocol):
    """What series of key results came to when they were last added up."""

    def get(self, journal: Journal, planned: PlannedKeyResult, today: date, looks: Looks) -> Series | None:
        """The series of a key result up to a day, as long as it is certain to be the same; ``looks`` are to make its
        observations."""

    def note(self, journal: Journal, planned: PlannedKeyResult, today: date, looks: Looks, series: Series) -> Series:
        """The same series, which notes what it came to, and its values once they are asked for."""


def series_of(journal: Journal, planned: PlannedKeyResult, day: date, kept: KeptSeries | None = None) -> Series:
    """What the journal says of a key result up to a day (of its KPI, where it reads one)."""
    measure = planned.key_result.measure
    if measure is None:
        return Series()
    # whatever was closed is read as of its closing day
    today = min(day, planned.closed_on) if planned.closed_on else day
    again = partial(mentions_of, journal, planned, today)
    days = (planned.cycle.start, min(today, planned.takes_until))
    about = (journal, planned, today, partial(observations, again, measure, planned.unit, *days))
    known = None if kept is None else kept.get(*about)
    if known is not None:
        return known
    found = fold(again(), measure, planned.unit, *days, again)
    return found if kept is None else kept.note(*about, found)


def mentions_of(journal: Journal, planned: PlannedKeyResult, as_of: date) -> list[JournalMention]:
    """The mentions in force that feed a key result; with ``kpi`` the KPI's values, its own confidence and notes."""
    own = in_force(journal.mentions.get(planned.key, []), as_of)
    if planned.reads is None or planned.reads in journal.unread:
        return own
    # each journal is put right by its own corrections before the two are read together
    views = [mention._replace(written=_view_only(mention.result)) for mention in own]
    return sorted(
        [*views, *_watched(journal, planned.reads, as_of)], key=lambda m: (m.day, m.placed.path, m.placed.entry.at)
    )


@remembered
def _watched(journal: Journal, kpi: Key, as_of: date) -> list[JournalMention]:
    """The values of a KPI up to a day: many key results may read one."""
    return [_value_only(mention) for mention in in_force(journal.mentions.get(kpi, []), as_of)]


def _view_only(result: Result | None) -> Result:
    return Result.model_construct() if result is None else result.but(value=None, done=None)


def _value_only(mention: JournalMention) -> JournalMention:
    if mention.result is None:
        return mention
    result = mention.result.but(done=None, baseline=None, confidence=None, projected=None)
    return mention._replace(written=result, watched=True)


def known_series(journal: Journal, scored: ScoredKeyResult, planned: PlannedKeyResult, day: date) -> Series | None:
    """The series of a key result on an earlier day, from that of a later one; None if it must be read again.

    That is the case if its plan was different, it reads a KPI, or the journal has corrections or a baseline.
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
