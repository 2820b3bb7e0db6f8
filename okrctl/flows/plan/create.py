"""``new``: departments, objectives, key results and KPIs, inserted as valid blocks.

Options come as mappings from fields to values, with None for options that were not given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from okrctl.core.edit.written import Plain, Short
from okrctl.core.planning import create
from okrctl.core.values import safe
from okrctl.core.values.stop import Stop
from okrctl.flows.plan import answers as a
from okrctl.flows.plan.editing import Editing
from okrctl.flows.plan.measure import borrowed, measure
from okrctl.flows.plan.season import SeasonOptions, as_fields, by_season
from okrctl.views.season import season_document

Given = Mapping[str, Any]

_EXCEPT = re.compile(r"(\S+?)(?:/|\.\.)(\S+)((?:\s+at_(?:least|most)=\S+){1,2})(?:\s+why=(.+))?", re.ASCII | re.DOTALL)


def department(edit: Editing, id: str | None, given: Given, *, file: str | None = None) -> None:
    """Add a department, in the named file or in a new one beside the others."""

    def make(answers: a.Answers) -> None:
        name = answers.needed("--name", given["name"], "Name of the department", a.text)
        known = a.given("ID", id, a.usable_id)
        known = known or _free_id(answers, "ID", name, lambda each: each in edit.ws.departments)
        fields = {
            "department": known,
            "name": name,
            "lead": answers.needed("--lead", given["lead"], "Who leads it", a.text),
            "cycle": answers.wanted(
                "--cycle", given["cycle"], "Default cycle, such as 2026-Q1 (Enter: set it per objective)", a.cycle
            ),
        }
        answers.end()
        answers.confirm(safe.line(f"Add the department {fields['name']}?"))
        found = create.new_department(edit.ws, edit.files, file, fields, edit.would_find)
        edit.finish(found, f"added the department {known}; to add its first objective: okrctl new objective {known}")

    a.asking(edit.console, make)


def objective(edit: Editing, where: str, given: Given) -> None:
    """Add an objective to a department, or to one of its files."""
    home, path = _department(edit, where)

    def make(answers: a.Answers) -> None:
        inherited = edit.files.at(path or create.objective_file(edit.ws, home, None), ("cycle",))
        title = answers.needed("--title", given["title"], "Objective, in one sentence", a.text)
        ambition = "Committed (a promise) or aspirational (70% is success)? (Enter: aspirational)"
        fields = {
            "id": None,
            "title": title,
            "why": answers.wanted("--why", given["why"], "Why it matters (Enter: nothing)", a.text),
            "ambition": answers.wanted(
                "--ambition", given["ambition"], ambition, a.one_of("committed", "aspirational")
            ),
            "owner": answers.wanted("--owner", given["owner"], "Owner (Enter: the department's lead)", a.text),
            "cycle": answers.needed("--cycle", given["cycle"], "Cycle", a.cycle, inherited),
            "joint_with": given["joint_with"] or None,
            "supports": given["supports"] or None,
            "weight": a.given("--weight", given["weight"], a.number),
            "draft": "true" if given["draft"] else None,
        }
        cycle = edit.ws.cycle(str(fields["cycle"] or inherited or ""))
        fields["id"] = _id(answers, given["id"], title, lambda id: create.taken(edit.ws, home, id, cycle) is not None)
        answers.end()
        answers.confirm(safe.line(f"Add “{title}” to {edit.ws.departments[home].name}?"))
        ref = f"{home}/{fields['id']}"
        wanted = create.new_objective(edit.ws, edit.files, home, path, fields)
        done = f"added the objective {ref}; to add its first key result: okrctl new key-result {ref}"
        edit.finish(wanted, done, but="key-result-count")

    a.asking(edit.console, make)


def key_result(
    edit: Editing, where: str, given: Given, measured: Mapping[str, Any], *, seasons: SeasonOptions | None = None
) -> None:
    """Add a key result to an objective; ``measured`` has the keys for how it is measured."""
    entry = edit.entry(where)
    if entry.kind != "objective":
        edit.refuse(f"{entry.ref} isn't an objective", "name the objective that the key result measures")

    def taken(id: str) -> bool:
        return create.taken(edit.ws, entry.department, id, entry.cycle) is not None

    def make(answers: a.Answers) -> None:
        metric, title = given["metric"], _title(answers, given)
        said, asked_unit = measure(answers, measured, unit=given["unit"] is None and metric is None)
        fields = {
            "id": _id(answers, given["id"], title or metric, taken),
            "title": title,
            "why": a.given("--why", given["why"], a.text),
            "owner": answers.wanted("--owner", given["owner"], "Owner (Enter: the objective's)", a.text),
            "metric": metric,
            "unit": a.given("--unit", given["unit"], a.text) or asked_unit,
            "kpi": given["kpi"],
            "definition": a.given("--definition", given["definition"], a.text),
            **said,
            "due": answers.wanted("--due", given["due"], "Due (Enter: the end of the cycle)", a.day),
            "weight": a.given("--weight", given["weight"], a.number),
        }
        answers.end()
        answers.confirm(safe.line(f"Add “{title or metric}” to {entry.ref}?"))
        way = by_season(seasons, fields, entry.cycle) if seasons else None
        along = borrowed(edit.ws, entry, metric)
        wanted = edit.made(create.new_key_result(edit.ws, entry, fields | as_fields(way)))
        first = entry.current_objective is not None and not entry.current_objective.key_results
        done = f"added the key result {entry.department}/{fields['id']} to {entry.ref}"
        edit.finish({**along.changes, **wanted}, done, but="key-result-count" if first else "")
        if way:
            edit.console.show(season_document(way))
        for note in along.notes:
            edit.console.note(note)

    a.asking(edit.console, make)


def _title(answers: a.Answers, given: Given) -> str | None:
    """The title of a key result; one that measures a metric may have the metric's."""
    if given["metric"] is None:
        question = "Key result, with its number, such as 200 orders a week"
        return answers.needed("--title", given["title"], question, a.text)
    return answers.wanted("--title", given["title"], "Title (Enter: the metric's)", a.text)


