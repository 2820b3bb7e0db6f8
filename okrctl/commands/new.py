"""``okrctl new``: departments, objectives, key results and KPIs, inserted as valid blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from typer import Option

from okrctl.commands._new_options import WithKinds, said
from okrctl.commands._options import DryRun

if TYPE_CHECKING:
    from okrctl.commands._new_answers import Answers
    from okrctl.commands._plan_edit import Editing

PANEL = "Change the plan"

_Many = list[str] | None
_One = str | None
Title = Annotated[_One, Option("--title", metavar="TEXT", help="What it is, in one line.")]
Id = Annotated[_One, Option("--id", metavar="ID", help="Its id; made of the title by default.")]
Owner = Annotated[_One, Option("--owner", metavar="WHO", help="Who answers for it.")]
Why = Annotated[_One, Option("--why", metavar="TEXT", help="Why it matters.")]
Weight = Annotated[_One, Option("--weight", metavar="NUMBER", help="Its share in the mean above; 0 for a guardrail.")]
Cycle = Annotated[_One, Option("--cycle", metavar="CYCLE", help="When, such as 2026-H1; the file's by default.")]
Unit = Annotated[_One, Option("--unit", metavar="UNIT", help="The unit of its values.")]
Metric = Annotated[_One, Option("--metric", metavar="ID", help="An entry of the dictionary of quantities.")]
Definition = Annotated[_One, Option("--definition", metavar="TEXT", help="How the value is worked out.")]
AtLeast = Annotated[_One, Option("--at-least", metavar="NUMBER", help="The lower bound of a level.")]
AtMost = Annotated[_One, Option("--at-most", metavar="NUMBER", help="The upper bound of a level.")]
Home = Annotated[
    str, typer.Argument(metavar="DEPARTMENT", help="The department, or one of its files.", show_default=False)
]


def command() -> None:
    """Add a department, an objective, a key result or a KPI.

    A valid block is inserted where it belongs, and nothing else in the file changes. What is needed and not given is
    asked for on a terminal, and never elsewhere.
    """


def department(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID", help="Its id.", show_default=False)],
    name: Annotated[_One, Option("--name", metavar="TEXT", help="Its name in reports.")] = None,
    lead: Annotated[_One, Option("--lead", metavar="WHO", help="Owner of whatever names none.")] = None,
    cycle: Annotated[_One, Option("--cycle", metavar="CYCLE", help="The default for its objectives.")] = None,
    file: Annotated[_One, Option("--file", metavar="PATH", help="Its file, from the workspace's folder.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Add a department: a file beside those of the others."""
    from okrctl.commands import _new_answers as a
    from okrctl.commands._plan_edit import editing
    from okrctl.core.planning.create import new_department
    from okrctl.shell.files import would_find

    edit, answers = editing(ctx, dry_run), a.Answers()
    fields = {
        "department": a.checked("ID", id, a.usable_id),
        "name": answers.needed("--name", name, "Name", a.text),
        "lead": answers.needed("--lead", lead, "Who leads it", a.text),
        "cycle": answers.wanted("--cycle", cycle, "Cycle of its objectives (Enter: said with each)", a.cycle),
    }
    answers.end()
    found = new_department(
        edit.ws, edit.files, file, fields, lambda path: would_find(edit.session.root, path, edit.ws.config.files)
    )
    edit.finish(found, f"{id}: a new department; okrctl new objective {id} adds its first objective")


