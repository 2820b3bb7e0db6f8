"""``new``: departments, objectives, key results and KPIs, inserted as valid blocks.

What is given stands in mappings from fields to values, None where nothing was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from okrctl.core.planning import Mistake, create
from okrctl.core.values.cycle import parse_date
from okrctl.flows.console import Console
from okrctl.flows.plan import answers as a
from okrctl.flows.plan.editing import Editing, editing
from okrctl.flows.plan.measure import measure
from okrctl.flows.plan.metric import borrowed
from okrctl.flows.plan.season import Wanted, as_fields, said_baseline, said_measure, seasonal, shown
from okrctl.flows.settings import Settings
from okrctl.shell.files import would_find

Given = Mapping[str, Any]


def department(
    settings: Settings, console: Console, id: str, given: Given, *, file: str | None = None, dry_run: bool = False
) -> None:
    """Add a department: a file beside those of the others, or the one that is named."""
    edit, answers = editing(settings, console, dry_run), a.Answers(console)
    fields = {
        "department": a.checked("ID", id, a.usable_id),
        "name": answers.needed("--name", given["name"], "Name", a.text),
        "lead": answers.needed("--lead", given["lead"], "Who leads it", a.text),
        "cycle": answers.wanted("--cycle", given["cycle"], "Cycle of its objectives (Enter: said with each)", a.cycle),
    }
    answers.end()
    found = create.new_department(
        edit.ws, edit.files, file, fields, lambda path: would_find(edit.session.root, path, edit.ws.config.files)
    )
    edit.finish(found, f"{id}: a new department; okrctl new objective {id} adds its first objective")


def objective(settings: Settings, console: Console, where: str, given: Given, *, dry_run: bool = False) -> None:
    """Add an objective to a department, or to one of its files."""
    edit, answers = editing(settings, console, dry_run), a.Answers(console)
    home, path = _department(edit, where)
    inherited = edit.files.at(path or create.objective_file(edit.ws, home, None), ("cycle",))
    named = _named(answers, given)
    ambition = "committed or aspirational (Enter: not said)"
    fields = {
        **named,
        "why": answers.wanted("--why", given["why"], "Why it matters (Enter: nothing)", a.text),
        "ambition": answers.wanted("--ambition", given["ambition"], ambition, a.ambition),
        "owner": a.given("--owner", given["owner"], a.text),
        "cycle": answers.needed("--cycle", given["cycle"], "Cycle", a.cycle, inherited),
        "joint_with": given["joint_with"],
        "supports": given["supports"],
        "weight": a.given("--weight", given["weight"], a.number),
        "draft": "true" if given["draft"] else None,
    }
    answers.end()
    ref = f"{home}/{fields['id']}"
    wish = create.new_objective(edit.ws, edit.files, home, path, fields)
    edit.finish(wish, f"{ref}: a new objective; okrctl new key-result {ref} adds its first key result")


def key_result(
    settings: Settings,
    console: Console,
    where: str,
    given: Given,
    measured: Mapping[str, Any],
    *,
    seasons: Wanted | None = None,
    dry_run: bool = False,
) -> None:
    """Add a key result to an objective; ``measured`` has the keys that say how it is measured."""
    edit, answers = editing(settings, console, dry_run), a.Answers(console)
    entry = edit.entry(where)
    if entry.kind != "objective":
        edit.refuse(f"{entry.ref} is no objective", "name the objective that it is to show the progress of")
    fields: dict[str, Any] = {
        **_named(answers, given, given["metric"]),
        "why": a.given("--why", given["why"], a.text),
        "owner": a.given("--owner", given["owner"], a.text),
        "metric": given["metric"],
        "unit": a.given("--unit", given["unit"], a.text),
        "kpi": given["kpi"],
        "definition": a.given("--definition", given["definition"], a.text),
        **measure(answers, measured),
        "due": a.given("--due", given["due"], a.day),
        "weight": a.given("--weight", given["weight"], a.number),
    }
    answers.end()
    found = None
    if seasons and entry.cycle:
        due = parse_date(fields["due"] or "") or entry.cycle.end
        found = seasonal(seasons, said_measure(fields), said_baseline(fields), entry.cycle.start, due)
        fields["checkpoints"] = as_fields(found)
    along = borrowed(edit.ws, entry, given["metric"])
    wish = create.new_key_result(edit.ws, entry, fields)
    wish = wish if isinstance(wish, Mistake) else {**along.changes, **wish}
    edit.finish(wish, f"{entry.department}/{fields['id']}: a new key result of {entry.ref}")
    if found:
        shown(console, found)
    for note in along.notes:
        console.note(note)


def kpi(settings: Settings, console: Console, where: str, given: Given, *, dry_run: bool = False) -> None:
    """Add a KPI to a department, or to one of its files."""
    edit, answers = editing(settings, console, dry_run), a.Answers(console)
    home, path = _department(edit, where)
    lower, upper = "Healthy from (Enter: no lower bound)", "Healthy up to (Enter: no upper bound)"
    fields = {
        **_named(answers, given),
        "metric": given["metric"],
        "unit": answers.wanted("--unit", given["unit"], "Unit (Enter: none)", a.text),
        "at_least": answers.wanted("--at-least", given["at_least"], lower, a.number),
        "at_most": answers.wanted("--at-most", given["at_most"], upper, a.number),
        "definition": a.given("--definition", given["definition"], a.text),
        "owner": a.given("--owner", given["owner"], a.text),
    }
    answers.end()
    edit.finish(create.new_kpi(edit.ws, home, path, fields), f"{home}/{fields['id']}: a new KPI")


def _department(edit: Editing, where: str) -> tuple[str, str | None]:
    """The department that is meant, and its file where one was named."""
    named = edit.named(where)
    if named.target.entry is not None:
        edit.refuse(f"{where} is no department", f"name {named.target.department}, or one of its files")
    return named.target.department, named.path


def _named(answers: a.Answers, given: Given, metric: str | None = None) -> dict[str, str | None]:
    """Id and title; a key result may take its metric's title."""
    ask = answers.needed if metric is None else answers.wanted
    title = ask("--title", given["title"], "Title" if metric is None else "Title (Enter: the metric's)", a.text)
    if title is None and metric is None:
        return {"id": given["id"], "title": None}
    default = create.slug(title or "") or metric
    return {"id": answers.needed("--id", given["id"], "Id", a.usable_id, default), "title": title}
