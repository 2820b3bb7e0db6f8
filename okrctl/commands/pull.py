"""``okrctl pull``: check in values computed from sources."""

from typing import Any

import typer

from okrctl.commands._options import ALLOWED, AUTHOR, COMMENT, COMMIT, DRY_RUN, PRINT, YES, argument, day, option
from okrctl.commands._terminal import opened

PANEL = "Every week"


def command(
    ctx: typer.Context,
    target: str | None = argument(
        "[TARGET]", "A department, file, objective, key result or KPI; by default everything with a source."
    ),
    on: Any = option("--date", "DATE", "The date of the values; today by default.", parser=day),
    by: str | None = AUTHOR,
    note: str | None = COMMENT,
    allow: list[str] | None = ALLOWED,
    print_: bool = PRINT,
    dry_run: bool = DRY_RUN,
    yes: bool = YES,
    commit: bool = COMMIT,
) -> None:
    """Compute and check in the values of key results, KPIs and metrics that have a `source:`.

    DuckDB reads files (CSV, JSON, Parquet, XLSX), SQLite reads databases. A query can read only the files that its
    source names. Each value gets a note about its origin. On a terminal, okrctl shows the change before writing it. If
    any source of a department fails, nothing is written for that department.

    For example: okrctl pull marketing --dry-run
    """
    from okrctl.commands._output import write
    from okrctl.flows.checkin.pull import SourceOptions, pull
    from okrctl.flows.checkin.write import WriteOptions

    settings, console = opened(ctx)
    wanted = SourceOptions(target, on, by, note, allow or (), yes)
    code, report = pull(settings, console, wanted, WriteOptions(print_, dry_run, commit))
    if report:
        write(settings, "text", diagnostics=lambda: report)
    raise typer.Exit(code)
