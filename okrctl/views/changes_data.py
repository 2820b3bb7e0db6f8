"""Changes of the plan as an object for programs, and as annotations next to the lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, get_args

from okrctl.core.checks.goalposts import place_of, words
from okrctl.core.company.workspace import EntryKind
from okrctl.core.diff.compare import ItemChange, ItemEvent
from okrctl.core.diff.contracts import ContractChange, ContractEvent
from okrctl.core.diff.journal import JournalChange, JournalEvent, words_of
from okrctl.core.diff.judge import FieldChange
from okrctl.core.diff.scores import Level, Values
from okrctl.core.values.diagnostic import Diagnostic, DocPath, Place, Severity, Span
from okrctl.views.changes import Changes, reason_words
from okrctl.views.published import CHANGED, field_json, of_result
from okrctl.views.records import DAY, FLAG, NUMBER_OR_TEXT, TEXT, Record, head, listed, maybe, one_of, report

_FIELD = Record(
    CHANGED,
    {"accounted": maybe(FLAG), "date": maybe(DAY), "why": maybe(TEXT), "approved_by": maybe(TEXT)},
)
_ITEM = Record(
    {"type": one_of(get_args(EntryKind))},
    "ref from_ref department",
    {
        "title": maybe(TEXT),
        "events": listed(one_of(get_args(ItemEvent))),
        "fields": listed(_FIELD),
        "exposed": listed(TEXT),
    },
    "path line",
)
_CONTRACT = Record({"event": one_of(get_args(ContractEvent)), "from": TEXT}, "on need due promised path line")
_WORD = Record({"key": TEXT, "from": maybe(NUMBER_OR_TEXT), "to": maybe(NUMBER_OR_TEXT)})
_ENTRY = Record(
    {"event": one_of(get_args(JournalEvent))}, "department date by", {"results": listed(_WORD)}, "path line"
)
_SETTING = Record({"department": maybe(TEXT)}, CHANGED)
_VALUES = Record("score expected", {"status": TEXT})
_SCORE = Record({"type": one_of(get_args(Level)), "ref": maybe(TEXT), "from": maybe(_VALUES), "to": maybe(_VALUES)})
SHAPE = report(
    "okrctl/diff/v1",
    {
        "from": TEXT,
        "to": TEXT,
        "items": listed(_ITEM),
        "dependencies": listed(_CONTRACT),
        "check_ins": listed(_ENTRY),
        "settings": listed(_SETTING),
        "scores": listed(_SCORE),
    },
)
SpanOf = Callable[[Place], Span]


def object_of(changes: Changes) -> dict[str, Any]:
    """The changes as one versioned object, complete."""
    difference = changes.difference
    return SHAPE.of(
        head(changes.case.ws.config.organization, difference.day),
        from_=changes.before,
        to=changes.after,
        items=[_item(changes, item) for item in difference.items],
        dependencies=[_contract(changes, change) for change in difference.contracts],
        check_ins=[_entry(changes, change) for change in difference.journal],
        settings=[_SETTING.of(field_json(each.change), each) for each in difference.settings],
        scores=[
            _SCORE.of(type=each.kind, ref=each.ref or None, from_=_values(each.before), to=_values(each.after))
            for each in difference.scores
        ],
    )


def _field(changes: Changes, item: ItemChange, change: FieldChange) -> dict[str, Any]:
    """One change, whether the files record it, and what they say about it."""
    reason = changes.reason(item, change) or dict.fromkeys(("date", "why", "approved_by"))
    return _FIELD.of(field_json(change), reason, accounted=changes.accounted(item, change))


def _item(changes: Changes, item: ItemChange) -> dict[str, Any]:
    before, base, node = item.pair.before, item.pair.after is None, item.node
    return _ITEM.of(
        _place(changes, node.path, (*node.at, "id"), base),
        item,
        node,
        type=node.kind,
        from_ref=before.ref if before else None,
        title=node.item.title,
        fields=[_field(changes, item, change) for change in item.all_fields],
        exposed=list(dict.fromkeys(each.ref for each in changes.exposed(item))),
    )


def _place(changes: Changes, path: str, at: DocPath, base: bool) -> dict[str, Any]:
    return {"path": path, "line": changes.line(path, at, base)}


def _contract(changes: Changes, change: ContractChange) -> dict[str, Any]:
    side = change.side
    at = _place(changes, side.link.place.path, side.link.place.at, change.after is None)
    return _CONTRACT.of(at, change, side, side.link, from_=side.consumer, on=side.provider, due=side.needed)


def _entry(changes: Changes, change: JournalChange) -> dict[str, Any]:
    placed = change.placed
    return _ENTRY.of(
        _place(changes, placed.path, (*placed.entry.at, "date"), change.after is None),
        change,
        placed.entry,
        date=change.day,
        results=[_WORD.of(word, from_=of_result(word.before), to=of_result(word.after)) for word in change.words],
    )


def _values(values: Values | None) -> dict[str, Any] | None:
    return _VALUES.of(values) if values else None


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
