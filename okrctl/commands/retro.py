"""``okrctl retro``: the document for the retrospective of a cycle."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Departments, Output, Owners, Statuses, Tags, format_option
from okrctl.commands._terminal import opened

PANEL = "Every week"
FORMAT = format_option("documents", "data")


def command(
    ctx: typer.Context,
    cycle: Annotated[
        str | None, typer.Argument(metavar="[CYCLE]", help="The cycle to review; by default the last one.")
    ] = None,
    format: Annotated[str, FORMAT] = "markdown",
    output: Output = None,
    department: Departments = None,
    owner: Owners = None,
    status: Statuses = None,
    tag: Tags = None,
) -> None:
    """Write the retrospective of a cycle: results, surprises, dependencies, changes, open questions.

    Objectives that continue after the cycle are reviewed as of its last day.

    For example: okrctl retro 2026-Q1 --format markdown -o retro.md
    """
    from okrctl.commands._output import write
    from okrctl.flows.report.look import Filters, look
    from okrctl.flows.report.retro import review_of
    from okrctl.views.retro import document_of, object_of

    looked = look(*opened(ctx), None, Filters(department, [cycle] if cycle else None, owner, status, tag))
    report_day, found, calibration = review_of(looked, named=bool(cycle))
    write(
        looked.settings,
        format,
        output,
        documents=lambda: document_of(report_day, found, calibration),
        data=lambda: object_of(report_day, found, calibration),
    )
    raise typer.Exit(looked.end())
