"""Builds the series of one key result or KPI: applies corrections, merges days, reads values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import groupby
from operator import attrgetter

from okrctl.core.model.checkins import Result
from okrctl.core.model.measure import Measure
from okrctl.core.model.values import InvalidResult, LazyObservations, Observation, Series, Value, plain_number
from okrctl.core.scores.journal import JournalMention
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen, mutable
from okrctl.core.values.quantity import on_confidence_scale, parse_number


@frozen
class Fault:
    """A mention that doesn't fit its key result. ``rule`` is the slug of the rule it breaks.

    ``unknown`` is an unknown milestone id: a suggestion is looked up when it is reported.
    """

    mention: JournalMention
    rule: str
    message: str
    help: str | None
    inside: tuple[str | int, ...] = ()
    unknown: str | None = None


def in_force(mentions: Iterable[JournalMention], as_of: date) -> list[JournalMention]:
    """Mentions up to a day by the date of their values, with corrections applied from their own date on."""
    known = list(mentions)
    plain = [mention for mention in known if mention.day <= as_of and not mention.corrects]
    corrections = [mention for mention in known if mention.corrects and mention.placed.entry.date <= as_of]
    if not corrections:
        return plain
    by_day: dict[date, list[JournalMention]] = {}
    for mention in plain:
        by_day.setdefault(mention.day, []).append(mention)
    for mention in corrections:
        by_day[mention.day] = _corrected(by_day.get(mention.day, []), mention)
    return [mention for day in sorted(by_day) for mention in by_day[day]]


_VALUES = frozenset({"value", "done"})


def _corrected(said: list[JournalMention], correction: JournalMention) -> list[JournalMention]:
    """The result of a day, corrected field by field: fields missing in the correction are kept."""
    result = correction.result
    if result is None:
        fields = _VALUES
    elif result.withdrawn:
        return []
    else:
        fields = result.said | result.taken_back
        if "value" in result.taken_back:
            # a confirmed value counts as the day's value
            empty = Result.model_construct()
            said = [each._replace(written=empty) if each.written is None else each for each in said]
    if not fields:
        return said
    gone = dict.fromkeys(fields)
    kept = [each if each.result is None else each._replace(written=each.result.but(**gone)) for each in said]
    if result is not None and result.baseline is not None:
        # the day's values are read with it, as if it had been there from the start
        kept.insert(0, correction._replace(written=Result.model_construct(baseline=result.baseline)))
        result = result.but(baseline=None)
        correction = correction._replace(written=result)
    return [*kept, correction] if result is None or result.said else kept


_Read = tuple[Value | None, Fraction | None, Value | None]
"""Value, confidence and projection of a result."""


@mutable
class _Folder:
    """Adds up mentions day by day; with a list of observations, these too."""

    measure: Measure
    unit: str | None
    baseline: Fraction | None
    fixed_baseline: bool
    latest: Value | None = None
    done: frozenset[str] = frozenset()
    confidence: Fraction | None = None
    projected: Value | None = None
    baseline_at: tuple[str, DocPath] | None = None
    observations: list[Observation] | None = None
    days: int = 0
    last_day: date | None = None
    faults: list[Fault] = field(default_factory=list)
    sound: dict[object, _Read] = field(default_factory=dict)

    def take_all(self, mentions: Iterable[JournalMention], first: date | None, last: date) -> None:
        """All results between two days. Most days have one plain value, and only the last one counts."""
        plainly = self.measure.reads_plainly(self.baseline)
        inside = _between(mentions, first, last)
        by_day = (list(group) for _, group in groupby(inside, key=attrgetter("day")))
        # one mention a day is the rule, and needs no groups
        for given in zip(inside) if len({mention.day for mention in inside}) == len(inside) else by_day:
            self.days += 1
            day, written = given[0].day, given[0].written
            if self.observations is not None or len(given) > 1 or written is None:
                self.day(day, given)
                continue
            value = plain_number(written) if plainly and type(written) is str else None
            if value is None:
                value, confidence, projected = self.read(given[0])
                self.confidence = self.confidence if confidence is None else confidence
                self.projected = projected or self.projected
            self.latest, self.last_day = value or self.latest, day

    def day(self, day: date, mentions: Sequence[JournalMention]) -> None:
        """The results of one day."""
        value, confidence, projected, note, last = self.said(mentions)
        self.last_day = day
        if confidence is not None:
            self.confidence = confidence
        if projected is not None:
            self.projected = projected
        repeated = value is None and any(mention.result is None for mention in mentions)
        if self.observations is not None:
            seen, entry = self.latest if repeated else value, last.placed.entry
            look = Observation(day, seen, self.done, repeated, confidence, note, entry.by, last.placed.path, last.at)
            self.observations.append(look._replace(remark=entry.note, projected=projected))
        if value is not None:
            self.latest = value

    def said(
        self, mentions: Sequence[JournalMention]
    ) -> tuple[Value | None, Fraction | None, Value | None, str | None, JournalMention]:
        """Value, confidence, projection, note and last mention of a day: the later one wins, field by field."""
        value: Value | None = None
        confidence: Fraction | None = None
        projected: Value | None = None
        note: str | None = None
        last = mentions[-1]
        for mention in mentions:
            result = mention.result
            if result is None:
                continue
            read, sure, ahead = self.read(mention)
            if read is not None:
                value, last = read, mention
            confidence = confidence if sure is None else sure
            projected = ahead or projected
            note = result.note or note
        return value, confidence, projected, note, last

    def read(self, mention: JournalMention) -> _Read:
        """What a result says; equal ones are the same text or object (core/model/checkins.py), and are read once."""
        same = mention.written if type(mention.written) is str else id(mention.written)
        known = self.sound.get(same)
        if known is not None:
            return known
        before, result = len(self.faults), mention.result or Result.model_construct()
        value = self.take(mention, result)
        sure = result.confidence is not None and on_confidence_scale(result.confidence)
        read = value, result.confidence if sure else None, self.expect(mention, result)
        if result.baseline is not None:
            self.sound.clear()
        elif len(self.faults) == before:
            self.sound[same] = read
        return read

    def expect(self, mention: JournalMention, result: Result) -> Value | None:
        """The owner's projection, if it fits."""
        if result.projected is None:
            return None
        read = self.measure.read_projected(result.projected, self.unit, self.baseline)
        if not isinstance(read, InvalidResult):
            return read
        self.faults.append(Fault(mention, "wrong-result", f"projected: {read.message}", read.help, ("projected",)))
        return None

    def take(self, mention: JournalMention, result: Result) -> Value | None:
        """One result, with its value if it fits."""
        if result.baseline is not None:
            self._baseline(mention, result.baseline)
        if result.done is not None:
            self._done(mention, result.done)
        if result.value is None:
            return None
        if not mention.watched and self.measure.reads_plainly(self.baseline) and (plain := plain_number(result.value)):
            return plain
        means = self.measure.read_watched if mention.watched else self.measure.read
        read = means(result.value, self.unit, self.baseline)
        if not isinstance(read, InvalidResult):
            return read
        self.faults.append(Fault(mention, "wrong-result", read.message, read.help))
        return None

    def _baseline(self, mention: JournalMention, text: object) -> None:
        given = text if isinstance(text, Fraction) else parse_number(str(text))
        if given is None:
            return
        if not self.measure.takes_baseline():
            message, help = f"{self.measure.summary} has no baseline", "remove `baseline`"
            self.faults.append(Fault(mention, "wrong-result", message, help, ("baseline",)))
        elif self.baseline is None:
            self.baseline = given
            self.baseline_at = (mention.placed.path, (*mention.at, "baseline"))
        elif self.baseline != given:
            whose = "the plan" if self.fixed_baseline else "an earlier check-in"
            message = f"this baseline differs from that of {whose}"
            help = "one baseline applies to the whole cycle; correct the wrong one"
            self.faults.append(Fault(mention, "baseline-disagrees", message, help, ("baseline",)))

    def _done(self, mention: JournalMention, done: tuple[str, ...]) -> None:
        known = {step.id for step in self.measure.steps()}
        if not known:
            message = f"{self.measure.summary} has no milestones"
            self.faults.append(Fault(mention, "wrong-result", message, "write its value instead of a list"))
            return
        for id in done:
            if id not in known:
                message = f"there is no milestone {id} here"
                self.faults.append(Fault(mention, "unknown-milestone", message, None, unknown=id))
        self.done |= known.intersection(done)


