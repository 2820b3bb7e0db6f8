"""The journal: which entry speaks of what, and what its entries add up to for one key result or KPI."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from okrctl.core.diagnostic import DocPath
from okrctl.core.frozen import frozen
from okrctl.core.model import Item, Result
from okrctl.core.plan import Key, key_of
from okrctl.core.references import Unresolved, resolve_on
from okrctl.core.workspace import Entry, PlacedCheckIn, Workspace


class Mention(NamedTuple):
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
class Stray:
    """A key in a journal that means nothing (or something that takes no check-ins)."""

    placed: PlacedCheckIn
    at: DocPath
    text: str
    why: Unresolved


@frozen
class Journal:
    """All mentions by what they speak of, in the journal's order, and what could not be placed."""

    mentions: dict[Key, list[Mention]]
    strays: tuple[Stray, ...]


def index_journal(ws: Workspace) -> Journal:
    """Sort every entry's words by what they speak of."""
    index = _Index(ws)
    for department, entries in ws.journal.items():
        index.known = {}
        for placed in entries:
            index.add(department, placed)
    order = {path: position for position, path in enumerate(file.path for file in ws.files)}
    for found in index.mentions.values():
        if len({mention.placed.department for mention in found}) > 1:
            found.sort(key=lambda m: (m.placed.entry.date, order[m.placed.path], m.placed.entry.at))
    return Journal(index.mentions, tuple(index.strays))


class _Index:
    """Mentions as they are sorted; ``known`` are those of a department's ids that mean the same on every day."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.mentions: dict[Key, list[Mention]] = {}
        self.strays: list[Stray] = []
        self.known: dict[str, list[Mention]] = {}

    def add(self, department: str, placed: PlacedCheckIn) -> None:
        entry = placed.entry
        day = entry.corrects or entry.date
        for text, result in entry.results.items():
            self.place(department, text, Mention(placed, text, result, day))
        rest = False
        for position, text in enumerate(entry.unchanged):
            if text == "rest":
                # a correction replaces what it names, and `rest` names nothing
                rest = entry.corrects is None
            else:
                self.place(department, text, Mention(placed, position, None, day))
        if rest:
            for key in _running(self.ws, department, day):
                found = self.mentions.setdefault(key, [])
                if not found or found[-1].placed is not placed:
                    found.append(Mention(placed, None, None, day))

    def place(self, department: str, text: str, mention: Mention) -> None:
        found = self.known.get(text)
        if found is None:
            target = _only(self.ws, department, text)
            always = target is not None
            if target is None:
                meant = meaning(self.ws, department, text, mention.day)
                if isinstance(meant, Unresolved):
                    self.strays.append(Stray(mention.placed, mention.at, text, meant))
                    return
                target = meant
            found = self.mentions.setdefault(key_of(target), [])
            if always:
                self.known[text] = found
        found.append(mention)


def meaning(ws: Workspace, department: str, text: str, day: date) -> Entry | Unresolved:
    """The key result or KPI that a key in a department's journal means on the entry's day."""
    only = _only(ws, department, text)
    if only is not None:
        return only
    target = resolve_on(ws, text, department, day)
    if isinstance(target, Unresolved) or target.entry is None:
        # nobody reports on a whole department: one that takes the name of something later takes no history with it
        renamed = _former(ws, department, text)
        if renamed is not None:
            return renamed
    if isinstance(target, Unresolved):
        return target
    if target.entry is None or target.entry.kind == "objective" or target.milestone:
        what = f"{text} is no key result or KPI"
        return Unresolved("unknown-reference", what, "check in its key results, each by its id")
    return target.entry


def _only(ws: Workspace, department: str, text: str) -> Entry | None:
    """The department's only key result or KPI of that name, which needs no day to be told from others."""
    own = ws.entries.get(department, {}).get(text)
    return own[0] if own and len(own) == 1 and own[0].kind != "objective" else None


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
