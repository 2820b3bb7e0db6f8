"""``okrctl score``: scores and grades, and how they are calculated."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Cycles, Departments, Output, Owners, Refs, Statuses, Tags, format_option
from okrctl.commands._terminal import opened

PANEL = "Look"
FORMAT = format_option("documents", "tables", "data")


def command(
    ctx: typer.Context,
    refs: Refs = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show each formula with its numbers, and the lines they come from.")
    ] = False,
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
    department: Departments = None,
    cycle: Cycles = None,
    owner: Owners = None,
    status: Statuses = None,
    tag: Tags = None,
) -> None:
    """Show scores, from 0.00 to 1.00, and their grades.

    Grades assume that the cycle ends today. With a reference, it also shows key results.

    For example: okrctl score marketing/seo --explain
    """
    from okrctl.commands._output import write
    from okrctl.flows.report.look import Filters, look
    from okrctl.views.score import score_document, score_json, score_table

    looked = look(*opened(ctx), refs, Filters(department, cycle, owner, status, tag))
    report_day, selection = looked.report_day, looked.selection
    write(
        looked.settings,
        format,
        output,
        documents=lambda: score_document(report_day, selection, looked.positions if explain else None),
        tables=lambda: score_table(report_day, selection),
        data=lambda: score_json(report_day, selection, looked.positions),
    )
    raise typer.Exit(looked.end())
