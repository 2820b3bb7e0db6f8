"""Changes of the plan by their meaning, as a document for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import untraced
from okrctl.core.company.workspace import Entry
from okrctl.core.contracts.waiters import Waiter, Waiters, waiters
from okrctl.core.diff.compare import Difference, ItemChange
from okrctl.core.diff.contracts import ContractChange
from okrctl.core.diff.journal import JournalChange, words_of
from okrctl.core.diff.judge import FieldChange
from okrctl.core.diff.scores import ScoreChange, Values
from okrctl.core.diff.trace import in_force, reasons
from okrctl.core.model.items import Kpi, Objective
from okrctl.core.model.parts import Amendment
from okrctl.core.values.counted import counted
from okrctl.core.values.diagnostic import DocPath
from okrctl.views.blocks import Blank, Block, Column, Document, Heading, Line, Run, Style, Table, document, section
from okrctl.views.figures import share
from okrctl.views.signs import marked

_SHOWN_SCORES = 15
_SHOWN_ENTRIES = 40
_SHOWN_WORDS = 6
_SHOWN_TEXT = 120
_FLAGGED = ("easier", "changed")
LineOf = Callable[[str, DocPath, bool], int]
LinkOf = Callable[[str, int, bool], str | None]
Row = tuple[Any, ...]


def no_link(path: str, line: int, base: bool) -> str | None:
    """For files that no server shows."""
    return None


@dataclass(frozen=True)
class Changes:
    """A comparison for reports.

    ``case`` contains both workspaces; ``before`` and ``after`` are their names on the command line; ``line`` finds
    lines (of the base with True), ``address`` their address on the hosting server.
    """

    case: RuleContext
    before: str
    after: str
    line: LineOf
    address: LinkOf = no_link

    @cached_property
    def difference(self) -> Difference:
        """The comparison."""
        assert self.case.difference is not None
        return self.case.difference

    @cached_property
    def _untraced(self) -> frozenset[tuple[int, str]]:
        return untraced(self.case)

    def accounted(self, item: ItemChange, change: FieldChange) -> bool | None:
        """Whether the files record a change; None if it needs no record."""
        before = item.pair.before
        if change.judgement not in _FLAGGED or before is None or not in_force(before, self.case.today):
            return None
        return (id(item.pair), change.field) not in self._untraced

    @cached_property
    def _waiters(self) -> tuple[Waiters, Waiters]:
        partners = self.case.beyond.partners if self.case.beyond else None
        sides = self.difference.before, partners() if partners else self.case.ws
        return waiters(sides[0], self.case.today), waiters(sides[1], self.case.today)

    def exposed(self, item: ItemChange) -> tuple[Waiter, ...]:
        """The dependents of an item, or of one that was deleted."""
        node, found = item.node, self._waiters[item.pair.after is not None]
        return found.of(node.spot, node.home if node.key_result else None)

    def scores(self, item: ItemChange) -> tuple[Values | None, Values | None]:
        """The scores of an item before and after."""
        pair = item.pair
        return self.difference.old.values(pair.before), self.difference.new.values(pair.after)

    def address_of(self, path: str, at: DocPath, base: bool) -> str | None:
        """The address of a place."""
        return self.address(path, self.line(path, at, base), base)

    @cached_property
    def _alone(self) -> frozenset[int]:
        return frozenset(id(each.pair) for each in self.difference.items if None in (each.pair.before, each.pair.after))

    def with_objective(self, item: ItemChange) -> bool:
        """Whether a key result was added or deleted together with its objective."""
        node, pairing = item.node, self.difference.pairing
        pairs = pairing.of_after if item.pair.after else pairing.of_before
        alone = node.key_result is not None and id(item.pair) in self._alone
        return alone and id(pairs.get(node.home)) in self._alone

    def reason(self, item: ItemChange, change: FieldChange) -> Amendment | None:
        """The newest amendment that this change made to a field, with its day, reason and approver."""
        return next(reversed(reasons(item.pair, change)), None)


def document_of(changes: Changes) -> Document:
    """The changes in reading order: goalposts first, then the plan, contracts, check-ins, scores."""
    difference = changes.difference
    title = (Run(changes.case.ws.config.organization, "strong"), f"  {changes.before} → {changes.after}")
    blocks: list[Block] = [Heading(title, f"as of {difference.day}")]
    sections: tuple[tuple[str, Iterable[Row]], ...] = (
        ("Easier, or measured differently", _fields(changes, _FLAGGED)),
        ("Harder", _fields(changes, ("harder",))),
        ("Plan", _events(changes)),
        ("Words and settings", _fields(changes, ("neutral", "reworded"))),
        ("Dependencies", map(_contract, difference.contracts)),
    )
    for name, rows in sections:
        blocks += _section(name, list(rows))
    entries = sorted(difference.journal, key=lambda change: change.event not in ("altered", "removed"))
    blocks += _section("Check-ins", [_entry(change) for change in entries], _SHOWN_ENTRIES)
    scores = sorted(filter(_to_be_seen, difference.scores), key=_least_telling)
    blocks += _section("Scores", [_score_row(change) for change in scores], _SHOWN_SCORES)
    if len(blocks) == 1:
        blocks += [Blank(), Line("Nothing changed in meaning.")]
    return document(blocks)


def _section(name: str, rows: list[Row], at_most: int | None = None) -> list[Block]:
    if not rows:
        return []
    width = max(len(row) for row in rows)
    columns = (Column("What"), *(Column(title, shrink=True) for title in ("Change", "Remark", "Status")[: width - 1]))
    shown = rows[:at_most]
    blocks = [*section(name, Table(columns, tuple(shown), header=False, indent=2))]
    if len(shown) < len(rows):
        blocks.append(Line(Run(f"and {len(rows) - len(shown)} more; --format json has all", "dim"), 2))
    return blocks


def _fields(changes: Changes, judgements: tuple[str, ...]) -> Iterator[Row]:
    for item in changes.difference.items:
        for change in item.all_fields:
            if change.judgement in judgements and change.field not in ("dropped", "closed"):
                yield item.node.ref, _change(change), _remark(changes, item, change)
    for setting in changes.difference.settings:
        if setting.change.judgement in judgements:
            yield setting.department or setting.path, _change(setting.change), ""


def _change(change: FieldChange) -> tuple[Run | str, ...]:
    style: Style = "bad" if change.judgement in _FLAGGED else ""
    return f"{change.field} ", Run(brief(change.before), "dim"), " → ", Run(brief(change.after), style)


def brief(text: str | None) -> str:
    """A text shortened to one line; ``nothing`` for none."""
    if text is None:
        return "nothing"
    return text if len(text) <= _SHOWN_TEXT else text[: _SHOWN_TEXT - 1].rstrip() + "…"


def _remark(changes: Changes, item: ItemChange, change: FieldChange) -> tuple[Run | str, ...]:
    told, reason = changes.accounted(item, change), changes.reason(item, change)
    words = "" if reason is None else reason_words(reason)
    if told is None:
        return (words,)
    if not told:
        return Run("✗ no trace", "bad"), f"  {words}" if words else ""
    return Run("✓ amended", "good"), f" {words}" if words else ""


def reason_words(reason: Amendment) -> str:
    """Day, reason and approver of an amendment in one line."""
    approved = f" (approved by {reason.approved_by})" if reason.approved_by else ""
    return f"{reason.date}: {brief(reason.why)}{approved}"


_EVENT_STYLE: dict[str, Style] = {"added": "good", "deleted": "bad", "dropped": "warn"}


def _events(changes: Changes) -> Iterator[Row]:
    for item in changes.difference.items:
        node = item.node
        if changes.with_objective(item):
            continue
        for event in item.events:
            if event != "changed":
                yield node.ref, Run(event, _EVENT_STYLE.get(event, "")), brief(about(item, event))


def about(item: ItemChange, event: str) -> str:
    """Details of an event besides its name."""
    node, before = item.node, item.pair.before
    if event == "renamed" and before is not None:
        return f"from {before.ref}"
    if event == "moved" and before is not None:
        return f"from {_home(before)} to {_home(node)}"
    if not isinstance(node.item, Kpi) and event == "dropped" and node.item.dropped:
        return f"{node.item.dropped.date}: {node.item.dropped.why}"
    if not isinstance(node.item, Kpi) and event == "closed" and node.item.closed:
        return ": ".join(filter(None, (str(node.item.closed.date), node.item.closed.learned)))
    title = node.item.title or ""
    if isinstance(node.item, Objective) and event in ("added", "deleted"):
        count = len(node.item.key_results)
        title += f" ({counted(count, 'key result')})"
    return title


def _home(node: Entry) -> str:
    return node.parent.ref if node.parent else node.department


def _contract(change: ContractChange) -> Row:
    side = change.side
    days = [f"needed {side.needed}"] if side.needed else []
    if side.promised and change.event != "withdrawn":
        days.append(f"promised {side.promised}")
    style: Style = "bad" if change.event in ("broken", "disputed", "withdrawn") else ""
    return f"{side.consumer} ← {side.provider}", Run(change.event, style), ", ".join(days)


def _entry(change: JournalChange) -> Row:
    placed = change.placed
    style: Style = "bad" if change.event in ("altered", "removed") else ""
    words = list(words_of(change))
    more = [f"{len(words) - _SHOWN_WORDS} more"] if len(words) > _SHOWN_WORDS else []
    text = "; ".join([*map(brief, words[:_SHOWN_WORDS]), *more])
    return f"{change.department} {change.day}", (Run(change.event, style), f" by {placed.entry.by}"), text


def _to_be_seen(change: ScoreChange) -> bool:
    """Added or deleted items are reported with the plan; changes in the third decimal are left out."""
    sides = [
        (share(values.score), share(values.expected), values.status)
        for values in (change.before, change.after)
        if values is not None
    ]
    return len(sides) == 2 and sides[0] != sides[1]


_LEVELS = ("organization", "department", "objective", "key_result", "kpi")


def _least_telling(change: ScoreChange) -> tuple[bool, bool, int]:
    """The company and its departments first, then items with another status, then the others from the top down."""
    was, now = change.before, change.after
    total = change.kind in _LEVELS[:2]
    same = was is not None and now is not None and was.status == now.status
    return not total, same and not total, _LEVELS.index(change.kind)


def _score_row(change: ScoreChange) -> Row:
    was, now = change.before, change.after
    assert was is not None and now is not None
    status: tuple[Run | str, ...] = (marked(now.status),)
    if was.status != now.status:
        status = (Run(was.status, "dim"), " → ", marked(now.status))
    return change.ref or "the company", _moved(share(was.score), share(now.score)), _of(was, now), status


def _moved(was: str, now: str) -> tuple[Run | str, ...]:
    return (now,) if was == now else (Run(f"{was} → ", "dim"), now)


def _of(was: Values, now: Values) -> tuple[Run | str, ...]:
    if now.expected is None and was.expected is None:
        return ("",)
    return ("of ", *_moved(share(was.expected), share(now.expected)))
