"""``okrctl score``: scores and grades, and how they come about."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Cycles, Departments, Output, Owners, Refs, Statuses, Tags, format_option

PANEL = "Look"
FORMAT = format_option("text", "json", "markdown", "csv")


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
    """Show scores from 0.00 to 1.00 with their grades, rolled up.

    A grade is what the score would earn if its cycle ended today. With a reference, key results are shown, too.
    """
    from okrctl.commands._look import Filters, look
    from okrctl.commands._report import write
    from okrctl.views.score import score_document, score_json, score_table

    looked = look(ctx, refs, Filters(department, cycle, owner, status, tag))
    picture, selection = looked.picture, looked.selection
    write(
        looked.settings,
        format,
        output,
        document=lambda: (
            score_table(picture, selection)
            if format == "csv"
            else score_document(picture, selection, looked.positions if explain else None)
        ),
        data=lambda: score_json(picture, selection, looked.positions),
    )
    looked.end()
