"""The journal: which entry speaks of what, and what its entries add up to for one key result or KPI."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import ClassVar

from okrctl.core.diagnostic import DocPath
from okrctl.core.measure import Look, Measure, Misfit, Series, Value, read_number
from okrctl.core.model import Item, Result
from okrctl.core.plan import Key, key_of
from okrctl.core.quantity import parse_number
from okrctl.core.references import Unresolved, resolve_on
from okrctl.core.workspace import Entry, PlacedCheckIn, Workspace


@dataclass(frozen=True, slots=True)
class Mention:
    """One entry's word on a key result or KPI; ``result`` is None for "unchanged", ``at`` its place in the file."""

    placed: PlacedCheckIn
    at: DocPath
    result: Result | None

    @property
    def day(self) -> date:
        """The day it speaks of: that of the entry, or the day it corrects."""
        return self.placed.entry.corrects or self.placed.entry.date


@dataclass(frozen=True, slots=True)
class Stray:
    """A key in a journal that means nothing (or something that takes no check-ins)."""

    placed: PlacedCheckIn
    at: DocPath
    text: str
    why: Unresolved


@dataclass(frozen=True, slots=True)
class Journal:
    """All mentions by what they speak of, in the journal's order, and what could not be placed."""

    mentions: dict[Key, list[Mention]]
    strays: tuple[Stray, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A mention that does not suit its key result. ``rule`` is the slug of the rule it breaks."""

    mention: Mention
    rule: str
    message: str
    help: str | None
    inside: tuple[str | int, ...] = ()


def index_journal(ws: Workspace) -> Journal:
    """Sort every entry's words by what they speak of."""
    mentions: dict[Key, list[Mention]] = {}
    strays: list[Stray] = []
    for department, entries in ws.journal.items():
        for placed in entries:
            _index_entry(ws, department, placed, mentions, strays)
    order = {path: position for position, path in enumerate(file.path for file in ws.files)}
    for found in mentions.values():
        if len({mention.placed.department for mention in found}) > 1:
            found.sort(key=lambda m: (m.placed.entry.date, order[m.placed.path], m.placed.entry.at))
    return Journal(mentions, tuple(strays))


def _index_entry(
    ws: Workspace, department: str, placed: PlacedCheckIn, mentions: dict[Key, list[Mention]], strays: list[Stray]
) -> None:
    entry = placed.entry
    day = entry.corrects or entry.date
    named: set[Key] = set()

    def add(text: str, at: DocPath, result: Result | None) -> None:
        target = meaning(ws, department, text, day)
        if isinstance(target, Unresolved):
            strays.append(Stray(placed, at, text, target))
            return
        key = key_of(target)
        named.add(key)
        mentions.setdefault(key, []).append(Mention(placed, at, result))

    for text, result in entry.results.items():
        add(text, (*entry.at, "results", text), result)
    rest = False
    for position, text in enumerate(entry.unchanged):
        if text == "rest":
            rest = True
        else:
            add(text, (*entry.at, "unchanged", position), None)
    if rest:
        for key in _running(ws, department, day):
            if key not in named:
                mentions.setdefault(key, []).append(Mention(placed, (*entry.at, "unchanged"), None))


def meaning(ws: Workspace, department: str, text: str, day: date) -> Entry | Unresolved:
    """The key result or KPI that a key in a department's journal means on the entry's day."""
    own = ws.entries.get(department, {}).get(text)
    if own and len(own) == 1 and own[0].kind != "objective":
        return own[0]
    target = resolve_on(ws, text, department, day)
    if isinstance(target, Unresolved):
        renamed = _former(ws, department, text)
        return renamed if renamed is not None else target
    if target.entry is None or target.entry.kind == "objective" or target.milestone:
        what = f"{text} is no key result or KPI"
        return Unresolved("unknown-reference", what, "check in its key results, each by its id")
    return target.entry


def _former(ws: Workspace, department: str, text: str) -> Entry | None:
    """The key result that had this id before: `formerly` keeps history together."""
    home, _, id = text.rpartition("/")
    entries = ws.former.get((home or department, id), ())
    return entries[0] if len(entries) == 1 else None


def _running(ws: Workspace, department: str, day: date) -> Iterable[Key]:
    """What `rest` means on a day: everything of the department that runs then and takes check-ins."""
    for entries in ws.entries.get(department, {}).values():
        for entry in entries:
            if entry.kind == "kpi":
                yield key_of(entry)
            elif entry.key_result and entry.objective and entry.cycle and entry.cycle.contains(day):
                items: tuple[Item, ...] = (entry.key_result, entry.objective.history.current)
                if any(_over(item, day) for item in items):
                    continue
                yield key_of(entry)


def _over(item: Item, day: date) -> bool:
    if item.dropped and item.dropped.date <= day:
        return True
    return item.draft or (item.closed is not None and item.closed.date < day)


@dataclass(frozen=True, slots=True)
class Watched(Measure):
    """How the values of a KPI are read: plain numbers."""

    kind: ClassVar = "kpi"
    decided_by: ClassVar = ()
    fields: ClassVar = {}
    summary: ClassVar = "a quantity watched for ever"

    def read(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | Misfit:
        """A plain number."""
        return read_number(text, unit, baseline)


def in_force(mentions: Iterable[Mention], as_of: date) -> list[Mention]:
    """Mentions up to a day, with corrections carried out from their own date on, by the day they speak of."""
    plain: list[Mention] = []
    corrections: list[Mention] = []
    for mention in mentions:
        if mention.placed.entry.date <= as_of:
            (plain if mention.placed.entry.corrects is None else corrections).append(mention)
    if not corrections:
        return plain
    by_day: dict[date, list[Mention]] = {}
    for mention in plain:
        by_day.setdefault(mention.day, []).append(mention)
    for mention in corrections:
        by_day[mention.day] = [] if mention.result and mention.result.withdrawn else [mention]
    return [mention for day in sorted(by_day) for mention in by_day[day]]


@dataclass(slots=True)
class _Folder:
    """Adds up mentions day by day."""

    measure: Measure
    unit: str | None
    baseline: Fraction | None
    fixed_baseline: bool
    latest: Value | None = None
    latest_look: Look | None = None
    done: frozenset[str] = frozenset()
    confidence: Fraction | None = None
    baseline_at: tuple[str, DocPath] | None = None
    looks: list[Look] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def day(self, day: date, mentions: list[Mention]) -> None:
        """What was said on one day: the later word wins, field by field; ``done`` lists add up."""
        value: Value | None = None
        confidence: Fraction | None = None
        note: str | None = None
        last = mentions[-1]
        for mention in mentions:
            result = mention.result
            if result is None:
                continue
            if result.baseline is not None:
                self._baseline(mention, result.baseline)
            if result.done is not None:
                self._done(mention, result.done)
            if result.value is not None:
                read = self.measure.read(result.value, self.unit, self.baseline)
                if isinstance(read, Misfit):
                    self.faults.append(Fault(mention, "wrong-result", read.message, read.help))
                else:
                    value, last = read, mention
            confidence = _in_range(result.confidence, confidence)
            note = result.note or note
        repeated = value is None and any(mention.result is None for mention in mentions)
        if confidence is not None:
            self.confidence = confidence
        look = Look(
            day,
            self.latest if repeated else value,
            self.done,
            repeated,
            confidence,
            note,
            last.placed.entry.by,
            last.placed.path,
            last.at,
            last.placed.entry.note,
        )
        self.looks.append(look)
        if value is not None:
            self.latest = value
            self.latest_look = look

    def _baseline(self, mention: Mention, text: object) -> None:
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
            help = "one baseline holds for the whole cycle; correct the wrong one"
            self.faults.append(Fault(mention, "baseline-disagrees", message, help, ("baseline",)))

    def _done(self, mention: Mention, done: tuple[str, ...]) -> None:
        known = {step.id for step in self.measure.steps()}
        if not known:
            message = f"{self.measure.summary} has no milestones"
            self.faults.append(Fault(mention, "wrong-result", message, "write its value instead of a list"))
            return
        for id in done:
            if id not in known:
                message = f"there is no milestone {id} here"
                self.faults.append(Fault(mention, "unknown-milestone", message, _close(id, known)))
        self.done |= known.intersection(done)

    def series(self) -> Series:
        """Everything so far."""
        return Series(
            tuple(self.looks),
            self.baseline,
            self.latest,
            self.latest_look,
            self.done,
            self.confidence,
            self.baseline_at,
            tuple((fault.mention.placed.path, fault.mention.at) for fault in self.faults),
        )


def _in_range(stated: Fraction | None, otherwise: Fraction | None) -> Fraction | None:
    return stated if stated is not None and 0 <= stated <= 10 else otherwise


def _close(id: str, known: set[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(id, sorted(known), 1, 0.5)
    return f"did you mean {close[0]}?" if close else f"its milestones: {', '.join(sorted(known))}"


def fold(
    mentions: Iterable[Mention], measure: Measure, unit: str | None, first: date | None, last: date
) -> tuple[Series, list[Fault]]:
    """What mentions (already in force, ordered by day) add up to between two days, and which of them do not fit.

    Args:
        mentions: see :func:`in_force`.
        measure: reads the values.
        unit: decides whether unsigned per cent are values.
        first: earlier days do not count; None for KPIs.
        last: later days do not count.
    """
    given = measure.given_baseline()
    folder = _Folder(measure, unit, given, given is not None)
    group: list[Mention] = []
    for mention in mentions:
        if (first is not None and mention.day < first) or mention.day > last:
            continue
        if group and group[-1].day != mention.day:
            folder.day(group[-1].day, group)
            group = []
        group.append(mention)
    if group:
        folder.day(group[-1].day, group)
    return folder.series(), folder.faults
