"""The fields of a plan that can be amended: how they are named, where they stand, and what they hold now."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.company.workspace import Entry
from okrctl.core.format import holds
from okrctl.core.format.doc import Doc, amendable, fields, models_in
from okrctl.core.model.items import Item, Kpi, own
from okrctl.core.model.kind_fields import Parts, parts
from okrctl.core.planning.propose import Files
from okrctl.core.values.cycle import parse_date
from okrctl.core.values.diagnostic import DocPath

_WORDS = re.compile(r"\s|^$")
_UNASKED = ("draft", "carried_from")
_ELSEWHERE = {
    "id": "use okrctl rename",
    "dropped": "use okrctl drop",
    "closed": "use okrctl close",
    "promised_to": "use okrctl confirm",
    "depends_on": "use okrctl ask",
}


def split_field(entry: Entry, text: str) -> tuple[str | None, str]:
    """Field and value of ``[FIELD=]VALUE``; text before a ``=`` that names no field belongs to the value."""
    field, sign, value = text.partition("=")
    known = field.strip().partition("/")[0]
    item = plan_item(entry) or (entry.kpi.kpi if entry.kpi else None)
    if sign and (known in field_keys(item) or known in parts() or known in _ELSEWHERE or known.isidentifier()):
        return field.strip(), value.strip()
    return None, text.strip()


def shown(value: Any) -> str | None:
    """A field in a few words; None where it is not there."""
    if value is None:
        return None
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value.get("title") or value.get("ref")) if isinstance(value, dict) else str(value)


def fields_of(files: Files, entry: Entry) -> dict[str, str]:
    """What can be amended of an item, with its present value, the main fields first."""
    item = plan_item(entry) or (entry.kpi.kpi if entry.kpi else None)
    assert item is not None
    found = {name: shown(files.at(entry.path, (*entry.at, name))) or "" for name in main_fields(entry)}
    for key, held in parts().items() if entry.key_result else ():
        for name, part in held.names(files.at(entry.path, (*entry.at, key)) or {}):
            if not held.fields:
                found[f"{key}/{name}"] = str(part)
            for field in held.amendable if held.fields else ():
                found[f"{key}/{name}/{field}"] = str(part.get(field) or "")
        found.pop(key, None)
    kind = entry.key_result.measure.own_keys() if entry.key_result and entry.key_result.measure else ()
    single = [field.key for field in own(type(item)) if field.key in field_keys(item) and field.key not in _UNASKED]
    for name in (*single, *(key for key in kind if key in field_keys(item)), *list_keys(type(item))):
        found.setdefault(name, shown(files.at(entry.path, (*entry.at, name))) or "")
    return found


def plan_item(entry: Entry) -> Item | None:
    """The objective or key result that an entry is."""
    if entry.key_result is not None:
        return entry.key_result
    return entry.objective.history.current if entry.objective else None


def field_keys(item: Item | Kpi | None) -> tuple[str, ...]:
    """The keys that hold one value which can be amended."""
    return amendable(type(item)) if item is not None else ()


@cache
def list_keys(model: type[Doc]) -> tuple[str, ...]:
    """The keys that hold a list of texts which is amended as a whole."""
    return tuple(
        field.key
        for field in fields(model)
        if (field.amendable or field.key == "joint_with")
        and holds.many(field.info)
        and not models_in(field.info.annotation)
        and field.key not in parts()
    )


def main_fields(entry: Entry) -> tuple[str, ...]:
    """The fields of its kind that say how much is promised."""
    measure = entry.key_result.measure if entry.key_result else None
    return tuple(key for key in measure.decided_by if getattr(measure, key, None) is not None) if measure else ()


def main_field(files: Files, entry: Entry) -> str | Mistake:
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


def inside_of(files: Files, entry: Entry, item: Item | Kpi, field: str) -> DocPath | Mistake:
    """The path of a field within its item."""
    name, *steps = field.split("/")
    if name in parts() and entry.key_result:
        return _part(files, entry, parts()[name], steps)
    if name in field_keys(item) and not steps:
        return (name,)
    if name == "check_in" and steps in (["every"], ["grace"]):
        return (name, *steps)
    if name in _ELSEWHERE:
        return Mistake(f"okrctl amend doesn't change {name}", _ELSEWHERE[name])
    if name == "check_in":
        return Mistake("check_in has two fields", "write check_in/every=14d or check_in/grace=3d")
    known = [*field_keys(item), *list_keys(type(item)), *(parts() if entry.key_result else ())]
    if _given(files, entry, name) and name not in main_fields(entry):
        return Mistake(f"{name} is not a single value", "change it in the file, and add the entry to `amended`")
    if name in main_fields(entry):
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
        return Mistake(f"{entry.ref} has no {held.key}", f"available: {', '.join(field_keys(plan_item(entry)))}")
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
