"""Check-ins of two workspaces: added, inserted before later ones, altered, removed; moving between files is nothing."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from okrctl.core.diff.fields import canonical
from okrctl.core.model import CheckIn, Result
from okrctl.core.workspace import PlacedCheckIn, Workspace

JournalEvent = Literal["added", "inserted", "altered", "removed"]


@dataclass(frozen=True, slots=True)
class JournalChange:
    """What happened to one entry. ``words`` are the keys whose result differs, with text before and after."""

    event: JournalEvent
    department: str
    day: date
    before: PlacedCheckIn | None
    after: PlacedCheckIn | None
    words: tuple[tuple[str, str | None, str | None], ...] = ()


def journal_changes(before: Workspace, after: Workspace) -> list[JournalChange]:
    """Every entry that differs, department by department, in the order of days."""
    found: list[JournalChange] = []
    for department in sorted({*before.journal, *after.journal}):
        found.extend(_department(department, before.journal.get(department, ()), after.journal.get(department, ())))
    return found


def entry_words(entry: CheckIn) -> dict[str, str]:
    """What an entry says, by key: results as text, and ``unchanged`` for what it confirms."""
    words = {key: result_text(result) for key, result in entry.results.items()}
    words.update({key: "unchanged" for key in entry.unchanged if key not in words})
    return words


def result_text(result: Result) -> str:
    """A result in one canonical line."""
    if result.withdrawn:
        return "withdrawn"
    parts = []
    for part in fields(result):
        text = canonical(getattr(result, part.name))
        if part.name != "withdrawn" and text is not None:
            parts.append(text if part.name == "value" else f"{part.name} {text}")
    return ", ".join(parts)


def _identity(entry: CheckIn) -> tuple[object, ...]:
    return (entry.date, entry.by, entry.note, entry.corrects, tuple(sorted(entry_words(entry).items())))


def _department(
    department: str, before: tuple[PlacedCheckIn, ...], after: tuple[PlacedCheckIn, ...]
) -> list[JournalChange]:
    waiting: dict[tuple[object, ...], list[PlacedCheckIn]] = {}
    for placed in before:
        waiting.setdefault(_identity(placed.entry), []).append(placed)
    new = []
    for placed in after:
        same = waiting.get(_identity(placed.entry))
        if same:
            same.pop(0)
        else:
            new.append(placed)
    old = [placed for group in waiting.values() for placed in group]
    last = max((placed.entry.date for placed in before), default=None)
    changes: list[JournalChange] = []
    for placed in new:
        partner = _partner(placed, old)
        if partner is not None:
            old.remove(partner)
            words = _differences(partner.entry, placed.entry)
            changes.append(JournalChange("altered", department, partner.entry.date, partner, placed, words))
        else:
            inserted = last is not None and placed.entry.date < last and placed.entry.corrects is None
            event: JournalEvent = "inserted" if inserted else "added"
            words = tuple((key, None, text) for key, text in entry_words(placed.entry).items())
            changes.append(JournalChange(event, department, placed.entry.date, None, placed, words))
    for placed in old:
        words = tuple((key, text, None) for key, text in entry_words(placed.entry).items())
        changes.append(JournalChange("removed", department, placed.entry.date, placed, None, words))
    return sorted(changes, key=lambda change: (change.day, change.event))


def _partner(placed: PlacedCheckIn, old: list[PlacedCheckIn]) -> PlacedCheckIn | None:
    """The entry that this one most likely was: same day and author; or same author or day, and words in common."""
    entry, words = placed.entry, set(entry_words(placed.entry).items())
    exact = [other for other in old if (other.entry.date, other.entry.by) == (entry.date, entry.by)]
    if exact:
        return max(exact, key=lambda other: len(words & set(entry_words(other.entry).items())))
    near = [
        other
        for other in old
        if (other.entry.by == entry.by or other.entry.date == entry.date)
        and words & set(entry_words(other.entry).items())
    ]
    return near[0] if len(near) == 1 else None


def _differences(before: CheckIn, after: CheckIn) -> tuple[tuple[str, str | None, str | None], ...]:
    old, new = entry_words(before), entry_words(after)
    found = [(key, old.get(key), new.get(key)) for key in dict.fromkeys([*old, *new]) if old.get(key) != new.get(key)]
    for name in ("date", "by", "note", "corrects"):
        one, other = canonical(getattr(before, name)), canonical(getattr(after, name))
        if one != other:
            found.append((f"({name})", one, other))
    return tuple(found)