def kpi(edit: Editing, where: str, given: Given) -> None:
    """Add a KPI to a department, or to one of its files."""
    home, path = _department(edit, where)

    def make(answers: a.Answers) -> None:
        title = answers.needed("--title", given["title"], "What is monitored", a.text)
        lower, upper = "Healthy from (Enter: no lower bound)", "Healthy up to (Enter: no upper bound)"
        fields = {
            "id": _id(answers, given["id"], title, lambda id: create.taken(edit.ws, home, id, None)),
            "title": title,
            "metric": given["metric"],
            "unit": answers.wanted(
                "--unit", given["unit"], "Unit, such as percent, USD or orders (Enter: none)", a.text
            ),
            "at_least": a.in_full(answers.wanted("--at-least", given["at_least"], lower, a.number)),
            "at_most": a.in_full(answers.wanted("--at-most", given["at_most"], upper, a.number)),
            "except": [_exception(text) for text in given["except_"] or ()] or None,
            "definition": a.given("--definition", given["definition"], a.text),
            "owner": answers.wanted("--owner", given["owner"], "Owner (Enter: the department's lead)", a.text),
        }
        if fields["except"] is None and (fields["at_least"] or fields["at_most"]):
            fields["except"] = _asked_exceptions(answers) or None
        answers.end()
        answers.confirm(safe.line(f"Add the KPI “{title}” to {edit.ws.departments[home].name}?"))
        edit.finish(create.new_kpi(edit.ws, home, path, fields), f"added the KPI {home}/{fields['id']}")

    a.asking(edit.console, make)


def _exception(text: str) -> Short:
    """Different bounds for part of the year, from an option: ``11-20/12-02 at_most=55 why=Black Friday``."""
    found = _EXCEPT.fullmatch(text.strip())
    if found is None:
        raise Stop(f"--except {text}: not understood", hint="write --except '11-20/12-02 at_most=55 why=Black Friday'")
    start, end, bounds, why = found.groups()
    a.checked("--except", f"{start}/{end}", a.part_of_year)
    named = dict(bound.split("=", 1) for bound in bounds.split())
    for name, value in named.items():
        named[name] = a.in_full(a.checked(f"--except {name}", value, a.number)) or ""
    return _except(start, end, named, why)


def _except(start: str, end: str, bounds: Mapping[str, str | None], why: str | None) -> Short:
    said: dict[str, Any] = {"from": Plain(start), "to": Plain(end)}
    said |= {name: Plain(value) for name, value in bounds.items() if value}
    return Short(said | ({"why": why.strip()} if why else {}))


def _asked_exceptions(answers: a.Answers) -> list[Short]:
    found: list[Short] = []
    while answers.interactive:
        another = "Another part of the year" if found else "Different bounds for part of the year, such as 11-20/12-02"
        days = answers.wanted("", None, f"{another} (Enter: no)", a.part_of_year)
        if days is None:
            break
        start, _, end = days.replace("..", "/").partition("/")
        words = f"From {start.strip()} to {end.strip()}, healthy"
        bounds = {
            "at_least": a.in_full(answers.wanted("", None, f"{words} from (Enter: as usual)", a.number)),
            "at_most": a.in_full(answers.wanted("", None, f"{words} up to (Enter: as usual)", a.number)),
        }
        why = answers.wanted("", None, "Why (Enter: nothing)", a.text)
        found.append(_except(start.strip(), end.strip(), bounds, why))
    return found


def _department(edit: Editing, where: str) -> tuple[str, str | None]:
    """The department, and its file if one was named."""
    named = edit.named(where)
    if named.target.entry is not None:
        edit.refuse(f"{where} isn't a department", f"name {named.target.department}, or one of its files")
    return named.target.department, named.path


def _id(answers: a.Answers, given: str | None, title: str | None, taken: Callable[[str], object]) -> str | None:
    """The id as given, or made from the title; asked for only if the title makes no new one."""
    return a.given("--id", given, a.usable_id) or _free_id(answers, "--id", title, taken)


def _free_id(answers: a.Answers, option: str, title: str | None, taken: Callable[[str], object]) -> str | None:
    found = create.slug(title or "")
    if found and (not taken(found) or not answers.interactive):
        return found
    if not answers.interactive and title is None:
        # the title is missing, which is reported
        return None
    question = "Short name for references, such as page-speed"
    if found:
        question = f"{found} is taken. {question}"

    def usable(id: str) -> str | None:
        return a.usable_id(id) or (f"{id} is taken" if taken(id) else None)

    return answers.needed(option, None, question, usable)