def observations(
    mentions: Callable[[], Sequence[JournalMention]],
    measure: Measure,
    unit: str | None,
    first: date | None,
    last: date,
) -> tuple[Observation, ...]:
    """The results of each day; see :func:`fold`."""
    folder = _folder(measure, unit)
    found = folder.observations = list[Observation]()
    folder.take_all(mentions(), first, last)
    return tuple(found)


def fold(
    mentions: Sequence[JournalMention],
    measure: Measure,
    unit: str | None,
    first: date | None,
    last: date,
    again: Callable[[], Sequence[JournalMention]] | None = None,
) -> Series:
    """The series from mentions (already in force, ordered by day) between two days, without those that don't fit.

    ``unit`` decides whether unsigned percent are values; ``first`` is None for KPIs. ``again`` provides the mentions
    again when observations are needed, so that they need not stay in memory.
    """
    folder = _folder(measure, unit)
    folder.take_all(mentions, first, last)
    looks = partial(observations, again or (lambda: mentions), measure, unit, first, last)
    return Series(
        LazyObservations(folder.days, folder.last_day, looks) if folder.days else (),
        folder.baseline,
        folder.latest,
        folder.done,
        folder.confidence,
        folder.projected,
        folder.baseline_at,
        tuple((fault.mention.placed.path, fault.mention.at) for fault in folder.faults),
    )


def faults_of(
    mentions: Sequence[JournalMention], measure: Measure, unit: str | None, first: date | None, last: date
) -> list[Fault]:
    """The mentions that don't fit; see :func:`fold`."""
    folder = _folder(measure, unit)
    plainly = measure.reads_plainly(folder.baseline)
    for mention in _between(mentions, first, last):
        written = mention.written
        plain = plainly and type(written) is str and plain_number(written)
        if written is not None and not plain:
            folder.read(mention)
    return folder.faults


def _folder(measure: Measure, unit: str | None) -> _Folder:
    given = measure.given_baseline()
    return _Folder(measure, unit, given, given is not None)


def _between(mentions: Iterable[JournalMention], first: date | None, last: date) -> list[JournalMention]:
    start = first or date.min
    return [mention for mention in mentions if start <= mention.day <= last]
