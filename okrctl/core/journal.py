"""The journal: which entry speaks of what, and what its entries add up to for one key result or KPI."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from okrctl.core.diagnostic import DocPath
from okrctl.core.model import Item, Result
from okrctl.core.plan import Key, key_of
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
            # a correction replaces what it names, and `rest` names nothing
            rest = entry.corrects is None
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
