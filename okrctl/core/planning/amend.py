"""Amending and dropping: a plan that is changed in mid-cycle, with the trace that says when and why."""

from __future__ import annotations

import re
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.checkin.shorthand import plain_number
from okrctl.core.company.workspace import Entry, PlacedObjective, Workspace
from okrctl.core.edit.changes import Add, Change, Cut, Put
from okrctl.core.edit.written import Plain, Short
from okrctl.core.format import holds
from okrctl.core.format.doc import Doc, amendable, fields, free_keys, models_in
from okrctl.core.model.files import History
from okrctl.core.model.items import Item, Kpi, Objective, own
from okrctl.core.model.kind_fields import Parts, parts, quantities
from okrctl.core.planning.propose import Files, PlannedChanges
from okrctl.core.values.cycle import parse_date
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import literal, parse_number

_WORDS = re.compile(r"\s|^$")
_UNASKED = ("draft", "carried_from")
_ELSEWHERE = {
    "id": "okrctl rename changes it",
    "dropped": "use okrctl drop",
    "closed": "use okrctl close",
    "promised_to": "use okrctl confirm",
    "depends_on": "use okrctl ask",
}


@frozen
class Amending:
    """A field, what it is to become, and the words on it. ``field`` is None for the main one of its kind."""

    field: str | None
    value: str
    why: str
    day: date
    approved_by: str | None = None


@frozen
class Amended:
    """What is changed: the field with its value before and after."""

    wish: PlannedChanges
    field: str
    before: str | None
    after: str


def split_field(entry: Entry, text: str) -> tuple[str | None, str]:
    """Field and value of ``[FIELD=]VALUE``; text before a ``=`` that names no field belongs to the value."""
    field, sign, value = text.partition("=")
    known = field.strip().partition("/")[0]
    item = _item(entry) or (entry.kpi.kpi if entry.kpi else None)
    if sign and (known in _fields(item) or known in parts() or known in _ELSEWHERE or known.isidentifier()):
        return field.strip(), value.strip()
    return None, text.strip()


def amend(files: Files, entry: Entry, wanted: Amending) -> Amended | Mistake:
    """The change of one field with the entry that tells of it; an empty value takes an optional field out."""
    item = _item(entry) or (entry.kpi.kpi if entry.kpi else None)
    assert item is not None
    field = wanted.field or _main_field(files, entry)
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
        return Mistake(f"the {field} of {entry.ref} is {wanted.value or 'empty'} already", "nothing to change")
    said: dict[str, Any] = {"date": Plain(wanted.day.isoformat()), "field": Plain(field)}
    if before is not None:
        said["from"] = _as_data(before)
    if after is not None:
        said["to"] = after
    said["why"] = wanted.why
    if wanted.approved_by is not None:
        said["approved_by"] = wanted.approved_by
    trace = Add((*entry.at, "amended"), said)
    return Amended({entry.path: [*changes, trace]}, field, _shown(before), _shown(after) or "nothing")


_Edit = tuple[list[Change], Any, Any, str]
"""The changes that give a field its value, the field before and after as data (None where it is not there), and the
field as the trace names it."""


def _edit(files: Files, entry: Entry, item: Item | Kpi, field: str, wanted: Amending) -> _Edit | Mistake:
    name, *steps = field.split("/")
    if name in _lists(type(item)) and not steps:
        return _list(files, entry, item, name, wanted.value)
    inside = _inside(files, entry, item, field)
    if isinstance(inside, Mistake):
        return inside
    at = (*entry.at, *inside)
    before = files.at(entry.path, at)
    if isinstance(before, dict):
        # a part that goes as a whole, such as a milestone
        if wanted.value:
            return Mistake(f"{field} has several fields", f"name one: {field}/due")
        return [Cut(at)], before, None, field
    if not wanted.value:
        if name in _main_fields(entry) or before is None:
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
    """A list as a whole: what is new comes last, what is not named goes."""
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
    """A step that is added: ``TITLE`` or ``TITLE@DATE``."""
    title, sign, due = value.rpartition("@")
    dated = bool(sign) and parse_date(due.strip()) is not None
    words = {"id": Plain(id), "title": (title if dated else value).strip()}
    return Short(words | ({"due": Plain(due.strip())} if dated else {}))


def _typed(item: Item | Kpi, inside: DocPath, value: str) -> Any:
    """A single value as it is to be written."""
    if inside[-1] in free_keys(type(item)):
        return value
    full = plain_number(value) if inside[0] in quantities() | {"weight", "at_least", "at_most"} else None
    return Plain(value if full is None or parse_number(value) is not None else f"{literal(full):f}")


def _as_data(value: Any) -> Any:
    """A value that stood in a file, as the trace repeats it."""
    if isinstance(value, dict):
        return Short(
            {key: Plain(text) if isinstance(text, str) and key != "title" else text for key, text in value.items()}
        )
    if isinstance(value, list):
        return [_as_data(each) for each in value]
    return Plain(value) if isinstance(value, str) and not _WORDS.search(value) else value


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value.get("title") or value.get("ref")) if isinstance(value, dict) else str(value)


