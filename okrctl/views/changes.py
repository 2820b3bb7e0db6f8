"""What changed in meaning, as a document for reviewers and as an object for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from okrctl.core.diff.compare import Difference, ItemChange, ScoreChange, Values
from okrctl.core.diff.goalposts import field_path
from okrctl.core.diff.items import Node
from okrctl.core.diff.journal import JournalChange
from okrctl.core.diff.judge import FieldChange
from okrctl.core.diff.trace import accounted
from okrctl.core.quantity import round6
from okrctl.views.blocks import Blank, Block, Column, Document, Heading, Line, Run, Style, Table, document
from okrctl.views.signs import marked

SCHEMA = "okrctl/diff/v1"
_SHOWN_SCORES = 15
_SHOWN_WORDS = 6
LineOf = Callable[[str, tuple[str | int, ...], bool], int]


@dataclass(frozen=True, slots=True)
class Sides:
    """What was compared, in the words of the command line; ``line`` finds lines (of the base with True)."""

    organization: str
    before: str
    after: str
    line: LineOf


def document_of(difference: Difference, sides: Sides) -> Document:
    """The difference in reading order: goalposts first, then the plan, contracts, check-ins, scores."""
    title = (Run(sides.organization, "strong"), f"  {sides.before} → {sides.after}")
    blocks: list[Block] = [Heading(title, f"as of {difference.day}")]
    sections = (
        ("Easier, or measured anew", _fields(difference, ("easier", "changed"))),
        ("Harder", _fields(difference, ("harder",))),
        ("Plan", _events(difference)),
        ("Words and settings", _fields(difference, ("neutral", "reworded"))),
        ("Dependencies", _contracts(difference)),
        ("Check-ins", _check_ins(difference)),
    )
    for name, rows in sections:
        found = list(rows)
        if found:
            blocks += [Blank(), Heading(name, level=2), Table(_COLUMNS, tuple(found), header=False, indent=2)]
    blocks += _scores(difference)
    if len(blocks) == 1:
        blocks += [Blank(), Line("Nothing changed in meaning.")]
    return document(blocks)


_COLUMNS = (Column("What"), Column("Change", shrink=True), Column("Remark", shrink=True))
Row = tuple[Any, ...]


def _fields(difference: Difference, judgements: tuple[str, ...]) -> Iterator[Row]:
    for item in difference.items:
        for change in item.fields:
            if change.judgement in judgements and change.field != "dropped":
                yield (item.node.ref, _change(change), _remark(item, change))
    for change in difference.settings:
        if change.judgement in judgements:
            yield ("okrctl.yaml", _change(change), "")


def _change(change: FieldChange) -> tuple[Run | str, ...]:
    style: Style = "bad" if change.judgement in ("easier", "changed") else ""
    return (f"{change.field} ", Run(change.before or "nothing", "dim"), " → ", Run(change.after or "nothing", style))


def _remark(item: ItemChange, change: FieldChange) -> Run:
    if change.judgement not in ("easier", "changed"):
        return Run("")
    return Run("✓ amended", "good") if accounted(item.pair, change) else Run("✗ no trace", "bad")


_EVENT_STYLE: dict[str, Style] = {"added": "good", "deleted": "bad", "dropped": "warn"}


def _events(difference: Difference) -> Iterator[Row]:
    for item in difference.items:
        for event in item.events:
            if event == "changed":
                continue
            before = item.pair.before
            came = event in ("moved", "renamed") and before is not None
            origin = f"from {before.ref}" if came and before is not None else (item.node.item.title or "")
            yield (item.node.ref, Run(event, _EVENT_STYLE.get(event, "")), origin)


def _contracts(difference: Difference) -> Iterator[Row]:
    for change in difference.contracts:
        side = change.after or change.before
        days = ""
        if side is not None and side.asked:
            days = f"needed {side.asked}" + (f", promised {side.promised}" if side.promised else "")
        style: Style = "bad" if change.event in ("broken", "disputed") else ""
        yield (f"{change.consumer} ← {change.provider}", Run(change.event, style), days)


def _check_ins(difference: Difference) -> Iterator[Row]:
    for change in difference.journal:
        entry = (change.after or change.before).entry  # type: ignore[union-attr]
        style: Style = "bad" if change.event in ("altered", "removed") else ""
        words = [f"{key} {_words(change, was, now)}" for key, was, now in change.words[:_SHOWN_WORDS]]
        more = len(change.words) - _SHOWN_WORDS
        text = "; ".join(words) + (f"; {more} more" if more > 0 else "")
        yield (f"{change.department} {change.day}", (Run(change.event, style), f" by {entry.by}"), text)


def _words(change: JournalChange, was: str | None, now: str | None) -> str:
    if change.event == "altered":
        return f"{was or 'nothing'} → {now or 'nothing'}"
    return now or was or ""


def _scores(difference: Difference) -> list[Block]:
    if not difference.scores:
        return []
    columns = (
        Column("Score"),
        Column("before", "right"),
        Column("after", "right"),
        Column("of"),
        Column("status", shrink=True),
    )
    rows = tuple(_score_row(change) for change in difference.scores[:_SHOWN_SCORES])
    more = len(difference.scores) - len(rows)
    blocks: list[Block] = [Blank(), Heading("Scores", level=2), Table(columns, rows, header=False, indent=2)]
    if more > 0:
        blocks.append(Line(Run(f"and {more} more; --format json has all", "dim"), 2))
    return blocks


def _score_row(change: ScoreChange) -> Row:
    was, now = change.before, change.after
    status: tuple[Run | str, ...] = (marked(now[2]),) if now else (Run("gone", "dim"),)
    if was and now and was[2] != now[2]:
        status = (Run(was[2], "dim"), " → ", marked(now[2]))
    return (change.ref or "the company", _short(was), (Run("→ ", "dim"), _short(now)), f"of {_expected(now)}", status)


def _short(values: Values | None) -> str:
    return "–" if values is None or values[0] is None else f"{float(values[0]):.2f}"


def _expected(values: Values | None) -> str:
    return "–" if values is None or values[1] is None else f"{float(values[1]):.2f}"


def object_of(difference: Difference, sides: Sides) -> dict[str, Any]:
    """The difference as one versioned object, complete."""
    return {
        "schema": SCHEMA,
        "as_of": difference.day.isoformat(),
        "before": sides.before,
        "after": sides.after,
        "items": [_item_json(item, sides) for item in difference.items],
        "dependencies": [
            {
                "event": change.event,
                "from": change.consumer,
                "on": change.provider,
                "due": _day((change.after or change.before).asked),  # type: ignore[union-attr]
                "promised": _day((change.after or change.before).promised),  # type: ignore[union-attr]
            }
            for change in difference.contracts
        ],
        "check_ins": [_journal_json(change, sides) for change in difference.journal],
        "settings": [_field_json(change) for change in difference.settings],
        "scores": [
            {"kind": s.kind, "ref": s.ref or None, "before": _values_json(s.before), "after": _values_json(s.after)}
            for s in difference.scores
        ],
    }


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def _field_json(change: FieldChange) -> dict[str, Any]:
    return {
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "judgement": change.judgement,
    }


def _item_json(item: ItemChange, sides: Sides) -> dict[str, Any]:
    before, after = item.pair.before, item.pair.after
    return {
        "kind": item.node.kind,
        "ref": after.ref if after else None,
        "before_ref": before.ref if before else None,
        "title": item.node.item.title,
        "events": list(item.events),
        "fields": [_field_json(change) | {"accounted": accounted(item.pair, change)} for change in item.fields],
        **_place_json(after or before, sides, base=after is None),
    }


def _place_json(node: Node | None, sides: Sides, *, base: bool) -> dict[str, Any]:
    if node is None:
        return {"path": None, "line": None}
    return {"path": node.path, "line": sides.line(node.path, (*node.at, "id"), base)}


def _journal_json(change: JournalChange, sides: Sides) -> dict[str, Any]:
    placed = change.after or change.before
    assert placed is not None
    return {
        "event": change.event,
        "department": change.department,
        "date": change.day.isoformat(),
        "by": placed.entry.by,
        "results": [{"key": key, "before": was, "after": now} for key, was, now in change.words],
        "path": placed.path,
        "line": sides.line(placed.path, (*placed.entry.at, "date"), change.after is None),
    }


def _values_json(values: Values | None) -> dict[str, Any] | None:
    if values is None:
        return None
    score, expected, status = values
    return {
        "score": None if score is None else round6(score),
        "expected": None if expected is None else round6(expected),
        "status": status,
    }


def flagged_place(item: ItemChange, change: FieldChange) -> tuple[str, tuple[str | int, ...]]:
    """Where a change of a field is best pointed at: the field in the new file."""
    node = item.node
    return node.path, (*node.at, *field_path(node, change.field))
