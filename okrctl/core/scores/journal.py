"""The journal: which entry speaks of what, and what its entries add up to for one key result or KPI."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from okrctl.core.company.references import Target, Unresolved, resolve, resolve_on
from okrctl.core.company.workspace import Entry, PlacedCheckIn, Workspace
from okrctl.core.model.checkins import Result
from okrctl.core.model.items import Item
from okrctl.core.scores.plan import Key, key_of
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen

RESTS = 100_000
READ = 300_000
TOO_MUCH = Unresolved(
    "unknown-reference",
    f"the entries `unchanged: rest` stand for more than {RESTS:,} words; from here on they count for nothing",
    "name what is unchanged, or give old key results and entries a department of their own",
)
READ_TOO_OFTEN = Unresolved(
    "unknown-reference",
    f"the key results with a `kpi` read more than {READ:,} check-ins; those that read this one have no values",
    "let fewer key results read it",
)
LIMITS = (TOO_MUCH, READ_TOO_OFTEN)


class JournalMention(NamedTuple):
    """One entry's word on a key result or KPI; ``result`` is None for "unchanged".

    ``key`` is the key of the result as written, or the position in the list of what is unchanged; None where that says
    `rest`. ``day`` is the day it speaks of: that of the entry, or the day it corrects. A tuple, because there are so
    many.
    """

    placed: PlacedCheckIn
    key: str | int | None
    result: Result | None
    day: date

    @property
    def at(self) -> DocPath:
        """Its place in the file."""
        where: DocPath = () if self.key is None else (self.key,)
        return (*self.placed.entry.at, "results" if isinstance(self.key, str) else "unchanged", *where)


@frozen
class UnknownResult:
    """A key in a journal that means nothing (or something that takes no check-ins)."""

    placed: PlacedCheckIn
    at: DocPath
    text: str
    why: Unresolved


@frozen
class Journal:
    """All mentions by what they speak of, in the journal's order, and what could not be placed.

    ``unread`` are KPIs that too many key results read too many check-ins of: to them these count for nothing.
    """

    mentions: dict[Key, list[JournalMention]]
    strays: tuple[UnknownResult, ...]
    unread: frozenset[Key] = frozenset()


def index_journal(ws: Workspace) -> Journal:
    """Sort every entry's words by what they speak of."""
    index = _Index(ws)
    for department, entries in ws.journal.items():
        index.enter(department)
        for placed in entries:
            index.add(department, placed)
    order = {path: position for position, path in enumerate(file.path for file in ws.files)}
    for found in index.mentions.values():
        if len({mention.placed.department for mention in found}) > 1:
            found.sort(key=lambda m: (m.placed.entry.date, order[m.placed.path], m.placed.entry.at))
    unread = _unread(ws, index.mentions)
    strays = (UnknownResult(found[-1].placed, found[-1].at, key[2], READ_TOO_OFTEN) for key, found in unread.items())
    return Journal(index.mentions, (*index.strays, *strays), frozenset(unread))


def _unread(ws: Workspace, mentions: Mapping[Key, list[JournalMention]]) -> dict[Key, list[JournalMention]]:
    """KPIs beyond the limit of what key results may read of them, with their mentions."""
    readers: Counter[Key] = Counter()
    for placed in ws.objectives:
        for result in placed.history.current.key_results:
            target = resolve(ws, result.kpi, placed.department, placed.cycle) if result.kpi else None
            if isinstance(target, Target) and target.entry is not None:
                readers[key_of(target.entry)] += 1
    found: dict[Key, list[JournalMention]] = {}
    left = READ
    for key, count in readers.items():
        left -= count * len(mentions.get(key, ()))
        if left < 0 and mentions.get(key):
            found[key] = mentions[key]
    return found


