"""Changes of the plan as an object for programs, and as annotations next to the lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from okrctl.core.checks.goalposts import place_of, words
from okrctl.core.diff.compare import ItemChange
from okrctl.core.diff.contracts import ContractChange
from okrctl.core.diff.items import Node
from okrctl.core.diff.journal import JournalChange, words_of
from okrctl.core.diff.judge import FieldChange
from okrctl.core.diff.scores import Values
from okrctl.core.values.diagnostic import Diagnostic, Place, Severity, Span
from okrctl.views.changes import Changes, reason_words
from okrctl.views.published import head, of_field, of_result, rounded

SCHEMA = "okrctl/diff/v1"
SpanOf = Callable[[Place], Span]


def object_of(changes: Changes) -> dict[str, Any]:
    """The changes as one versioned object, complete."""
    difference = changes.difference
    return {
        **head(SCHEMA, changes.case.ws.config.organization, difference.day),
        "from": changes.before,
        "to": changes.after,
        "items": [_item(changes, item) for item in difference.items],
        "dependencies": [_contract(changes, change) for change in difference.contracts],
        "check_ins": [_entry(changes, change) for change in difference.journal],
        "settings": [{"department": each.department} | _field(each.change) for each in difference.settings],
        "scores": [
            {"type": each.kind, "ref": each.ref or None, "from": _values(each.before), "to": _values(each.after)}
            for each in difference.scores
        ],
    }


def _field(change: FieldChange) -> dict[str, Any]:
    sides = (of_field(change.field, side) for side in (change.before, change.after))
    return {"field": change.field, **dict(zip(("from", "to"), sides, strict=True)), "judgement": change.judgement}


def _told(changes: Changes, item: ItemChange, change: FieldChange) -> dict[str, Any]:
    """Whether the files record a change, and what they say about it."""
    reason = changes.reason(item, change)
    return {
        "accounted": changes.accounted(item, change),
        "date": reason.date if reason else None,
        "why": reason.why if reason else None,
        "approved_by": reason.approved_by if reason else None,
    }


def _item(changes: Changes, item: ItemChange) -> dict[str, Any]:
    before, base = item.pair.before, item.pair.after is None
    return {
        "type": item.node.kind,
        "ref": item.node.ref,
        "from_ref": before.ref if before else None,
        "department": item.node.department,
        "title": item.node.item.title,
        "events": list(item.events),
        "fields": [_field(change) | _told(changes, item, change) for change in item.all_fields],
        "exposed": list(dict.fromkeys(each.ref for each in changes.exposed(item))),
        **_place(changes, item.node, base=base),
    }


def _place(changes: Changes, node: Node, *, base: bool) -> dict[str, Any]:
    return {"path": node.path, "line": changes.line(node.path, (*node.at, "id"), base)}


def _contract(changes: Changes, change: ContractChange) -> dict[str, Any]:
    side = change.side
    place = side.link.place
    return {
        "event": change.event,
        "from": side.consumer,
        "on": side.provider,
        "need": side.link.need,
        "due": side.needed,
        "promised": side.promised,
        "path": place.path,
        "line": changes.line(place.path, place.at, change.after is None),
    }


def _entry(changes: Changes, change: JournalChange) -> dict[str, Any]:
    placed = change.placed
    return {
        "event": change.event,
        "department": change.department,
        "date": change.day,
        "by": placed.entry.by,
        "results": [
            {"key": word.key, "from": of_result(word.before), "to": of_result(word.after)} for word in change.words
        ],
        "path": placed.path,
        "line": changes.line(placed.path, (*placed.entry.at, "date"), change.after is None),
    }


def _values(values: Values | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {
        "score": rounded(values.score),
        "expected": rounded(values.expected),
        "status": values.status,
    }


def annotations_of(changes: Changes, span: SpanOf) -> Iterator[Diagnostic]:
    """One annotation per change, at its place in the new files; unrecorded changes are warnings."""
    for name, severity, message, place in (*_of_items(changes), *_of_journal(changes), *_of_settings(changes)):
        yield Diagnostic("diff", name, severity, message, None, place.path, span(place))


Remark = tuple[str, Severity, str, Place]


def _of_items(changes: Changes) -> Iterator[Remark]:
    for item in changes.difference.items:
        after = item.pair.after
        if after is None:
            home = _remaining_home(changes, item)
            if home is not None:
                yield "deleted", "warning", f"{item.node.ref} is gone", home
            continue
        for change in item.all_fields:
            severity: Severity = "warning" if changes.accounted(item, change) is False else "advice"
            reason = changes.reason(item, change)
            why = f"; {reason_words(reason)}" if reason else ""
            message = f"{item.node.ref}: {words(change)} ({change.judgement}){why}"
            yield change.judgement, severity, message, place_of(after, change.field)


def _of_journal(changes: Changes) -> Iterator[Remark]:
    for entry in changes.difference.journal:
        if entry.after is not None:
            severity: Severity = "warning" if entry.event == "altered" else "advice"
            message = f"check-in of {entry.day} {entry.event}: {'; '.join(words_of(entry))}"
            yield f"check-in {entry.event}", severity, message, Place(entry.after.path, (*entry.after.entry.at, "date"))


def _of_settings(changes: Changes) -> Iterator[Remark]:
    for setting in changes.difference.settings:
        change = setting.change
        severity: Severity = "warning" if change.judgement == "easier" else "advice"
        place = Place(setting.path, tuple(change.field.split("/")))
        yield change.judgement, severity, f"{words(change)} ({change.judgement})", place


def _remaining_home(changes: Changes, item: ItemChange) -> Place | None:
    """The former place of a deleted item: its objective, or the top of its file; None if that was deleted, too."""
    node = item.node
    if node.parent is not None:
        home = changes.difference.home(node)
        return place_of(home.after, "id") if home and home.after else None
    kept = any(file.path == node.path for file in changes.case.ws.files)
    return Place(node.path, ("objectives",), on_key=True) if kept else None
