"""What can be amended, and its fields: how they are named, where they stand, and what they hold now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.format import holds
from okrctl.core.format.doc import Doc, amendable, fields, models_in
from okrctl.core.model.files import DepartmentFile
from okrctl.core.model.items import KeyResult, own
from okrctl.core.model.kind_fields import Parts, parts
from okrctl.core.model.parts import Amendment
from okrctl.core.model.settings import Config
from okrctl.core.planning.inside import inner, mapping_of, models_of, names
from okrctl.core.planning.propose import Files
from okrctl.core.values.cycle import parse_date
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import Amount, literal, parse_number

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_UNASKED = ("draft", "carried_from")
_ELSEWHERE = {
    "id": "use okrctl rename",
    "department": "use okrctl rename",
    "dropped": "use okrctl drop",
    "closed": "use okrctl close",
    "cycle": "amend the cycle of each objective: okrctl amend REF --to cycle=2026-Q2",
    "key_results": "name the key result",
    "objectives": "name the objective",
    "kpis": "name the KPI",
    "check_ins": "use okrctl checkin --correct DATE",
}


@frozen
class Subject:
    """Something with fields: ``model`` describes them, ``at`` is their place in the file ``path``.

    ``ref`` is its name in messages; ``entry`` is None for departments and settings.
    """

    ref: str
    path: str
    at: DocPath
    model: type[Doc]
    amended: tuple[Amendment, ...]
    entry: Entry | None = None

    @property
    def key_result(self) -> KeyResult | None:
        """The key result that it is."""
        return self.entry.key_result if self.entry else None


def subject_of(entry: Entry) -> Subject:
    """An objective, key result or KPI."""
    item = entry.plan_item or (entry.kpi.kpi if entry.kpi else None)
    assert item is not None
    return Subject(entry.ref, entry.path, entry.at, type(item), item.amended, entry)


def settings_of(ws: Workspace) -> Subject:
    """The settings of the workspace."""
    return Subject(ws.config.path, ws.config.path, (), Config, ws.config.amended)


def department_of(ws: Workspace, files: Files, id: str, field: str | None) -> Subject:
    """A department's own fields, in the file that has the field, else in the one that describes the department."""
    known = ws.departments[id]
    name = (field or "").partition("/")[0]
    homes = [path for path in known.paths if name and files.at(path, (name,)) is not None]
    home = next(iter((*homes, *known.described_in, *known.paths)))
    return Subject(id, home, (), DepartmentFile, known.head.amended)


def renewed_title(title: str, was: Amount | None, now: Amount | None) -> str:
    """The title with the new number, if its only number is that of the old change."""
    found = _NUMBER.findall(title)
    if was is None or now is None or was == now or len(found) != 1 or parse_number(found[0]) != abs(was.value):
        return title
    return title.replace(found[0], f"{literal(abs(now.value)):f}", 1)


def split_field(text: str) -> tuple[str | None, str]:
    """Field and value of ``[FIELD=]VALUE``; text before a ``=`` that names no field belongs to the value."""
    field, sign, value = text.partition("=")
    known = field.strip().partition("/")[0]
    if sign and (known in parts() or known in _ELSEWHERE or known.isidentifier()):
        return field.strip(), value.strip()
    return None, text.strip()


def shown(value: Any) -> str | None:
    """A field in a few words; None where it is not there."""
    if value is None:
        return None
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        name = value.get("title") or value.get("ref")
        return str(name) if name else ", ".join(f"{key} {shown(part)}" for key, part in value.items())
    return str(value)


def fields_of(files: Files, subject: Subject) -> dict[str, str]:
    """What can be amended of an item, with its present value, the main fields first."""
    if subject.entry is None:
        return dict(_inside(subject.model, "", files.at(subject.path, subject.at)))
    found = {name: shown(files.at(subject.path, (*subject.at, name))) or "" for name in main_fields(subject)}
    for key, held in parts().items() if subject.key_result else ():
        for name, part in held.names(files.at(subject.path, (*subject.at, key)) or {}):
            if not held.fields:
                found[f"{key}/{name}"] = str(part)
            for field in held.amendable if held.fields else ():
                found[f"{key}/{name}/{field}"] = str(part.get(field) or "")
        found.pop(key, None)
    kind = subject.key_result.measure.own_keys() if subject.key_result and subject.key_result.measure else ()
    single = [
        field.key for field in own(subject.model) if field.key in field_keys(subject) and field.key not in _UNASKED
    ]
    for name in (*single, *(key for key in kind if key in field_keys(subject)), *list_keys(subject.model)):
        found.setdefault(name, shown(files.at(subject.path, (*subject.at, name))) or "")
    return found