class _Index:
    """Mentions as they are sorted; ``known`` are those of a department's ids that mean the same on every day."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.mentions: dict[Key, list[JournalMention]] = {}
        self.strays: list[UnknownResult] = []
        self.known: dict[str, list[JournalMention]] = {}
        self.rests = _Rests({})

    def enter(self, department: str) -> None:
        """Begin with the entries of another department."""
        self.known = {}
        self.rests = _Rests(self.ws.entries.get(department, {}))

    def add(self, department: str, placed: PlacedCheckIn) -> None:
        entry = placed.entry
        day = entry.corrects or entry.date
        for text, result in entry.results.items():
            self.place(department, text, JournalMention(placed, text, result, day))
        rest = False
        for position, text in enumerate(entry.unchanged):
            if text == "rest":
                # a correction replaces what it names, and `rest` names nothing
                rest = entry.corrects is None
            else:
                self.place(department, text, JournalMention(placed, position, None, day))
        if rest:
            self.rest(placed, day)

    def rest(self, placed: PlacedCheckIn, day: date) -> None:
        keys = self.rests.on(day)
        if keys is None:
            if not self.rests.told:
                self.rests.told = True
                self.strays.append(UnknownResult(placed, (*placed.entry.at, "unchanged"), "rest", TOO_MUCH))
            return
        for key in keys:
            found = self.mentions.setdefault(key, [])
            if not found or found[-1].placed is not placed:
                found.append(JournalMention(placed, None, None, day))

    def place(self, department: str, text: str, mention: JournalMention) -> None:
        found = self.known.get(text)
        if found is None:
            target = _only(self.ws, department, text)
            always = target is not None
            if target is None:
                words = mention.result is not None and mention.result.only_words
                meant = meaning(self.ws, department, text, mention.day, objectives=words)
                if isinstance(meant, Unresolved):
                    self.strays.append(UnknownResult(mention.placed, mention.at, text, meant))
                    return
                target = meant
            found = self.mentions.setdefault(key_of(target), [])
            if always:
                self.known[text] = found
        found.append(mention)


def meaning(ws: Workspace, department: str, text: str, day: date, *, objectives: bool = False) -> Entry | Unresolved:
    """What a key in a department's journal means on the entry's day: a key result, a KPI, or an objective if wanted."""
    only = _only(ws, department, text)
    if only is not None:
        return only
    target = resolve_on(ws, text, department, day)
    if isinstance(target, Unresolved) or target.entry is None:
        # nobody reports on a whole department: one that takes the name of something later takes no history with it
        renamed = _former(ws, department, text)
        if renamed is not None and (objectives or renamed.kind != "objective"):
            return renamed
    if isinstance(target, Unresolved):
        return target
    if target.entry is None or (target.entry.kind == "objective" and not objectives) or target.milestone:
        what = f"{text} is no key result or KPI"
        return Unresolved("unknown-reference", what, "check in its key results, each by its id")
    return target.entry


def _only(ws: Workspace, department: str, text: str) -> Entry | None:
    """The department's only key result or KPI of that name, which needs no day to be told from others."""
    own = ws.entries.get(department, {}).get(text)
    return own[0] if own and len(own) == 1 and own[0].kind != "objective" else None


def _former(ws: Workspace, department: str, text: str) -> Entry | None:
    """What had this id before: `formerly` keeps history together."""
    home, _, id = text.rpartition("/")
    entries = ws.former.get((home or department, id), ())
    return entries[0] if len(entries) == 1 else None


class _Rests:
    """What `rest` means in a department's journal: all that runs on the day and takes check-ins; up to a limit."""

    def __init__(self, ids: Mapping[str, tuple[Entry, ...]]) -> None:
        self.left = RESTS
        self.told = False
        self._always: list[Key] = []
        self._in_cycle: dict[Cycle, list[Entry]] = {}
        for entries in ids.values():
            for entry in entries:
                if entry.kind == "kpi":
                    self._always.append(key_of(entry))
                elif entry.key_result and entry.objective and entry.cycle:
                    self._in_cycle.setdefault(entry.cycle, []).append(entry)

    def on(self, day: date) -> list[Key] | None:
        """Everything meant; None when it would be too much."""
        running = [entry for cycle, found in self._in_cycle.items() if cycle.contains(day) for entry in found]
        self.left -= len(running) + len(self._always)
        if self.left < 0:
            return None
        return [*self._always, *(key_of(entry) for entry in running if not _any_over(entry, day))]


def _any_over(entry: Entry, day: date) -> bool:
    items = (entry.key_result, entry.objective.history.current if entry.objective else None)
    return any(item is not None and _over(item, day) for item in items)


def _over(item: Item, day: date) -> bool:
    if item.dropped and item.dropped.date <= day:
        return True
    return item.draft or (item.closed is not None and item.closed.date < day)
