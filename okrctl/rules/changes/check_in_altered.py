"""A past check-in was altered or deleted.

The journal is append-only: what was said on a day stays, so that a score of that day can always be worked out again.

Restore the entry and add a new one with `corrects: DATE` that says what should have been said (`~` withdraws a
result).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from okrctl.core.checks.case import Case
from okrctl.core.checks.goalposts import short
from okrctl.core.company.workspace import PlacedCheckIn
from okrctl.core.diff.trace import in_force
from okrctl.core.model.checkins import CheckIn
from okrctl.core.values.diagnostic import DocPath, Place, Problem, Related

if TYPE_CHECKING:
    from okrctl.core.diff.journal import JournalChange, Word

CODE = "OKR704"
SEVERITY = "error"


def check(case: Case) -> Iterator[Problem]:
    """Altered and removed entries that no new correction accounts for."""
    if case.difference is None:
        return
    for change in case.difference.journal:
        before = change.before
        if before is None or before.entry.date > case.today:
            continue
        words = [word for word in change.words if not _excused(case, change, word)]
        if (change.words and not words) or case.difference.journals.corrected(change, words):
            continue
        yield _problem(change, before, words)


def _problem(change: JournalChange, before: PlacedCheckIn, words: list[Word]) -> Problem:
    old = Place(before.path, before.entry.at, base=True)
    help = f"restore it, and add a new entry with `corrects: {change.day}`"
    if change.after is None:
        message = f"the check-in of {change.day} by {before.entry.by} is gone (this is its line at base)"
        return Problem("check-in-altered", old, message, help)
    first, *others = words
    was, now = (short(side) if side is not None else "nothing" for side in (first.before, first.after))
    more = f", and {len(others)} more" if others else ""
    message = f"the check-in of {change.day} was altered: {first.key} {was} → {now}{more}"
    place = Place(change.after.path, _inside(change.after.entry, first.key))
    return Problem("check-in-altered", place, message, help, (Related(old, "the entry as it was"),))


def _inside(entry: CheckIn, key: str) -> DocPath:
    """Where an entry says something."""
    if key.startswith("("):
        return (*entry.at, key.strip("()"))
    if key in entry.unchanged:
        return (*entry.at, "unchanged", entry.unchanged.index(key))
    return (*entry.at, "results", key)


def _excused(case: Case, change: JournalChange, word: Word) -> bool:
    """Whether it was an error at base, is one now, or speaks of what was no promise yet."""
    assert case.difference is not None
    node, before, after = word.node, change.before, change.after
    if node is not None and node.kind != "kpi" and not in_force(node, case.today):
        return True
    if before is not None and _wrong(case.base_errors, before, word.key):
        return True
    return after is not None and case.difference.hidden_after.said(after, _inside(after.entry, word.key))


def _wrong(errors: frozenset[tuple[str, DocPath]], placed: PlacedCheckIn, key: str) -> bool:
    at = _inside(placed.entry, key)
    return any(path == placed.path and error[: len(at)] == at for path, error in errors)
