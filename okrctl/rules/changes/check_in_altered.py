"""A past check-in was altered or deleted.

The journal is append-only. It keeps what was reported on each day, so that the score of any day can be calculated
again.

Restore the entry and add a new one with `corrects: DATE` and the right values (`~` withdraws a result).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import short
from okrctl.core.company.journals import PlacedCheckIn
from okrctl.core.diff.trace import in_force
from okrctl.core.model.checkins import CheckIn
from okrctl.core.values.diagnostic import DocPath, Place, Problem, Problems, Related

if TYPE_CHECKING:
    from okrctl.core.diff.journal import JournalChange, Word

CODE = "OKR704"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Altered and removed entries without a matching correction."""
    if case.difference is None:
        return
    for change in case.difference.journal:
        before = change.before
        if before is None or before.entry.date > case.today:
            continue
        before_at, after_at = _Inside(before.entry), _Inside(change.after.entry) if change.after else None
        words = [word for word in change.words if not _excused(case, change, word, before_at, after_at)]
        if (change.words and not words) or case.difference.journals.corrected(change, words):
            continue
        yield _problem(change, before, words)


def _problem(change: JournalChange, before: PlacedCheckIn, words: list[Word]) -> Problem:
    old = Place(before.path, before.entry.at, base=True)
    help = f"restore it, and add a new entry with `corrects: {change.day}`"
    if change.after is None:
        message = f"the check-in of {change.day} by {before.entry.by} was deleted (this is its line at the base)"
        return Problem("check-in-altered", old, message, help)
    first, *others = words
    was, now = (short(side) if side is not None else "nothing" for side in (first.before, first.after))
    more = f", and {len(others)} more" if others else ""
    message = f"the check-in of {change.day} was altered: {first.key} {was} → {now}{more}"
    place = Place(change.after.path, _Inside(change.after.entry).at(first.key))
    return Problem("check-in-altered", place, message, help, (Related(old, "the original entry"),))


class _Inside:
    """The place of a value in an entry."""

    def __init__(self, entry: CheckIn) -> None:
        self._at = entry.at
        self._unchanged = {key: position for position, key in enumerate(entry.unchanged)}

    def at(self, key: str) -> DocPath:
        if key.startswith("("):
            return (*self._at, key.strip("()"))
        position = self._unchanged.get(key)
        return (*self._at, "results", key) if position is None else (*self._at, "unchanged", position)


def _excused(
    case: RuleContext, change: JournalChange, word: Word, before_at: _Inside, after_at: _Inside | None
) -> bool:
    """Whether the entry was an error at the base, is one now, or is about an item that was not in force yet."""
    assert case.difference is not None
    node, before, after = word.node, change.before, change.after
    if node is not None and node.kind != "kpi" and not in_force(node, case.today):
        return True
    if before is not None and case.base_errors.within(before.path, before_at.at(word.key)):
        return True
    if after is None or after_at is None:
        return False
    return case.difference.hidden_after.said(after, after_at.at(word.key))
