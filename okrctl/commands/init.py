"""``okrctl init``: from an empty folder to a workspace that validates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from okrctl.commands._options import day
from okrctl.commands._output import EXIT_FINDINGS, complain, fail, tell
from okrctl.commands._settings import settings

if TYPE_CHECKING:
    from okrctl.commands._draft import Draft, Refused
    from okrctl.core.setup.template import Fault
    from okrctl.shell.templates import Template

PANEL = "Start"


def names() -> list[str]:
    """The shipped templates, for completion."""
    from okrctl.shell.templates import shipped

    return [manifest.id for manifest in shipped()]


def command(
    ctx: typer.Context,
    directory: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Where; this folder by default.", show_default=False)
    ] = None,
    template: Annotated[
        str | None,
        typer.Option("--template", metavar="NAME", help="A template; ecommerce by default.", autocompletion=names),
    ] = None,
    from_: Annotated[
        Path | None, typer.Option("--from", metavar="DIR", help="A folder of your own, used as the template.")
    ] = None,
    departments: Annotated[
        str | None,
        typer.Option("--departments", metavar="ID,ID…", help="Only these departments; nothing refers to the others."),
    ] = None,
    list_only: Annotated[bool, typer.Option("--list", help="List the templates and do nothing.")] = False,
    start: Annotated[
        Any, typer.Option("--start", metavar="DATE", parser=day, help="First day of the cycles; today by default.")
    ] = None,
    organization: Annotated[
        str | None, typer.Option("--organization", metavar="NAME", help="Your company's name.")
    ] = None,
    var: Annotated[
        list[str] | None,
        typer.Option("--var", metavar="NAME=VALUE", help="Answer something else that the template asks for."),
    ] = None,
    ci: Annotated[
        Literal["github", "gitlab"] | None, typer.Option("--ci", help="Also write the job that validates in CI.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("-n", "--dry-run", help="Say what would be written, and stop.")] = False,
    force: Annotated[bool, typer.Option("-f", "--force", help="Replace files that are there already.")] = False,
) -> None:
    """Make a workspace from a template.

    What the template asks for is asked on a terminal; anywhere else, what is not given takes its default. Existing
    files are never replaced without --force, and nothing is written unless all of it is valid.

    For example: okrctl init shop --template ecommerce --departments marketing,finance --start 2026-01-01
    """
    if list_only:
        from okrctl.commands.templates import listing

        tell(listing())
        return
    from okrctl.commands import _init_notes as notes
    from okrctl.commands._answers import assignments, first_day, values_of
    from okrctl.commands._draft import draft, examine, summary, top, unused
    from okrctl.commands._workspace import as_of
    from okrctl.render.diagnostics import concise

    found = settings(ctx)
    root = directory or found.root or Path()
    chosen = _template(template, from_)
    given = assignments(var or []) | ({} if organization is None else {"organization": organization})
    ids = _ids(departments)
    defaults = {variable.name: variable.default for variable in chosen.manifest.variables}
    expected = _drafted(draft(chosen, as_of(found), defaults, None, ids)) if ids else None
    values = values_of(chosen.manifest.variables, given, () if expected is None else unused(chosen, expected))
    begin = first_day(start, as_of(found))
    drafted = _drafted(draft(chosen, begin, values, ci, ids))
    workspace, findings = examine(drafted.files, begin)
    errors = [concise.line(finding) for finding in findings if finding.severity == "error"]
    if errors:
        complain("the template does not make a valid workspace; nothing was written")
        *others, last = errors
        for error in others:
            complain(error)
        fail(last, EXIT_FINDINGS)
    kept = _write(root, drafted, dry_run=dry_run, force=force)
    if not dry_run:
        notes.explain_kept(found, drafted, kept)
        if ci:
            notes.explain_move(found, root, list(drafted.companions)[-1])
        headline = f"{values.get('organization', 'The workspace')}: {summary(workspace)}, from {begin} on"
        page = chosen.page[0] if chosen.page else None
        notes.say_next_steps(found, root, headline, notes.next_steps(workspace, top(workspace, begin)), page)
        notes.say_open_questions(found, chosen, drafted, values)


def _template(name: str | None, folder: Path | None) -> Template:
    """The shipped template of that name, or the one in that folder."""
    from okrctl.core.values import safe
    from okrctl.shell.templates import load, load_folder

    if name is not None and folder is not None:
        fail("--template and --from do not go together", way_out="leave one of them out")
    found = load("ecommerce" if name is None else name) if folder is None else load_folder(folder)
    if isinstance(found, str):
        way_out = "okrctl templates lists the shipped templates" if folder is None else "nothing was written"
        fail(safe.line(found), way_out=way_out)
    return found


def _drafted(made: Draft | Fault | Refused) -> Draft:
    """The draft, if there is one."""
    from okrctl.commands._draft import Draft, Refused
    from okrctl.core.values import safe

    if not isinstance(made, Draft):
        said = made.message if isinstance(made, Refused) else f"the template is faulty: {made}"
        fail(safe.line(said), way_out="nothing was written")
    return made


def _ids(listed: str | None) -> list[str]:
    """The departments of an option, separated by commas."""
    ids = [id.strip() for id in (listed or "").split(",") if id.strip()]
    if listed is not None and not ids:
        fail("--departments names no department", way_out="write --departments marketing,finance")
    return ids


def _write(root: Path, drafted: Draft, *, dry_run: bool, force: bool) -> list[str]:
    """Write all files or none; the companions that are there already are left alone and returned."""
    from okrctl.core.values import safe
    from okrctl.shell import scaffold
    from okrctl.shell.write import WriteError

    kept = scaffold.existing(root, list(drafted.companions))
    texts = {**drafted.files, **{path: text for path, text in drafted.companions.items() if path not in kept}}
    problem = scaffold.obstacle(root, list(texts))
    if problem:
        fail(safe.path(problem), way_out="nothing was written")
    there = scaffold.existing(root, list(drafted.files))
    if there and not force:
        where = "this folder" if root == Path() else safe.path(root.as_posix())
        way_out = "nothing was written; name another folder, or replace these files with --force"
        fail(f"{where} already has {', '.join(there)}", way_out=way_out)
    if not dry_run:
        try:
            warnings = scaffold.write_all(root, [(path, text.encode()) for path, text in texts.items()], force=force)
        except WriteError as error:
            fail(safe.path(error.message), EXIT_FINDINGS, error.hint or "nothing was written")
        for warning in warnings:
            complain(safe.path(warning))
    verbs = ("would replace", "would write") if dry_run else ("replaced", "wrote")
    tell("\n".join(f"{verbs[0] if path in there else verbs[1]} {path}" for path in texts))
    return kept
