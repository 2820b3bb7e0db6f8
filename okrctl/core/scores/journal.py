"""The journal: which items each entry mentions, and all mentions of one key result or KPI."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple

from okrctl.core.company.journals import PlacedCheckIn
from okrctl.core.company.references import Target, Unresolved, meaning, only_one, resolve
from okrctl.core.company.workspace import Workspace
from okrctl.core.model.checkins import REST, Result, result_of, says_nothing
from okrctl.core.scores.plan import Key, key_of
from okrctl.core.scores.rests import RESTS, Rests
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen

READ = 300_000
TOO_MUCH = Unresolved(
    "unknown-reference",
    f"the entries `unchanged: rest` cover more than {RESTS:,} values; from here on they are ignored",
    "list what is unchanged, or move old key results and entries to another department",
)
READ_TOO_OFTEN = Unresolved(
    "unknown-reference",
    f"the key results with a `kpi` read more than {READ:,} check-ins; those that read this one have no values",
    "reduce the number of key results that read it",
)
_AT_HAND = 64
"""Up to this many departments, all journals stay in memory; with more, one at a time."""

LIMITS = (TOO_MUCH, READ_TOO_OFTEN)


class JournalMention(NamedTuple):
    """One entry's result of a key result or KPI.

    ``key`` is the key of the result as written, or the position in `unchanged`; None for `rest`. ``written`` is a plain
    value as text, any other result, or None for "unchanged". ``day`` is the date of the values: that of the entry, or
    the day it corrects. ``watched`` marks a KPI's result as read by a key result. A tuple, to save memory.
    """

    placed: PlacedCheckIn
    key: str | int | None
    written: str | Result | None
    day: date
    corrects: bool = False
    watched: bool = False

    @property
    def result(self) -> Result | None:
        """The result; None for "unchanged"."""
        return None if self.written is None else result_of(self.written)

    @property
    def at(self) -> DocPath:
        """Its place in the file."""
        where: DocPath = () if self.key is None else (self.key,)
        return (*self.placed.entry.at, "results" if isinstance(self.key, str) else "unchanged", *where)


@frozen
class UnknownResult:
    """A key in a journal that names nothing (or something that takes no check-ins)."""

    placed: PlacedCheckIn
    at: DocPath
    text: str
    why: Unresolved


class Mentions(Mapping[Key, list[JournalMention]]):
    """Mentions by item, in journal order; a department's are sorted when first needed.

    A journal whose keys are all ids of its own department isn't read for other departments.
    """

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._homes = {file.path: file.department for file in ws.files if file.department is not None}
        self._order = {file.path: position for position, file in enumerate(ws.files)}
        self._known: dict[str, _Index] = {}
        self._keys: dict[str, frozenset[str] | None] = {}
        self._abroad: dict[Key, list[JournalMention]] | None = None
        self._mentioned: frozenset[str] | None = None

    def __getitem__(self, key: Key) -> list[JournalMention]:
        home = self._homes.get(key[0])
        own = None if home is None or self._silent(home, key[2]) else self.of(home).get(key)
        abroad = self.abroad().get(key)
        if not abroad:
            if own is None:
                raise KeyError(key)
            return own
        found = [*(own or ()), *abroad]
        if len({mention.placed.department for mention in found}) > 1:
            found.sort(key=lambda m: (m.placed.entry.date, self._order[m.placed.path], m.placed.entry.at))
        return found

    def __iter__(self) -> Iterator[Key]:
        return iter(dict.fromkeys(chain(*map(self.of, self._ws.journal), self.abroad())))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _silent(self, department: str, id: str) -> bool:
        """Whether a journal certainly doesn't mention an item, without reading it."""
        if department not in self._keys:
            frames = self._ws.journal.frames(department)
            plain = self._ws.keeps_to_itself(department) and not any(frame.rests for frame in frames)
            self._keys[department] = frozenset[str]().union(*(frame.keys for frame in frames)) if plain else None
        keys = self._keys[department]
        return keys is not None and id not in keys

    def by_itself(self, department: str) -> bool:
        """Whether a journal mentions only its own department's items, and no other journal mentions these."""
        if self._mentioned is None:
            self._mentioned = frozenset(self._homes[key[0]] for key in self.abroad())
        return department not in self._mentioned and self._ws.keeps_to_itself(department)

    def of(self, department: str) -> dict[Key, list[JournalMention]]:
        """The mentions of a department's own key results and KPIs in its journal."""
        return self._index(department).own

    def abroad(self) -> dict[Key, list[JournalMention]]:
        """The mentions of other departments' items."""
        if self._abroad is None:
            self._abroad = {}
            for department in self._ws.journal:
                if not self._ws.keeps_to_itself(department):
                    for key, mentions in self._index(department).abroad.items():
                        self._abroad.setdefault(key, []).extend(mentions)
        return self._abroad

    def strays(self, department: str | None = None) -> Iterator[UnknownResult]:
        """The keys in journals (or in one department's) that are unknown or take no check-ins."""
        for each in self._ws.journal if department is None else (department,):
            if self._ws.may_stray(each):
                yield from self._index(each).strays

    def let_go(self, department: str) -> None:
        """Free a department's journal until it is needed again, if there are many."""
        if len(self._ws.journal) > _AT_HAND:
            self._known.pop(department, None)
            self._ws.journal.let_go(department)

    def _index(self, department: str) -> _Index:
        if department not in self._known:
            self._known[department] = _Index(self._ws, department)
        return self._known[department]


