"""Whether a change of the plan has left its trace: new `amended` entries that lead from the old value to the new."""

from __future__ import annotations

from datetime import date

from okrctl.core.diff.fields import canonical, same
from okrctl.core.diff.items import Node, Pair
from okrctl.core.diff.journal import JournalChange, entry_words, result_text
from okrctl.core.diff.judge import FieldChange
from okrctl.core.model import Amendment, CheckIn, KeyResult, Kpi, Objective
from okrctl.core.workspace import PlacedCheckIn, Workspace


def new_amendments(pair: Pair) -> list[Amendment]:
    """Amendments of an item that its base did not have, in the order of writing."""
    if pair.before is None or pair.after is None:
        return []
    before, after = pair.before.item, pair.after.item
    if isinstance(before, Kpi) or isinstance(after, Kpi):
        return []
    known = {_identity(change) for change in before.amended}
    return [change for change in after.amended if _identity(change) not in known]


def _identity(change: Amendment) -> tuple[object, ...]:
    return (change.date, change.field, repr(change.before), repr(change.after), change.why)


def accounted(pair: Pair, change: FieldChange) -> bool:
    """Whether new amendments account for a field's change, value for value; several may chain."""
    amendments = new_amendments(pair)
    if change.field == "kind":
        keys = _deciding(pair.before) | _deciding(pair.after)
        return any(entry.field in keys for entry in amendments)
    value, moved = change.before, False
    for entry in amendments:
        if entry.field == change.field and same(value, entry.before):
            value, moved = canonical(entry.after), True
    if moved and same(value, change.after):
        return True
    # a whole milestone may be named instead of its parts
    steps = change.field.split("/")
    return len(steps) == 2 and change.after is None and any(entry.field == change.field for entry in amendments)


def removal_accounted(node: Node, parent: Pair | None) -> bool:
    """Whether the objective of a deleted key result says that it was taken out (``key_results/ID``)."""
    if parent is None or not isinstance(node.item, KeyResult):
        return False
    return any(entry.field == f"key_results/{node.id}" for entry in new_amendments(parent))


def correction_accounted(change: JournalChange, before: Workspace, after: Workspace) -> bool:
    """Whether new correcting entries say of an altered day what the altered entry says now, value for value."""
    known = [placed.entry for placed in before.journal.get(change.department, ())]
    said: dict[str, str] = {}
    for placed in after.journal.get(change.department, ()):
        if placed.entry.corrects == change.day and not _among(placed, known):
            said.update({key: result_text(result) for key, result in placed.entry.results.items()})
    return bool(change.words) and all(
        key in said and said[key] == ("withdrawn" if now is None else now) for key, _, now in change.words
    )


def _among(placed: PlacedCheckIn, known: list[CheckIn]) -> bool:
    entry = placed.entry
    return any(
        (other.corrects, other.date) == (entry.corrects, entry.date) and entry_words(other) == entry_words(entry)
        for other in known
    )


def _deciding(node: Node | None) -> set[str]:
    item = node.item if node else None
    return set(item.measure.decided_by) if isinstance(item, KeyResult) and item.measure else set()


def started(node: Node, day: date) -> bool:
    """Whether a promise was in force at base: begun by its cycle, and no draft."""
    objective = (node.parent or node).item
    draft = any(not isinstance(item, Kpi) and item.draft for item in (node.item, objective))
    begun = node.cycle is not None and node.cycle.start <= day
    return isinstance(objective, Objective) and begun and not draft
