"""Builds the series of one key result or KPI: applies corrections, merges days, reads values."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date
from fractions import Fraction
from functools import partial

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
    plain: list[JournalMention] = []
    corrections: list[JournalMention] = []
    for mention in mentions:
        if mention.placed.entry.date <= as_of:
            (plain if mention.placed.entry.corrects is None else corrections).append(mention)
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
            said = [each if each.result else each._replace(result=Result.model_construct()) for each in said]
    if not fields:
        return said
    gone = dict.fromkeys(fields)
    kept = [each if each.result is None else each._replace(result=each.result.but(**gone)) for each in said]
    if result is not None and result.baseline is not None:
        # the day's values are read with it, as if it had been there from the start
        kept.insert(0, correction._replace(result=Result.model_construct(baseline=result.baseline)))
        result = result.but(baseline=None)
        correction = correction._replace(result=result)
    return [*kept, correction] if result is None or result.said else kept


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
    sound: dict[int, Value | None] = field(default_factory=dict)

    def take_all(self, mentions: Iterable[JournalMention], first: date | None, last: date) -> None:
        """All results between two days. Most days have one plain number, and only the last one counts."""
        plainly = self.observations is None and self.measure.reads_plainly(self.baseline)
        for group in _by_day(mentions, first, last):
            self.days += 1
            result = group[0].result if plainly and len(group) == 1 and not group[0].watched else None
            plain = plain_number(result.value) if result is not None and result.value else None
            if plain is None or result is None or not result.only_a_value:
                self.day(group[0].day, group)
            else:
                self.latest, self.last_day = plain, group[0].day
                if result.confidence is not None and on_confidence_scale(result.confidence):
                    self.confidence = result.confidence

    def day(self, day: date, mentions: list[JournalMention]) -> None:
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
        self, mentions: list[JournalMention]
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
            known = id(result) in self.sound
            read = self.sound[id(result)] if known else self.once(mention, result)
            if read is not None:
                value, last = read, mention
            if result.confidence is not None and on_confidence_scale(result.confidence):
                confidence = result.confidence
            projected = self.expect(mention, result) or projected
            note = result.note or note
        return value, confidence, projected, note, last

    def once(self, mention: JournalMention, result: Result) -> Value | None:
        """The reading of a result; equal results are one object (core/model/checkins.py), so it is read only once."""
        before = len(self.faults)
        read = self.take(mention, result)
        if result.baseline is not None:
            self.sound.clear()
        elif len(self.faults) == before:
            self.sound[id(result)] = read
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
    for mention in mentions:
        result = mention.result
        if result is None or (first is not None and mention.day < first) or mention.day > last:
            continue
        plain = plainly and not mention.watched and result.only_a_value and plain_number(result.value or "-")
        if not plain and id(result) not in folder.sound:
            before = len(folder.faults)
            folder.once(mention, result)
            folder.expect(mention, result)
            if len(folder.faults) > before:
                folder.sound.pop(id(result), None)
    return folder.faults


def _folder(measure: Measure, unit: str | None) -> _Folder:
    given = measure.given_baseline()
    return _Folder(measure, unit, given, given is not None)


def _by_day(mentions: Iterable[JournalMention], first: date | None, last: date) -> Iterator[list[JournalMention]]:
    group: list[JournalMention] = []
    for mention in mentions:
        day = mention.day
        if (first is not None and day < first) or day > last:
            continue
        if group and group[0].day != day:
            yield group
            group = []
        group.append(mention)
    if group:
        yield group
