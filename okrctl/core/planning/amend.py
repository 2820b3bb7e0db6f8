"""Amending and dropping: a plan that is changed in mid-cycle, with the trace that says when and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.company.workspace import Entry, PlacedObjective, Workspace
from okrctl.core.edit.changes import Add, Change, Put
from okrctl.core.edit.written import Plain, Short
from okrctl.core.format.doc import amendable, free_keys
from okrctl.core.model.files import History
from okrctl.core.model.items import Item, Objective
from okrctl.core.model.kind_fields import Parts, parts
from okrctl.core.planning.propose import Files, PlannedChanges
from okrctl.core.values.cycle import parse_date
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen

_ELSEWHERE = {
    "id": "okrctl rename gives another id",
    "dropped": "okrctl drop gives it up",
    "closed": "okrctl close ends it",
    "promised_to": "okrctl confirm promises",
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
    item = _item(entry)
    if sign and (known in _fields(item) or known in parts() or known in _ELSEWHERE or known.isidentifier()):
        return field.strip(), value.strip()
    return None, text.strip()


def amend(files: Files, entry: Entry, wanted: Amending) -> Amended | Mistake:
    """The change of one field with the entry that tells of it."""
    item = _item(entry)
    if item is None:
        return Mistake(f"{entry.ref} is a KPI, and amendments are of plans", "change the file, and commit it")
    field = wanted.field or _main_field(files, entry)
    if isinstance(field, Mistake):
        return field
    inside = _inside(files, entry, item, field)
    if isinstance(inside, Mistake):
        return inside
    at = (*item.at, *inside)
    before = files.at(entry.path, at)
    if not wanted.value:
        return Mistake(f"there is no value for {field}", "write FIELD=VALUE; okrctl drop gives the whole up")
    if before == wanted.value:
        return Mistake(f"the {field} of {entry.ref} is {wanted.value} already", "nothing is to be changed")
    later = [change.date for change in item.amended if change.field == field and change.date > wanted.day]
    if later:
        return Mistake(
            f"{field} was amended on {max(later)}, which is later", "give that day or a later one with --date"
        )
    free = inside[-1] in free_keys(type(item))
    said: dict[str, Any] = {"date": Plain(wanted.day.isoformat()), "field": Plain(field)}
    if before is not None:
        said["from"] = before if free else Plain(before)
    said["to"] = wanted.value if free else Plain(wanted.value)
    said["why"] = wanted.why
    if wanted.approved_by is not None:
        said["approved_by"] = wanted.approved_by
    changes: list[Change] = [Put(at, said["to"]), Add((*item.at, "amended"), said)]
    return Amended({entry.path: changes}, field, before, wanted.value)


def amend_checkpoints(
    files: Files, entry: Entry, wanted: Amending, checkpoints: Mapping[str, str]
) -> Amended | Mistake:
    """The change of checkpoints, by day, with the one entry that tells of all; days that are not named stay."""
    item = _item(entry)
    assert item is not None
    at = (*item.at, "checkpoints")
    there = files.at(entry.path, at)
    before: dict[str, str] = there if isinstance(there, dict) else {}
    after = dict(sorted({**before, **checkpoints}.items()))
    if before == after:
        return Mistake(f"the checkpoints of {entry.ref} are these already", "nothing is to be changed")
    days = [change.date for change in item.amended if change.field.partition("/")[0] == "checkpoints"]
    if max(days, default=wanted.day) > wanted.day:
        hint = "give that day or a later one with --date"
        return Mistake(f"checkpoints were amended on {max(days)}, which is later", hint)
    said: dict[str, Any] = {"date": Plain(wanted.day.isoformat()), "field": Plain("checkpoints")}
    if before:
        said["from"] = _short(before)
    said |= {"to": _short(after), "why": wanted.why}
    if wanted.approved_by is not None:
        said["approved_by"] = wanted.approved_by
    changes: list[Change] = [Put((*at, day), Plain(text)) for day, text in checkpoints.items()]
    if there is None:
        changes = [Put(at, {day: Plain(text) for day, text in after.items()})]
    told = [", ".join(f"{day}: {text}" for day, text in each.items()) or None for each in (before, after)]
    return Amended({entry.path: [*changes, Add((*item.at, "amended"), said)]}, "checkpoints", told[0], told[1] or "")


def _short(checkpoints: Mapping[str, str]) -> Short:
    return Short((day, Plain(text)) for day, text in checkpoints.items())


def drop(entry: Entry, why: str, day: date) -> PlannedChanges | Mistake:
    """Giving an objective or key result up."""
    item = _item(entry)
    if item is None:
        return Mistake(f"{entry.ref} is a KPI, which is watched and never given up", "take it out of the file")
    home = entry.objective.history.current if entry.objective else item
    for each in (item, home):
        if each.dropped:
            return Mistake(f"{each.id} was dropped on {each.dropped.date} already", "nothing is to be changed")
        if each.closed:
            return Mistake(f"{each.id} was closed on {each.closed.date}", "what is over cannot be given up")
    return {entry.path: [Put((*item.at, "dropped"), {"date": Plain(day.isoformat()), "why": why})]}


def leaves_its_trace(before: Workspace, after: Workspace, entry: Entry, day: date) -> bool:
    """Whether the plan up to the day before an amendment is still what it was."""
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


def _fields(item: Item | None) -> tuple[str, ...]:
    return amendable(type(item)) if item is not None else ()


def _main_field(files: Files, entry: Entry) -> str | Mistake:
    """The field that says how much is promised."""
    measure = entry.key_result.measure if entry.key_result else None
    given = [name for name in (measure.decided_by if measure else ()) if _given(files, entry, name)]
    if len(given) == 1 and given[0] not in parts():
        return given[0]
    wanted = next(iter(given), "owner")
    example = f"{parts()[wanted].example if wanted in parts() else wanted}=…"
    return Mistake(f"it is unclear which field of {entry.ref} is meant", f"name it: --to {example}")


def _given(files: Files, entry: Entry, name: str) -> bool:
    return files.at(entry.path, (*entry.at, name)) is not None


def _inside(files: Files, entry: Entry, item: Item, field: str) -> DocPath | Mistake:
    """The path of a field within its item."""
    name, *steps = field.split("/")
    if name in parts() and not isinstance(item, Objective):
        return _part(files, entry, parts()[name], steps)
    if name in _fields(item) and not steps:
        return (name,)
    if name in _ELSEWHERE:
        return Mistake(f"{name} is not amended", _ELSEWHERE[name])
    if _given(files, entry, name):
        return Mistake(f"{name} is no single value", "change it in the file, and add the entry to `amended`")
    near = get_close_matches(name, [*_fields(item), *parts()], 1, 0.6)
    hint = f"did you mean {near[0]}?" if near else f"there is {', '.join(_fields(item))}"
    return Mistake(f"{entry.ref} has no field {field}", hint)


def _part(files: Files, entry: Entry, held: Parts, steps: list[str]) -> DocPath | Mistake:
    there = files.at(entry.path, (*entry.at, held.key))
    if not held.fields:
        if len(steps) != 1 or parse_date(steps[0]) is None:
            return Mistake(f"a {held.one} is named by its day", f"write {held.example}, such as {held.key}/2026-03-31")
        if not isinstance(there, dict):
            return Mistake(f"{entry.ref} has no {held.key}", "add them to the file, and an entry to `amended`")
        return (held.key, steps[0])
    ids = [id for id, _ in held.names(there)]
    if not ids:
        return Mistake(f"{entry.ref} has no {held.key}", f"there is {', '.join(_fields(_item(entry)))}")
    if len(steps) != 2 or steps[1] not in held.amendable:
        last = held.example.rpartition("/")[2]
        example = f"{held.key}/{steps[0] if steps and steps[0] in ids else ids[0]}/{last}"
        others = " or ".join(key for key in held.amendable if key != last)
        return Mistake(f"a {held.one} and one of its fields are wanted", f"write {example}, or {others} of it")
    if steps[0] not in ids:
        near = get_close_matches(steps[0], ids, 1, 0.5)
        return Mistake(f"there is no {held.one} {steps[0]}", f"did you mean {(near or ids)[0]}?")
    return (held.key, ids.index(steps[0]), steps[1])
