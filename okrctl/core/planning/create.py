"""New departments, objectives, key results and KPIs: valid blocks and their places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Mapping
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.checkin.own_file import home_file, is_own_file, schema_line
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.edit.changes import Add
from okrctl.core.edit.proposal import Proposal
from okrctl.core.edit.written import Plain, Short, pair
from okrctl.core.format.doc import free_keys
from okrctl.core.model.files import department_doc
from okrctl.core.planning.propose import Files, PlannedChanges
from okrctl.core.values.cycle import Cycle

Fields = Mapping[str, Any]
"""The fields of a new item, by key; None for missing ones."""


def slug(title: str) -> str:
    """An id made from a title; empty if no character can be used."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-").split("-")
    short: list[str] = []
    for word in words:
        if short and len("-".join([*short, word])) > 40:
            break
        short.append(word)
    text = "-".join(short)
    return text if re.search("[a-z]", text) and not text.startswith("x-") else ""


def new_objective(
    ws: Workspace, files: Files, department: str, path: str | None, fields: Fields
) -> PlannedChanges | Mistake:
    """Add an objective after those of its department; with several files, in the one with its cycle."""
    home = path or objective_file(ws, department, fields.get("cycle"))
    inherited = files.at(home, ("cycle",))
    if fields.get("cycle") is None and inherited is None:
        return Mistake("neither the objective nor the file has a cycle", "pass one with --cycle, such as 2026-H1")
    said = {key: value for key, value in fields.items() if key != "cycle" or value != inherited}
    cycle = ws.cycle(str(fields.get("cycle") or inherited))
    there = taken(ws, department, fields["id"], cycle)
    if there:
        return there
    return {home: [Add(("objectives",), {**_written(said), "key_results": []})]}


def new_key_result(ws: Workspace, objective: Entry, fields: Fields) -> PlannedChanges | Mistake:
    """Add a key result after those of its objective."""
    there = taken(ws, objective.department, fields["id"], objective.cycle)
    if there:
        return there
    return {objective.path: [Add((*objective.at, "key_results"), _written(fields))]}


def new_kpi(ws: Workspace, department: str, path: str | None, fields: Fields) -> PlannedChanges | Mistake:
    """Add a KPI after those of its department."""
    there = taken(ws, department, fields["id"], None)
    if there:
        return there
    holding = [kpi.path for kpi in ws.kpis if kpi.department == department]
    home = path or (holding[-1] if holding else home_file(ws.departments[department]))
    return {home: [Add(("kpis",), _written(fields))]}


def new_department(
    ws: Workspace, files: Files, path: str | None, fields: Fields, matches: Callable[[str], bool]
) -> Proposal | Mistake:
    """Add a file for a new department, beside those of the others."""
    id = str(fields["department"])
    if id in ws.departments:
        return Mistake(f"the department {id} already exists", f"see {home_file(ws.departments[id])}")
    places = [path] if path else [f"{usual_folder(ws)}{id}{suffix}" for suffix in (".yaml", ".yml")]
    home = next((place for place in places if matches(place)), None)
    if home is None:
        patterns = ", ".join(ws.config.files)
        return Mistake(
            f"{places[0]} would not match `files:` in {ws.config.path} ({patterns})", "name a file with --file"
        )
    schema = schema_beside(ws, files, home)
    known = _written({"okrctl": "1", **fields})
    lines = [pair(key, value).block for key, value in known.items()]
    return Proposal(created={home: "".join([f"{schema}\n" if schema else "", *lines, "\nobjectives: []\n"])})


def usual_folder(ws: Workspace) -> str:
    """Where most departments have their files, with a slash; the first folder that `files:` names if there are none."""
    homes = (home_file(department) for department in ws.departments.values())
    folders = Counter(home.rpartition("/")[0] for home in homes if not is_own_file(home))
    folder = folders.most_common(1)[0][0] if folders else ws.config.files[0].partition("*")[0].strip("/")
    return f"{folder}/" if folder else ""


def schema_beside(ws: Workspace, files: Files, path: str) -> str | None:
    """The schema comment for editors in a new file, as in another department's."""
    others = (home_file(department) for department in ws.departments.values())
    return next(filter(None, (schema_line(path, other, files.text(other)) for other in others)), None)


def taken(ws: Workspace, department: str, id: str, cycle: Cycle | None) -> Mistake | None:
    """The mistake of an id that another item has on the same days."""
    for entry in ws.entries[department].get(id, ()):
        if entry.overlaps(cycle):
            return Mistake(f"{entry.ref} already exists", f"see {entry.path}; choose another id with --id")
    return None


def objective_file(ws: Workspace, department: str, cycle: str | None) -> str:
    """The file of a department for objectives of a cycle."""
    facts = [file for file in ws.files if file.department == department and not is_own_file(file.path)]
    fitting = [file.path for file in facts if cycle is not None and file.head.cycle == cycle]
    holding = [file.path for file in facts if file.objectives]
    return next(iter((*fitting, *reversed(holding), home_file(ws.departments[department]))))


def _written(fields: Fields) -> dict[str, Any]:
    return {key: written(key, value) for key, value in fields.items() if value is not None}


def written(key: str, value: Any, short: Container[str] = ()) -> Any:
    """A value as written to the file: numbers, dates and references without quotes, mappings of ``short`` keys in
    braces."""
    if value is None or key in free_keys(department_doc()) or key.startswith("x-"):
        return value
    if isinstance(value, list | tuple):
        return [written(key, each, short) for each in value]
    if isinstance(value, dict):
        made = {inner: written(inner, each, short) for inner, each in value.items()}
        return Short(made) if key in short or isinstance(value, Short) else made
    return Plain(value)