def fields_of(files: Files, entry: Entry) -> dict[str, str]:
    """What can be amended of an item, with its present value, the main fields first."""
    item = _item(entry) or (entry.kpi.kpi if entry.kpi else None)
    assert item is not None
    found = {name: _shown(files.at(entry.path, (*entry.at, name))) or "" for name in _main_fields(entry)}
    for key, held in parts().items() if entry.key_result else ():
        for name, part in held.names(files.at(entry.path, (*entry.at, key)) or {}):
            if not held.fields:
                found[f"{key}/{name}"] = str(part)
            for field in held.amendable if held.fields else ():
                found[f"{key}/{name}/{field}"] = str(part.get(field) or "")
        found.pop(key, None)
    kind = entry.key_result.measure.own_keys() if entry.key_result and entry.key_result.measure else ()
    single = [field.key for field in own(type(item)) if field.key in _fields(item) and field.key not in _UNASKED]
    for name in (*single, *(key for key in kind if key in _fields(item)), *_lists(type(item))):
        found.setdefault(name, _shown(files.at(entry.path, (*entry.at, name))) or "")
    return found


def drop(entry: Entry, why: str, day: date) -> PlannedChanges | Mistake:
    """Giving an objective or key result up."""
    item = _item(entry)
    if item is None:
        return Mistake(f"{entry.ref} is a KPI, which is never dropped", f"okrctl remove {entry.ref} takes it out")
    home = entry.objective.history.current if entry.objective else item
    for each in (item, home):
        if each.dropped:
            return Mistake(f"{each.id} was dropped on {each.dropped.date} already", "nothing to change")
        if each.closed:
            return Mistake(f"{each.id} was closed on {each.closed.date}", "it is over")
    return {entry.path: [Put((*item.at, "dropped"), {"date": Plain(day.isoformat()), "why": why})]}


def leaves_its_trace(before: Workspace, after: Workspace, entry: Entry, day: date) -> bool:
    """Whether the plan up to the day before an amendment is still what it was."""
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


def _item(entry: Entry) -> Item | None:
    if entry.key_result is not None:
        return entry.key_result
    return entry.objective.history.current if entry.objective else None


def _fields(item: Item | Kpi | None) -> tuple[str, ...]:
    return amendable(type(item)) if item is not None else ()


@cache
def _lists(model: type[Doc]) -> tuple[str, ...]:
    """The keys that hold a list of texts which is amended as a whole."""
    return tuple(
        field.key
        for field in fields(model)
        if (field.amendable or field.key == "joint_with")
        and holds.many(field.info)
        and not models_in(field.info.annotation)
        and field.key not in parts()
    )


def _main_fields(entry: Entry) -> tuple[str, ...]:
    """The fields of its kind that say how much is promised."""
    measure = entry.key_result.measure if entry.key_result else None
    return tuple(key for key in measure.decided_by if getattr(measure, key, None) is not None) if measure else ()


def _main_field(files: Files, entry: Entry) -> str | Mistake:
    """The field that says how much is promised."""
    measure = entry.key_result.measure if entry.key_result else None
    given = [name for name in (measure.decided_by if measure else ()) if _given(files, entry, name)]
    if len(given) == 1 and given[0] not in parts():
        return given[0]
    wanted = next(iter(given), "owner")
    example = f"{parts()[wanted].example if wanted in parts() else wanted}=…"
    return Mistake(f"say which field of {entry.ref} to change", f"such as --to {example}")


def _given(files: Files, entry: Entry, name: str) -> bool:
    return files.at(entry.path, (*entry.at, name)) is not None


def _inside(files: Files, entry: Entry, item: Item | Kpi, field: str) -> DocPath | Mistake:
    """The path of a field within its item."""
    name, *steps = field.split("/")
    if name in parts() and entry.key_result:
        return _part(files, entry, parts()[name], steps)
    if name in _fields(item) and not steps:
        return (name,)
    if name == "check_in" and steps in (["every"], ["grace"]):
        return (name, *steps)
    if name in _ELSEWHERE:
        return Mistake(f"{name} is not amended", _ELSEWHERE[name])
    if name == "check_in":
        return Mistake("check_in has two fields", "write check_in/every=14d or check_in/grace=3d")
    known = [*_fields(item), *_lists(type(item)), *(parts() if entry.key_result else ())]
    if _given(files, entry, name) and name not in _main_fields(entry):
        return Mistake(f"{name} is not a single value", "change it in the file, and add the entry to `amended`")
    if name in _main_fields(entry):
        return (name,)
    near = get_close_matches(name, known, 1, 0.6)
    hint = f"did you mean {near[0]}?" if near else f"available: {', '.join(known)}"
    return Mistake(f"{entry.ref} has no field {field}", hint)


def _part(files: Files, entry: Entry, held: Parts, steps: list[str]) -> DocPath | Mistake:
    there = files.at(entry.path, (*entry.at, held.key))
    if not held.fields:
        if len(steps) != 1 or parse_date(steps[0]) is None:
            return Mistake(f"a {held.one} is named by its day", f"write {held.example}, such as {held.key}/2026-03-31")
        return (held.key, steps[0])
    ids = [id for id, _ in held.names(there)]
    if not ids:
        return Mistake(f"{entry.ref} has no {held.key}", f"available: {', '.join(_fields(_item(entry)))}")
    if len(steps) == 1:
        # a whole step: added, or taken out
        return (held.key, ids.index(steps[0]) if steps[0] in ids else len(ids))
    if len(steps) != 2 or steps[1] not in held.amendable:
        last = held.example.rpartition("/")[2]
        example = f"{held.key}/{steps[0] if steps and steps[0] in ids else ids[0]}/{last}"
        others = " or ".join(key for key in held.amendable if key != last)
        new = f"{held.key}/NEW-ID=TITLE@DATE adds one"
        return Mistake(f"name a {held.one} and one of its fields", f"write {example}, or {others} of it; {new}")
    if steps[0] not in ids:
        near = get_close_matches(steps[0], ids, 1, 0.5)
        return Mistake(f"there is no {held.one} {steps[0]}", f"did you mean {(near or ids)[0]}?")
    return (held.key, ids.index(steps[0]), steps[1])