def objective(
    ctx: typer.Context,
    where: Home,
    title: Title = None,
    id: Id = None,
    cycle: Cycle = None,
    ambition: Annotated[_One, Option("--ambition", metavar="WORD", help="committed or aspirational.")] = None,
    owner: Owner = None,
    why: Why = None,
    supports: Annotated[_Many, Option("--supports", metavar="REF", help="Whom it helps; again for more.")] = None,
    joint_with: Annotated[
        _Many, Option("--joint-with", metavar="ID", help="Who owns it jointly; again for more.")
    ] = None,
    weight: Weight = None,
    draft: Annotated[bool, Option("--draft", help="Not yet agreed: out of scores and reminders.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Add an objective; its key results come next."""
    from okrctl.commands import _new_answers as a
    from okrctl.commands._plan_edit import editing
    from okrctl.core.planning.create import new_objective, objective_file

    edit, answers = editing(ctx, dry_run), a.Answers()
    home, path = _department(edit, where)
    inherited = edit.files.at(path or objective_file(edit.ws, home, None), ("cycle",))
    named = _named(answers, title, id)
    fields = {
        **named,
        "why": answers.wanted("--why", why, "Why it matters (Enter: nothing)", a.text),
        "ambition": answers.wanted("--ambition", ambition, "committed or aspirational (Enter: not said)", a.ambition),
        "owner": a.given("--owner", owner, a.text),
        "cycle": answers.needed("--cycle", cycle, "Cycle", a.cycle, inherited),
        "joint_with": joint_with,
        "supports": supports,
        "weight": a.given("--weight", weight, a.number),
        "draft": "true" if draft else None,
    }
    answers.end()
    ref = f"{home}/{fields['id']}"
    wish = new_objective(edit.ws, edit.files, home, path, fields)
    edit.finish(wish, f"{ref}: a new objective; okrctl new key-result {ref} adds its first key result")


def key_result(
    ctx: typer.Context,
    where: Annotated[str, typer.Argument(metavar="OBJECTIVE", help="Its objective.", show_default=False)],
    title: Title = None,
    id: Id = None,
    unit: Unit = None,
    metric: Metric = None,
    kpi: Annotated[_One, Option("--kpi", metavar="REF", help="The KPI whose series it reads.")] = None,
    definition: Definition = None,
    due: Annotated[_One, Option("--due", metavar="DATE", help="By when; the cycle's end by default.")] = None,
    owner: Owner = None,
    why: Why = None,
    weight: Weight = None,
    dry_run: DryRun = False,
) -> None:
    """Add a key result to an objective."""
    from okrctl.commands import _new_answers as a
    from okrctl.commands._new_measure import measure
    from okrctl.commands._plan_edit import editing
    from okrctl.core.planning.create import new_key_result

    edit, answers = editing(ctx, dry_run), a.Answers()
    entry = edit.entry(where)
    if entry.kind != "objective":
        edit.refuse(f"{entry.ref} is no objective", "name the objective that it is to show the progress of")
    fields = {
        **_named(answers, title, id, metric),
        "why": a.given("--why", why, a.text),
        "owner": a.given("--owner", owner, a.text),
        "metric": metric,
        "unit": a.given("--unit", unit, a.text),
        "kpi": kpi,
        "definition": a.given("--definition", definition, a.text),
        **measure(answers, said(ctx)),
        "due": a.given("--due", due, a.day),
        "weight": a.given("--weight", weight, a.number),
    }
    answers.end()
    wish = new_key_result(edit.ws, entry, fields)
    edit.finish(wish, f"{entry.department}/{fields['id']}: a new key result of {entry.ref}")


def kpi(
    ctx: typer.Context,
    where: Home,
    title: Title = None,
    id: Id = None,
    unit: Unit = None,
    metric: Metric = None,
    at_least: AtLeast = None,
    at_most: AtMost = None,
    definition: Definition = None,
    owner: Owner = None,
    dry_run: DryRun = False,
) -> None:
    """Add a KPI: a quantity watched for ever."""
    from okrctl.commands import _new_answers as a
    from okrctl.commands._plan_edit import editing
    from okrctl.core.planning.create import new_kpi

    edit, answers = editing(ctx, dry_run), a.Answers()
    home, path = _department(edit, where)
    fields = {
        **_named(answers, title, id),
        "metric": metric,
        "unit": answers.wanted("--unit", unit, "Unit (Enter: none)", a.text),
        "at_least": answers.wanted("--at-least", at_least, "Healthy from (Enter: no lower bound)", a.number),
        "at_most": answers.wanted("--at-most", at_most, "Healthy up to (Enter: no upper bound)", a.number),
        "definition": a.given("--definition", definition, a.text),
        "owner": a.given("--owner", owner, a.text),
    }
    answers.end()
    edit.finish(new_kpi(edit.ws, home, path, fields), f"{home}/{fields['id']}: a new KPI")


def _department(edit: Editing, where: str) -> tuple[str, str | None]:
    """The department that is meant, and its file where one was named."""
    named = edit.named(where)
    if named.target.entry is not None:
        edit.refuse(f"{where} is no department", f"name {named.target.department}, or one of its files")
    return named.target.department, named.path


def _named(answers: Answers, title: str | None, id: str | None, metric: str | None = None) -> dict[str, str | None]:
    """Id and title; a key result may take its metric's title."""
    from okrctl.commands import _new_answers as a
    from okrctl.core.planning.create import slug

    ask = answers.needed if metric is None else answers.wanted
    said = ask("--title", title, "Title" if metric is None else "Title (Enter: the metric's)", a.text)
    if said is None and metric is None:
        return {"id": id, "title": None}
    return {"id": answers.needed("--id", id, "Id", a.usable_id, slug(said or "") or metric), "title": said}


PARTS = {"department": department, "objective": objective, "key-result": key_result, "kpi": kpi}
WITH = {"key-result": WithKinds}
