"""Amending and dropping: changes of the plan mid-cycle, recorded with date and reason."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.checkin.shorthand import plain_number
from okrctl.core.company.workspace import Entry, PlacedObjective, Workspace
from okrctl.core.edit.changes import Add, Change, Cut, Put
from okrctl.core.edit.written import Plain, Short
from okrctl.core.format.doc import free_keys
from okrctl.core.model.files import History
from okrctl.core.model.items import Item, Kpi, Objective
from okrctl.core.model.kind_fields import parts, quantities
from okrctl.core.planning.fields import (
    inside_of,
    list_keys,
    main_field,
    main_fields,
    plan_item,
    shown,
)
from okrctl.core.planning.propose import Files, PlannedChanges
from okrctl.core.values.cycle import parse_date
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import literal, parse_number

_WORDS = re.compile(r"\s|^$")


@frozen
class Amending:
    """A field, its new value, and the reason. ``field`` is None for the main field of its kind."""

    field: str | None
    value: str
    why: str
    day: date
    approved_by: str | None = None


@frozen
class Amended:
    """A change: the field with its old and new value."""

    wish: PlannedChanges
    field: str
    before: str | None
    after: str


def amend(files: Files, entry: Entry, wanted: Amending) -> Amended | Mistake:
    """The change of one field with the entry that tells of it; an empty value takes an optional field out."""
    item = plan_item(entry) or (entry.kpi.kpi if entry.kpi else None)
    assert item is not None
    field = wanted.field or main_field(files, entry)
    if isinstance(field, Mistake):
        return field
    later = [change.date for change in item.amended if change.field == field and change.date > wanted.day]
    if later:
        return Mistake(
            f"{field} was amended on {max(later)}, which is later", "use that date or a later one with --date"
        )
    edit = _edit(files, entry, item, field, wanted)
    if isinstance(edit, Mistake):
        return edit
    changes, before, after, field = edit
    if before == after:
        return Mistake(f"the {field} of {entry.ref} is already {wanted.value or 'empty'}", "nothing to change")
    said: dict[str, Any] = {"date": Plain(wanted.day.isoformat()), "field": Plain(field)}
    if before is not None:
        said["from"] = _as_data(before)
    if after is not None:
        said["to"] = after
    said["why"] = wanted.why
    if wanted.approved_by is not None:
        said["approved_by"] = wanted.approved_by
    trace = Add((*entry.at, "amended"), said)
    return Amended({entry.path: [*changes, trace]}, field, shown(before), shown(after) or "nothing")


_Edit = tuple[list[Change], Any, Any, str]
"""The changes that give a field its value, the field before and after as data (None where it is not there), and the
field as the trace names it."""


def _edit(files: Files, entry: Entry, item: Item | Kpi, field: str, wanted: Amending) -> _Edit | Mistake:
    name, *steps = field.split("/")
    if name in list_keys(type(item)) and not steps:
        return _list(files, entry, item, name, wanted.value)
    inside = inside_of(files, entry, item, field)
    if isinstance(inside, Mistake):
        return inside
    at = (*entry.at, *inside)
    before = files.at(entry.path, at)
    if isinstance(before, dict):
        # a part that is removed as a whole, such as a milestone
        if wanted.value:
            return Mistake(f"{field} has several fields", f"name one, such as {field}/due")
        return [Cut(at)], before, None, field
    if not wanted.value:
        if name in main_fields(entry) or before is None:
            return Mistake(f"{field} needs a value", "write FIELD=VALUE; okrctl drop gives the whole up")
        return [Cut(at)], before, None, field
    if name in parts() and parts()[name].fields and len(inside) == 2:
        step = _new_step(steps[0], wanted.value)
        return [Add((*entry.at, name), step)], None, step, field
    value = _typed(item, inside, wanted.value)
    if isinstance(value, Mistake):
        return value
    if len(inside) == 2 and files.at(entry.path, (*entry.at, name)) is None:
        whole = Short({str(inside[1]): value})
        return [Put((*entry.at, name), whole)], None, whole, name
    return [Put(at, value)], before, value, field


def _list(files: Files, entry: Entry, item: Item | Kpi, name: str, value: str) -> _Edit:
    """Replace a list: new items come last, items not named are removed."""
    there = files.at(entry.path, (*entry.at, name))
    before = [there] if isinstance(there, str) else list(there or [])
    free = name in free_keys(type(item))
    split = ";" if name == "initiatives" else ","
    wanted = [part.strip() for part in value.split(split) if part.strip()]
    after = [part if free else Plain(part) for part in wanted]
    at = (*entry.at, name)
    if isinstance(there, str) and there not in wanted and after:
        return [Put(at, after[0]), *(Add(at, each) for each in after[1:])], before, after, name
    if there is None:
        return [Put(at, after)], None, after or None, name
    changes: list[Change] = [Add(at, each) for each in after if each not in before]
    if isinstance(there, str):
        changes += [] if after else [Cut(at)]
    else:
        changes += [Cut((*at, position)) for position, each in enumerate(before) if each not in wanted]
    same = sorted(map(str, before)) == sorted(wanted)
    return changes, before or None, before if same else after or None, name


def _new_step(id: str, value: str) -> Short:
    """A new milestone: ``TITLE`` or ``TITLE@DATE``."""
    title, sign, due = value.rpartition("@")
    dated = bool(sign) and parse_date(due.strip()) is not None
    words = {"id": Plain(id), "title": (title if dated else value).strip()}
    return Short(words | ({"due": Plain(due.strip())} if dated else {}))


def _typed(item: Item | Kpi, inside: DocPath, value: str) -> Any:
    """A single value as written to the file."""
    if inside[-1] in free_keys(type(item)):
        return value
    full = plain_number(value) if inside[0] in quantities() | {"weight", "at_least", "at_most"} else None
    return Plain(value if full is None or parse_number(value) is not None else f"{literal(full):f}")


def _as_data(value: Any) -> Any:
    """An old value from a file, as repeated in the record."""
    if isinstance(value, dict):
        return Short(
            {key: Plain(text) if isinstance(text, str) and key != "title" else text for key, text in value.items()}
        )
    if isinstance(value, list):
        return [_as_data(each) for each in value]
    return Plain(value) if isinstance(value, str) and not _WORDS.search(value) else value


def drop(entry: Entry, why: str, day: date) -> PlannedChanges | Mistake:
    """Giving an objective or key result up."""
    item = plan_item(entry)
    if item is None:
        return Mistake(f"{entry.ref} is a KPI, which cannot be dropped", f"to remove it: okrctl remove {entry.ref}")
    home = entry.objective.history.current if entry.objective else item
    for each in (item, home):
        if each.dropped:
            return Mistake(f"{each.id} was already dropped on {each.dropped.date}", "nothing to change")
        if each.closed:
            return Mistake(f"{each.id} was already closed on {each.closed.date}", "nothing to change")
    return {entry.path: [Put((*item.at, "dropped"), {"date": Plain(day.isoformat()), "why": why})]}


def leaves_its_trace(before: Workspace, after: Workspace, entry: Entry, day: date) -> bool:
    """Whether the plan up to the day before an amendment is unchanged."""
    if entry.kind == "kpi":
        return True
    old, new = (_placed(ws, entry) for ws in (before, after))
    if old is None or new is None:
        return False
    eve = day - timedelta(days=1)
    return _without_trace(old.history, eve) == _without_trace(new.history, eve)


def _placed(ws: Workspace, entry: Entry) -> PlacedObjective | None:
    home = entry.objective.history.current.at if entry.objective else None
    found = (each for each in ws.objectives if (each.path, each.history.current.at) == (entry.path, home))
    return next(found, None)


def _without_trace(history: History, day: date) -> Objective:
    plan = history.on(day)
    results = tuple(result.but(amended=()) for result in plan.key_results)
    return plan.but(amended=(), key_results=results)
