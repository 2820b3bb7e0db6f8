"""Changes of the plan by their meaning, as a comment for a reviewer: the outcome first, then by department.

Its readers have to say yes or no, and many of them never see a YAML file: so it shows titles before references, and
with every changed goal the reason, the approver, the dependents, and the effect on scores.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from okrctl.core.company.workspace import Entry, entries_of
from okrctl.core.diff.compare import ItemChange
from okrctl.core.diff.contracts import ContractChange
from okrctl.core.diff.journal import JournalChange, words_of
from okrctl.core.diff.judge import FieldChange
from okrctl.core.diff.scores import Values
from okrctl.core.model.figures import in_unit, number, share
from okrctl.core.model.items import KeyResult, Objective
from okrctl.core.model.kind_fields import quantities
from okrctl.core.values.counted import counted, some
from okrctl.core.values.quantity import parse_amount
from okrctl.views.blocks import Block, Cell, Document, Fold, Heading, Line, Node, Run, Tree
from okrctl.views.changes import Changes, about, brief
from okrctl.views.figures import goal

_FOLDED_FROM = 8
"""A department with more changes than this is folded, or every one if there are many departments."""
_MANY_DEPARTMENTS = 6
_NAMED = 3
_WAITING = 5
_WORDS = 6
_JUDGED = {
    "easier": "easier",
    "harder": "harder",
    "changed": "measured differently",
    "reworded": "worded differently",
}
_GIVEN_UP = ("deleted", "dropped")
_KINDS = {"objective": "objective", "key_result": "key result", "kpi": "KPI"}


@dataclass
class _Section:
    """The changes of one department: those of goals first, then all others."""

    moved: list[Node] = field(default_factory=list)
    other: list[Node] = field(default_factory=list)

    @property
    def nodes(self) -> tuple[Node, ...]:
        return (*self.moved, *self.other)


def review_of(changes: Changes) -> Document:
    """The difference as a comment."""
    difference, sections = changes.difference, _sections(changes)
    about_it = f"{changes.case.ws.config.organization}, {changes.before} → {changes.after}, as of {difference.day}"
    blocks: list[Block] = [Line(Run(_headline(changes), "strong")), Line(about_it)]
    ordered = sorted(sections, key=lambda id: (not sections[id].moved, id is None, id or ""))
    for id in ordered:
        blocks += _section(changes, id, sections[id], many=len(ordered) > _MANY_DEPARTMENTS)
    return Document(tuple(blocks), comment=True)


def _section(changes: Changes, id: str | None, section: _Section, *, many: bool) -> Iterator[Block]:
    yield Heading(_name(changes, id) if id else "Settings of the company", level=2)
    score = next((each for each in changes.difference.scores if each.kind == "department" and each.ref == id), None)
    if score is not None and score.before is not None:
        yield Line(_score_words(score.before, score.after))
    tree = Tree(section.nodes)
    count = len(section.nodes)
    if count > _FOLDED_FROM or many:
        yield Fold(counted(count, "change"), (tree,))
    elif count:
        yield tree


def _sections(changes: Changes) -> dict[str | None, _Section]:
    """The changes by department; None stands for the common settings."""
    difference = changes.difference
    found: dict[str | None, _Section] = {}

    def of(id: str | None) -> _Section:
        return found.setdefault(id, _Section())

    for item in difference.items:
        if not changes.with_objective(item):
            section = of(item.node.department)
            (section.moved if _moves(item) else section.other).append(_item(changes, item))
    for setting in difference.settings:
        cell = (f"{setting.change.field} ", *_change(setting.change, None))
        section = of(setting.department)
        (section.moved if setting.change.judgement in _JUDGED else section.other).append(Node(cell))
    for contract in difference.contracts:
        of(contract.side.link.source.department).other.append(_contract(changes, contract))
    for entry in difference.journal:
        of(entry.department).other.append(_entry(changes, entry))
    for score in difference.scores:
        if score.kind == "department" and score.before is not None:
            of(score.ref)
    return found


def _moves(item: ItemChange) -> bool:
    """Whether a goal changed or was deleted."""
    judged = any(change.judgement in _JUDGED for change in item.all_fields)
    return judged or any(event in item.events for event in _GIVEN_UP)


# The line on top


def _headline(changes: Changes) -> str:
    """What became easier and harder, where, and the effect on the company."""
    if not any(getattr(changes.difference, part) for part in ("items", "contracts", "journal", "settings", "scores")):
        return "Nothing changed in meaning."
    clauses = [clause for name in ("easier", "harder", "changed", "given up") for clause in _clause(changes, name)]
    eased = sum(1 for each in changes.difference.settings if each.change.judgement in ("easier", "changed"))
    if eased:
        clauses.append(f"{counted(eased, 'setting')} of goals changed")
    first = ", ".join(clauses) or "No goal got easier or harder"
    unaccounted = sum(
        changes.accounted(item, change) is False for item in changes.difference.items for change in item.all_fields
    )
    more = f" {counted(unaccounted, 'change has', 'changes have')} no recorded reason." * bool(unaccounted)
    return f"{first}; {_company(changes)}.{more}"


def _clause(changes: Changes, name: str) -> Iterator[str]:
    items = [item for item in changes.difference.items if not changes.with_objective(item) and _is(item, name)]
    if not items:
        return
    verb = {"easier": "got easier", "harder": "got harder", "changed": "measured differently", "given up": "given up"}
    count = counted(len(items), "goal")
    yield f"{count} {verb[name]} ({_names(changes, (item.node.department for item in items))})"


def _is(item: ItemChange, name: str) -> bool:
    if name == "given up":
        return any(event in item.events for event in _GIVEN_UP)
    wanted = ("changed", "reworded") if name == "changed" else (name,)
    return any(change.judgement in wanted and change.field not in _GIVEN_UP for change in item.all_fields)


def _names(changes: Changes, ids: Iterable[str]) -> str:
    return some(list(dict.fromkeys(_name(changes, id) for id in ids)), _NAMED)


def _name(changes: Changes, id: str) -> str:
    for ws in (changes.case.ws, changes.difference.before):
        if id in ws.departments:
            return ws.departments[id].name
    return id


def _company(changes: Changes) -> str:
    for score in changes.difference.scores:
        if score.kind == "organization" and score.after is not None:
            was, now = (share(side.score if side else None) for side in (score.before, score.after))
            if was == now:
                return f"the company's score stays at {now}"
            return f"the company's score goes from {was} to {now}, {_status_words(score.before, score.after)}"
    return "the company's score stays as it is"


def _status_words(was: Values | None, now: Values) -> str:
    if was is None or was.status == now.status:
        return f"still {_plain(now.status)}" if was else _plain(now.status)
    return f"from {_plain(was.status)} to {_plain(now.status)}"


def _plain(status: str) -> str:
    return status.replace("-", " ")


# One item


def _item(changes: Changes, item: ItemChange) -> Node:
    node = item.node
    link = changes.address_of(node.path, (*node.at, "id"), item.pair.after is None)
    title = Run(brief(node.item.title or node.id), "strong", link)
    words = ", ".join(_event(item, event) for event in item.events if event != "changed")
    children = [*_fields(changes, item)]
    if item.pair.before is None:
        children += _targets(changes, node)
    waiting = changes.exposed(item) if _moves(item) or "moved" in item.events else ()
    if waiting:
        days = [each.ref + (f" (by {each.due})" if each.due else "") for each in waiting]
        children.append(Node(f"Waiting for it: {some(days, _WAITING)}"))
    was, now = changes.scores(item)
    if was is not None and now is not None and was != now:
        children.append(Node(_score_words(was, now)))
    return Node((title, f" {node.ref}", f": {words}" if words else ""), tuple(children))


def _event(item: ItemChange, event: str) -> str:
    more = "" if event in ("added", "deleted") else about(item, event)
    told = {"added": f"new {_KINDS[item.node.kind]}"}.get(event, event)
    return f"{told} ({brief(more)})" if more else told


def _fields(changes: Changes, item: ItemChange) -> Iterator[Node]:
    scored = changes.difference.new.result(item.node)
    unit = scored.planned.unit if scored else None
    for change in item.all_fields:
        if change.field in ("dropped", "closed"):
            continue
        reason, cell = changes.reason(item, change), (f"{change.field.replace('_', ' ')} ", *_change(change, unit))
        if reason is not None:
            by = f", approved by {reason.approved_by}" if reason.approved_by else ""
            cell = (*cell, f". Reason: {brief(reason.why)} ({reason.date}{by})")
        if changes.accounted(item, change) is False:
            cell = (*cell, ". ", Run("No recorded reason leads to it." if reason else "No reason recorded.", "strong"))
        yield Node(cell)


def _change(change: FieldChange, unit: str | None) -> tuple[Run | str, ...]:
    word = _JUDGED.get(change.judgement)
    sides = f"{_value(change.field, change.before)} → {_value(change.field, change.after, unit)}"
    return (sides, ": ", Run(word, "strong")) if word else (sides,)


def _value(name: str, text: str | None, unit: str | None = None) -> str:
    """A value for people: with thousands separators, and with its unit if needed."""
    amount = parse_amount(text) if text is not None and name.partition("/")[0] in quantities() else None
    if amount is None or amount.suffix or amount.signed:
        return brief(text)
    return number(amount.value) + in_unit(unit)


def _targets(changes: Changes, node: Entry) -> Iterator[Node]:
    """The goals of a new objective or key result."""
    if isinstance(node.item, KeyResult):
        yield Node(f"Goal: {_goal(changes, node)}")
    elif isinstance(node.item, Objective):
        owner = f"owner {node.item.owner}" if node.item.owner else None
        facts = (node.item.ambition.capitalize(), node.cycle.name if node.cycle else None, owner)
        yield Node(", ".join(filter(None, facts)))
        for child in entries_of(node.objective) if node.objective else ():
            if child.key_result:
                yield Node(f"{child.key_result.title or child.id}: {_goal(changes, child)}")


def _goal(changes: Changes, node: Entry) -> str:
    scored = changes.difference.new.result(node)
    return goal(scored) if scored else "no goal that can be measured"


# Scores, dependencies, check-ins


def _score_words(was: Values, now: Values | None) -> str:
    """A score before and after: ``Score 0.46 (off track) → 0.74 (at risk), expected 0.91``."""
    if now is None:
        return f"Score {share(was.score)} ({_plain(was.status)}) → none"
    if was.score is None and now.score is None:
        return f"Status {_plain(was.status)} → {_plain(now.status)}"
    sides = [f"{share(side.score)} ({_plain(side.status)})" for side in (was, now)]
    score = sides[0] if sides[0] == sides[1] else " → ".join(sides)
    return f"Score {score}" + (f", expected {share(now.expected)}" if now.expected is not None else "")


def _contract(changes: Changes, change: ContractChange) -> Node:
    side, place = change.side, change.side.link.place
    link = changes.address_of(place.path, place.at, change.after is None)
    days = [f"needed by {side.needed}"] if side.needed else []
    if side.promised and change.event != "withdrawn":
        days.append(f"promised for {side.promised}")
    need = f" ({brief(side.link.need)})" if side.link.need else ""
    ends = Run(f"{side.consumer} waits for {side.provider}", "", link)
    return Node((ends, f"{need}: ", Run(change.event, "strong"), "".join(f", {day}" for day in days)))


def _entry(changes: Changes, change: JournalChange) -> Node:
    placed = change.placed
    link = changes.address_of(placed.path, (*placed.entry.at, "date"), change.after is None)
    words: Sequence[str] = list(words_of(change))
    more = f"; {len(words) - _WORDS} more" if len(words) > _WORDS else ""
    cell: Cell = (
        Run(f"Check-in of {change.day}", "", link),
        f" by {placed.entry.by}, ",
        Run(change.event, "strong" if change.event in ("altered", "removed") else ""),
        f": {'; '.join(map(brief, words[:_WORDS]))}{more}",
    )
    return Node(cell)
