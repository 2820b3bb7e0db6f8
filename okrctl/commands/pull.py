"""``okrctl pull``: check in what sources say."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from okrctl.commands._options import day
from okrctl.commands._terminal import opened

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
    from okrctl.commands._output import write
    from okrctl.flows.checkin.flow import pull
    from okrctl.flows.checkin.write import How

    settings, console = opened(ctx)
    how = How(print_, dry_run, commit)
    code, report = pull(settings, console, target, on=on, by=by, note=note, allow=allow or (), how=how, ask=not yes)
    if report:
        write(settings, "text", diagnostics=lambda: report)
    raise typer.Exit(code)
