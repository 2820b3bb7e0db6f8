"""``okrctl pull``: check in what sources say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from okrctl.commands._options import day
from okrctl.commands._settings import settings

if TYPE_CHECKING:
    from okrctl.commands._checkin_run import Run
    from okrctl.commands._checkin_target import Aim
    from okrctl.commands._settings import Settings
    from okrctl.shell.session import Session

PANEL = "Every week"


def command(
    ctx: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="[TARGET]",
            show_default=False,
            help="A department, a file, an objective, key result or KPI; everything with a source by default.",
        ),
    ] = None,
    on: Annotated[
        Any, typer.Option("--date", metavar="DATE", parser=day, help="The day it speaks of; today by default.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who says it; your git address.")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A word on the whole.")] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow", metavar="DIR", help="A folder outside the workspace that sources may read from."),
    ] = None,
    print_: Annotated[bool, typer.Option("--print", help="Print the block to paste, and write nothing.")] = False,
    dry_run: Annotated[bool, typer.Option("-n", "--dry-run", help="Show the change, and write nothing.")] = False,
    yes: Annotated[bool, typer.Option("-y", "--yes", help="Do not ask before writing.")] = False,
    commit: Annotated[bool, typer.Option("--commit", help="Commit the file with git.")] = False,
) -> None:
    """Check in the values that key results, KPIs and metrics have a `source:` for.

    Files (CSV, JSON, Parquet, XLSX) are read by DuckDB, databases by SQLite; a query reaches nothing but what its
    source names. Each value comes with a note on what it was computed from. On a terminal the change is shown before
    it is written. When a source of a department fails, nothing is written for it.
    """
    from okrctl.commands._checkin_run import Run, author_of, refuse
    from okrctl.commands._checkin_write import Writing
    from okrctl.commands._pulling import Taking
    from okrctl.commands._workspace import as_of, left_out, open_to_write
    from okrctl.core.checkin import Words
    from okrctl.core.checkin.judge import judge
    from okrctl.shell.terminal import is_interactive

    found = settings(ctx)
    session = open_to_write(ctx)
    run = Run(session, found, on or as_of(found), as_of(found), author_of(session, by), False)
    run.check_day(run.when)
    run.check_author(run.author)
    taking = Taking(session, found, tuple(allow or ()), run.when)
    writing = Writing(session, found, print_=print_, dry_run=dry_run, commit=commit, resumes=False)
    asks = is_interactive() and not yes
    for aim in _aims(session, found, target, run):
        scene, results = taking.take(aim)
        if results:
            entry = judge(scene, Words(results, note=note), run.author)
            if isinstance(entry, tuple):
                refuse(entry)
            run.doubt(scene, entry)
            writing.write(aim.department, entry, confirm=asks, done=lambda: None)
    taking.report(target)
    raise typer.Exit(left_out(session, found))


def _aims(session: Session, found: Settings, target: str | None, run: Run) -> list[Aim]:
    """What was named, else every department."""
    from okrctl.commands._checkin_target import Aim, aims
    from okrctl.core.checkin import Words

    if target is not None:
        return aims(session, found, target, Words(), run.author, run.when)
    return [Aim(id) for id in session.workspace.departments]
