"""Changes since base that need a trace: of plans that had begun and were no drafts, judged by base's cycle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from okrctl.core.case import Case
from okrctl.core.diagnostic import Place, Related
from okrctl.core.diff.compare import ItemChange
from okrctl.core.diff.items import Node
from okrctl.core.diff.judge import FieldChange
from okrctl.core.diff.trace import accounted, started


@dataclass(frozen=True, slots=True)
class Moved:
    """A field that was made easier (or another) without a trace, with both sides of the item."""

    before: Node
    after: Node
    change: FieldChange

    @property
    def place(self) -> Place:
        """The field in the new file, or what is left of its item."""
        return Place(self.after.path, (*self.after.at, *field_path(self.after, self.change.field)))

    @property
    def was(self) -> Related:
        """The field as it was at base."""
        at = (*self.before.at, *field_path(self.before, self.change.field))
        value = self.change.before if self.change.before is not None else "nothing"
        return Related(Place(self.before.path, at, base=True), f"it was {value}")

    @property
    def trace(self) -> str:
        """The entry that would account for it, ready to be written."""
        parts = [f"field: {self.change.field}"]
        if self.change.before is not None:
            parts.append(f"from: {self.change.before}")
        if self.change.after is not None:
            parts.append(f"to: {self.change.after}")
        return f"say so: amended: [{{date: …, {', '.join(parts)}, why: …}}]"


def field_path(node: Node, field: str) -> tuple[str | int, ...]:
    """The document path, within its item, of a field by the name that `amended` uses."""
    steps = field.split("/")
    if steps[0] == "kind":
        measure = getattr(node.item, "measure", None)
        return (measure.decided_by[0],) if measure else ()
    if steps[0] == "milestones" and len(steps) > 1:
        measure = getattr(node.item, "measure", None)
        ids = [step.id for step in measure.steps()] if measure else []
        return ("milestones", ids.index(steps[1]), *steps[2:]) if steps[1] in ids else ("milestones",)
    return tuple(steps)


def changed(case: Case) -> Iterator[ItemChange]:
    """Items on both sides whose promise was in force at base and had not been given up."""
    if case.difference is None:
        return
    for change in case.difference.items:
        before, after = change.pair.before, change.pair.after
        if before is None or after is None or not started(before, case.today):
            continue
        if _dropped(before) or _dropped(after):
            continue
        yield change


def moved(case: Case, judgements: tuple[str, ...]) -> Iterator[Moved]:
    """Fields of these judgements that no new amendment accounts for, and that were no errors at base."""
    for change in changed(case):
        before, after = change.pair.before, change.pair.after
        assert before is not None and after is not None
        for field in change.fields:
            if field.judgement not in judgements or accounted(change.pair, field):
                continue
            if _error_at_base(case, before, field):
                continue
            yield Moved(before, after, field)


def _error_at_base(case: Case, before: Node, field: FieldChange) -> bool:
    at = (*before.at, *field_path(before, field.field))
    return any((before.path, at[:length]) in case.base_errors for length in range(len(before.at) + 1, len(at) + 1))


def _dropped(node: Node) -> bool:
    items = (node.item, node.parent.item if node.parent else None)
    return any(getattr(item, "dropped", None) is not None for item in items)
