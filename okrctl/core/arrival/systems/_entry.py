"""Data of any shape in JSON and YAML, read with care; what a tool doesn't ask for is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from okrctl.core.arrival.days import read_day
from okrctl.core.arrival.numbers import read_number
from okrctl.core.arrival.source import Source
from okrctl.core.arrival.values import Arrival, Item, Kind, Report, Where
from okrctl.core.arrival.words import fold
from okrctl.core.values.frozen import frozen


@dataclass(slots=True)
class Entry:
    """A mapping in the data, with its place; ``asked`` has the keys that somebody has asked for."""

    where: Where
    data: dict[str, Any]
    asked: set[str] = field(default_factory=set)

    def get(self, key: str) -> Any:
        """A value as it is; None without it."""
        self.asked.add(key)
        return self.data.get(key)

    def text(self, *keys: str) -> str:
        """The first text under these keys; empty if there is none."""
        return next((found for key in keys if (found := text(self.get(key)))), "")

    def texts(self, key: str) -> list[str]:
        """A text as a list; empty if there is none."""
        return [found] if (found := self.text(key)) else []

    def number(self, key: str) -> Fraction | None:
        """A number with a decimal point."""
        found = read_number(self.text(key), "point")
        return found.value if found else None

    def day(self, key: str) -> date | None:
        """The day of an ISO date or stamp."""
        return read_day(self.text(key), "day-first")

    def inside(self, key: str) -> Entry:
        """The mapping under a key; an empty one for anything else."""
        found = self.get(key)
        return Entry(self.at(key), found if isinstance(found, dict) else {})

    def many(self, key: str) -> list[Any]:
        """The list under a key; a text alone is its one item."""
        found = self.get(key)
        return found if isinstance(found, list) else self.texts(key)

    def each(self, key: str) -> list[Entry]:
        """The mappings in the list under a key."""
        return entries(self.at(key), self.get(key))

    def at(self, key: str) -> Where:
        """The place of what is under a key."""
        return Where(self.where.file, f"{self.where.at}.{key}" if self.where.at else key)

    def item(self, kind: Kind, title: str, key: str, **fields: str) -> Item:
        """An item whose title, key and other fields are under these keys."""
        made = Item(kind, self.where, self.text(title), self.text(key))
        for name, under in fields.items():
            setattr(made, name, _READERS.get(name, Entry.text)(self, under))
        return made

    def report(self, item: Item | None, day: str, id: str, what: str, arrival: Arrival) -> Report | None:
        """A check-in with day and id from these keys; without an item or a day, it is only reported."""
        when = self.day(day)
        if item is not None and when is not None:
            return Report(self.where, when, id=self.text(id))
        why = f"there is no such {what}" if item is None else "it has no date"
        arrival.remark("import-row", self.where, f"check-in {self.text(id)}: {why}; skipped")
        return None

    def keep(self, item: Item, arrival: Arrival, ignored: Iterable[str] = ()) -> None:
        """Keep what nobody has asked for with its item, and list it."""
        for key, value in self.data.items():
            if key in self.asked or key in ignored or value in (None, "", [], {}, False):
                continue
            name = "x-" + "-".join(fold(key).split())
            item.extra.setdefault(name, _plain(value))
            shown = str(value)
            arrival.leave(self.at(key), key, shown if len(shown) <= 80 else f"{shown[:79]}…", name)


_READERS = {
    **dict.fromkeys(("baseline", "value", "target", "progress", "weight", "confidence"), Entry.number),
    **dict.fromkeys(("start", "end"), Entry.day),
    **dict.fromkeys(("owners", "parents"), Entry.texts),
}


def text(value: Any) -> str:
    """A text; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""


def entries(where: Where, data: Any) -> list[Entry]:
    """The mappings in a list at a place."""
    found = enumerate(data) if isinstance(data, list) else ()
    return [Entry(Where(where.file, f"{where.at}[{place}]"), each) for place, each in found if isinstance(each, dict)]


@frozen
class Parts:
    """Files with a list of mappings each, which are recognized by some keys of one of the first mappings.

    Attributes:
        keys: those of each part.
        needed: the part without which the others mean nothing.
        under: the key that may hold the list.
    """

    keys: Mapping[str, set[str]]
    needed: str
    under: str = ""

    def fits(self, files: Sequence[Source]) -> list[Source]:
        """The files that are one of the parts, if the needed one is among them."""
        found = {file.file: self._part(self._entries(file)) for file in files}
        return [file for file in files if found[file.file]] if self.needed in found.values() else []

    def read(self, files: Sequence[Source]) -> dict[str, list[Entry]]:
        """The mappings of each part."""
        found: dict[str, list[Entry]] = {part: [] for part in self.keys}
        for file in files:
            listed = self._entries(file)
            found.get(self._part(listed), []).extend(listed)
        return found

    def _entries(self, file: Source) -> list[Entry]:
        top = whole(file)
        return top.each(self.under) if self.under in top.data else entries(top.where, file.data)

    def _part(self, listed: Sequence[Entry]) -> str:
        parts = (part for each in listed[:5] for part, keys in self.keys.items() if keys <= set(each.data))
        return next(parts, "")


def whole(source: Source) -> Entry:
    """The data of a file, if it is a mapping."""
    return Entry(Where(source.file), source.data if isinstance(source.data, dict) else {})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_plain(inner) for inner in value if inner is not None]
    return value if isinstance(value, str) else str(value).lower()