def field_keys(subject: Subject) -> tuple[str, ...]:
    """The keys that hold one value which can be amended."""
    return amendable(subject.model)


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


def main_fields(subject: Subject) -> tuple[str, ...]:
    """The fields of its kind that say how much is promised."""
    measure = subject.key_result.measure if subject.key_result else None
    return tuple(key for key in measure.decided_by if getattr(measure, key, None) is not None) if measure else ()


def main_field(files: Files, subject: Subject) -> str | Mistake:
    """The field that says how much is promised."""
    measure = subject.key_result.measure if subject.key_result else None
    keys = measure.decided_by if measure else ()
    given = [key for key in keys if files.at(subject.path, (*subject.at, key)) is not None]
    if len(given) == 1 and given[0] not in parts():
        return given[0]
    wanted = next(iter(given), _example(subject))
    example = f"{parts()[wanted].example if wanted in parts() else wanted}=…"
    return Mistake(f"say which field of {subject.ref} to change", f"such as --to {example}")


def _example(subject: Subject) -> str:
    """A field that is often changed, where nothing is promised."""
    if subject.entry is not None:
        return "owner"
    return "lead" if "lead" in names(subject.model) else "check_in/grace"


def inside_of(files: Files, subject: Subject, field: str) -> DocPath | Mistake:
    """The path of a field within its item, department or settings."""
    name, *steps = field.split("/")
    if name in parts() and subject.key_result:
        return _part(files, subject, parts()[name], steps)
    if (name in field_keys(subject) and not steps) or (name in main_fields(subject)):
        return (name, *steps)
    if name in _ELSEWHERE and name not in field_keys(subject):
        return Mistake(f"okrctl amend doesn't change {name}", _ELSEWHERE[name])
    known = [*field_keys(subject), *list_keys(subject.model), *(parts() if subject.key_result else ())]
    if name in names(subject.model) and (subject.entry is None or name not in known):
        found = inner(subject.model, (name, *steps), subject.ref)
        return found if isinstance(found, Mistake) else (name, *steps)
    if subject.entry is None:
        known = list(names(subject.model))
    near = get_close_matches(name, known, 1, 0.6)
    hint = f"did you mean {near[0]}?" if near else f"available: {', '.join(known)}"
    return Mistake(f"{subject.ref} has no field {field}", hint)


def _inside(annotation: Any, above: str, data: Any) -> Iterator[tuple[str, str]]:
    """The fields of a model and of those within it, with their present values; of mappings, the keys that exist."""
    for field in (each for model in models_of(annotation) for each in fields(model) if each.amendable):
        value = data.get(field.key) if isinstance(data, dict) else None
        name = f"{above}{field.key}"
        yield from _below(field.info.annotation, name, value)


def _below(annotation: Any, name: str, value: Any) -> Iterator[tuple[str, str]]:
    inside = mapping_of(annotation)
    if inside is not None:
        for key, part in value.items() if isinstance(value, dict) else ():
            yield from _below(inside, f"{name}/{key}", part)
    elif models_of(annotation) and not isinstance(value, str):
        yield from _inside(annotation, f"{name}/", value)
    else:
        yield name, shown(value) or ""


def _part(files: Files, subject: Subject, held: Parts, steps: list[str]) -> DocPath | Mistake:
    there = files.at(subject.path, (*subject.at, held.key))
    if not held.fields:
        if len(steps) != 1 or parse_date(steps[0]) is None:
            return Mistake(f"a {held.one} is named by its day", f"write {held.example}, such as {held.key}/2026-03-31")
        return (held.key, steps[0])
    ids = [id for id, _ in held.names(there)]
    if not ids:
        return Mistake(f"{subject.ref} has no {held.key}", f"available: {', '.join(field_keys(subject))}")
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
