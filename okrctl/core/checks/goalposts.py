"""Changes since the base that need a trace: of plans that had started and were not drafts, by the base's cycle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import Entry
from okrctl.core.diff.items import Pair
from okrctl.core.diff.judge import FieldChange
from okrctl.core.diff.settings import setting_accounted
from okrctl.core.diff.trace import accounted, removal_accounted, running, suggestion
from okrctl.core.model.kind_fields import parts
from okrctl.core.values.diagnostic import DocPath, Place, Related
from okrctl.core.values.frozen import frozen

if TYPE_CHECKING:
    from okrctl.core.diff.compare import ItemChange
    from okrctl.core.diff.settings import SettingChange

_SHOWN = 80


@frozen
class Moved:
    """A field that was made easier (or different) without a trace.

    ``inherited`` marks a field that a moved key result takes from its new objective.
    """

    pair: Pair
    change: FieldChange
    inherited: bool = False

    @property
    def ref(self) -> str:
        """The current reference of the item."""
        return self.pair.node.ref

    @property
    def place(self) -> Place:
        """The place of the field in the new file; if it is gone, of its item."""
        return place_of(self.pair.after, "id" if self.inherited else self.change.field)

    @property
    def was(self) -> Related:
        """The field at the base."""
        before = self.pair.before
        return old_value(before.parent if self.inherited and before else before, self.change)

    @property
    def words(self) -> str:
        """Field, old and new value."""
        return words(self.change)

    @property
    def trace(self) -> str:
        """The entry that would explain it, ready to paste."""
        before = self.pair.before
        if not self.inherited or before is None or before.parent is None:
            return suggestion(self.pair, self.change)
        return left_behind(before, before.parent)


def left_behind(result: Entry, home: Entry) -> str:
    """The entry that explains why an objective has no longer a key result."""
    entry = f"{{date: …, field: key_results/{result.id}, why: …}}"
    return f"add under `amended` of {home.ref}, which it left: {entry}"


def words(change: FieldChange) -> str:
    """A change in a few words."""
    was, now = (short(side) if side is not None else "nothing" for side in (change.before, change.after))
    return f"{change.field} {was} → {now}"


def short(text: str) -> str:
    """A text shortened for a message."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


def place_of(node: Entry | None, field: str, *, base: bool = False) -> Place:
    """The place of a field of an item; if it is gone, of the item."""
    assert node is not None
    return Place(node.path, (*node.at, *field_path(node, field)), base=base)


def old_value(node: Entry | None, change: FieldChange) -> Related:
    """A field at the base."""
    value = short(change.before) if change.before is not None else "not there"
    return Related(place_of(node, change.field, base=True), f"it was {value}")


def field_path(node: Entry, field: str) -> DocPath:
    """The document path, within its item, of a field as named in `amended`."""
    steps = field.split("/")
    measure = node.measure
    if steps[0] == "kind":
        return (measure.decided_by[0],) if measure else ()
    if measure and steps[0] in measure.alternatives:
        return (measure.goal_key(),)
    if measure and steps[0] in parts():
        return parts()[steps[0]].path(getattr(measure, steps[0], None), steps[1:])
    return ("except",) if steps[0] == "except" else tuple(steps)


def in_both(case: RuleContext) -> Iterator[ItemChange]:
    """Items on both sides that changed."""
    for change in case.difference.items if case.difference else ():
        if change.pair.before is not None and change.pair.after is not None:
            yield change


def moved(case: RuleContext, judgements: Iterable[str]) -> Iterator[Moved]:
    """Fields of these judgments that no new amendment explains and that are not errors on either side."""
    wanted = frozenset(judgements)
    for item in in_both(case):
        # KPIs are always in force
        if item.node.kind != "kpi" and not running(item.pair, case.today):
            continue
        for change in item.fields:
            if change.judgement in wanted and not excused(case, item, change):
                yield Moved(item.pair, change)
        for change in item.inherited:
            if change.judgement in wanted and not _left_with_trace(case, item.pair):
                yield Moved(item.pair, change, inherited=True)


def untraced(case: RuleContext) -> frozenset[tuple[int, str]]:
    """Everything that was made easier or different without a trace: items by identity, and fields."""
    return frozenset((id(found.pair), found.change.field) for found in moved(case, ("easier", "changed")))


def loosened(case: RuleContext) -> Iterator[SettingChange]:
    """Settings that ask for less than at the base, or for something else, without a trace."""
    for setting in case.difference.settings if case.difference else ():
        if setting.change.judgement in ("easier", "changed") and not _agreed(case, setting):
            yield setting


def _agreed(case: RuleContext, setting: SettingChange) -> bool:
    assert case.base is not None
    if setting.department is None:
        sides = (case.base.config.amended, case.ws.config.amended)
    else:
        was, now = (ws.departments[setting.department].head for ws in (case.base, case.ws))
        sides = (was.amended, now.amended)
    return setting_accounted(*sides, setting.change, of_company=setting.department is None)


def excused(case: RuleContext, item: ItemChange, change: FieldChange) -> bool:
    """Whether new amendments explain a field, or it was an error at the base (fixing one never moves a goalpost),
    or is one now."""
    before, after = item.pair.before, item.pair.after
    assert before is not None and after is not None and case.difference is not None
    if accounted(item.pair, change, item.baseline):
        return True
    hidden = case.difference.hidden_after
    if change.field == "kind" and None in (change.before, change.after):
        # a kind that cannot be determined is an error of its own
        return hidden.within(after) or case.base_errors.within(before.path, before.at)
    if change.field == "cycle" and (hidden.cycle(after) or case.base_errors.reaches(before.path, ("cycle",), 0)):
        return True
    return any(
        wrong_at_base(case, before, at_base) or hidden.field(after, now)
        for name in _together(change.field, before, after)
        for at_base, now in ((field_path(before, name), field_path(after, name)), (tuple(name.split("/")),) * 2)
    )


def _left_with_trace(case: RuleContext, pair: Pair) -> bool:
    """Whether the former objective of a moved key result records the move."""
    if pair.before is None or case.difference is None:
        return False
    return removal_accounted(pair.before, case.difference.home(pair.before))


def _together(field: str, before: Entry, after: Entry) -> Iterable[str]:
    """Fields that share an error with a field."""
    measures = [node.measure for node in (before, after) if node.measure]
    if field == "kind":
        return {name for measure in measures for name in measure.decided_by}
    return next((measure.together for measure in measures if field in measure.together), (field,))


def wrong_at_base(case: RuleContext, node: Entry, inner: DocPath) -> bool:
    """Whether the base had an error at a place within an item."""
    return case.base_errors.reaches(node.path, (*node.at, *inner), len(node.at))
