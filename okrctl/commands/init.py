"""``okrctl init``: from an empty folder to a workspace that validates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from okrctl.commands._options import day
from okrctl.commands._output import EXIT_FINDINGS, complain, fail, tell
from okrctl.commands._settings import settings

if TYPE_CHECKING:
    from okrctl.commands._draft import Draft

PANEL = "Start"


def command(
    ctx: typer.Context,
    directory: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Where; this folder by default.", show_default=False)
    ] = None,
    template: Annotated[
        str, typer.Option("--template", metavar="NAME", help="A shipped template, or a folder with a template.yaml.")
    ] = "ecommerce",
    list_only: Annotated[bool, typer.Option("--list", help="List the templates and do nothing.")] = False,
    start: Annotated[
        Any, typer.Option("--start", metavar="DATE", parser=day, help="First day of the cycles; today by default.")
    ] = None,
    organization: Annotated[str | None, typer.Option("--organization", metavar="NAME", help="Name of yours.")] = None,
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
    """
    if list_only:
        from okrctl.commands.templates import listing

        tell(listing())
        return
    from okrctl.commands import _init_notes as notes
    from okrctl.commands._answers import assignments, first_day, values_of
    from okrctl.commands._draft import draft, examine, summary, top
    from okrctl.core.setup.template import Fault
    from okrctl.core.values import safe
    from okrctl.render.diagnostics import concise
    from okrctl.shell.clock import today
    from okrctl.shell.templates import load

    found = settings(ctx)
    root = directory or found.root or Path()
    chosen = load(template)
    if isinstance(chosen, str):
        fail(safe.line(chosen), way_out="okrctl init --list shows what there is")
    given = assignments(var or []) | ({} if organization is None else {"organization": organization})
    values = values_of(chosen.manifest.variables, given)
    begin = first_day(start, found.as_of or today())
    drafted = draft(chosen, begin, values, ci)
    if isinstance(drafted, Fault):
        fail(f"the template is faulty: {safe.line(str(drafted))}")
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
        notes.say_next_steps(found, root, headline, top(workspace))
        notes.say_open_questions(found, chosen.manifest, values)


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