@frozen
class Journal:
    """All mentions by item, in journal order, and the keys that could not be resolved.

    ``sorted`` are those of ``mentions``, department by department. ``unread`` are KPIs beyond the limit of values read
    by key results: these key results get no values, as reported in ``too_often``.
    """

    mentions: Mapping[Key, list[JournalMention]]
    sorted: Mentions
    unread: frozenset[Key] = frozenset()
    too_often: tuple[UnknownResult, ...] = ()

    def strays(self) -> Iterator[UnknownResult]:
        """Every key that names nothing, or something that takes no check-ins."""
        yield from self.sorted.strays()
        yield from self.too_often

    def let_go(self, department: str) -> None:
        """Free a department's journal until it is needed again, if the workspace has many."""
        self.sorted.let_go(department)


def index_journal(ws: Workspace) -> Journal:
    """Group every entry's results by item."""
    mentions = Mentions(ws)
    unread = _unread(ws, mentions)
    strays = (UnknownResult(found[-1].placed, found[-1].at, key[2], READ_TOO_OFTEN) for key, found in unread.items())
    return Journal(mentions, mentions, frozenset(unread), tuple(strays))


def _unread(ws: Workspace, mentions: Mapping[Key, list[JournalMention]]) -> dict[Key, list[JournalMention]]:
    """KPIs beyond the limit of values read by key results, with their mentions."""
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
    """A department's mentions; ``known`` are its ids that mean the same on every day."""

    def __init__(self, ws: Workspace, department: str) -> None:
        self.ws = ws
        self.department = department
        self.own: dict[Key, list[JournalMention]] = {}
        self.abroad: dict[Key, list[JournalMention]] = {}
        self.strays: list[UnknownResult] = []
        self.known: dict[str, list[JournalMention]] = {}
        self.rests = Rests(ws.entries.get(department, {}))
        for placed in ws.journal[department]:
            self.add(placed)

    def add(self, placed: PlacedCheckIn) -> None:
        entry, known, new = placed.entry, self.known, tuple.__new__
        day, corrects = entry.day, entry.corrects is not None
        for text, written in (entry.written or {}).items():
            if type(written) is not str:
                if says_nothing(written, corrects):
                    continue
                written = result_of(written)
            found = known.get(text)
            # like JournalMention(...), but twice as fast
            mention = new(JournalMention, (placed, text, written, day, corrects, False))
            if found is None:
                self.place(text, mention)
            else:
                found.append(mention)
        rest = False
        for position, text in enumerate(entry.unchanged):
            if text == REST:
                # a correction replaces only named items, and `rest` names none
                rest = not corrects
            else:
                self.place(text, JournalMention(placed, position, None, day, corrects))
        if rest:
            self.rest(placed, day)

    def rest(self, placed: PlacedCheckIn, day: date) -> None:
        keys = self.rests.on(day)
        if keys is None:
            if not self.rests.told:
                self.rests.told = True
                self.strays.append(UnknownResult(placed, (*placed.entry.at, "unchanged"), REST, TOO_MUCH))
            return
        for key in keys:
            found = self.own.setdefault(key, [])
            if not found or found[-1].placed is not placed:
                found.append(JournalMention(placed, None, None, day))

    def place(self, text: str, mention: JournalMention) -> None:
        found = self.known.get(text)
        if found is None:
            target = only_one(self.ws, self.department, text)
            always = target is not None
            if target is None:
                words = mention.result is not None and mention.result.only_words
                meant = meaning(self.ws, self.department, text, mention.day, objectives=words)
                if isinstance(meant, Unresolved):
                    self.strays.append(UnknownResult(mention.placed, mention.at, text, meant))
                    return
                target = meant
            home = self.own if target.department == self.department else self.abroad
            found = home.setdefault(key_of(target), [])
            if always:
                self.known[text] = found
        found.append(mention)
