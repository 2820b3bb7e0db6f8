"""The series of a key result: what the journal says of it, and of the KPI that it reads."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Protocol

from okrctl.core.model.checkins import Result
from okrctl.core.model.values import Looks, Series
from okrctl.core.scores.journal import Journal, JournalMention
from okrctl.core.scores.plan import Key, PlannedKeyResult
from okrctl.core.scores.series import fold, in_force, observations
from okrctl.core.values.remembered import remembered


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
