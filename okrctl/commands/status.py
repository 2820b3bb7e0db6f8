"""``okrctl status``: how the company stands."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Cycles, Departments, Output, Owners, Refs, Statuses, Tags, format_option

PANEL = "Look"
FORMAT = format_option("text", "json", "markdown", "csv")


def command(
    ctx: typer.Context,
    refs: Refs = None,
    everything: Annotated[bool, typer.Option("--all", help="Every objective and key result, too.")] = False,
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
    department: Departments = None,
    cycle: Cycles = None,
    owner: Owners = None,
    status: Statuses = None,
    tag: Tags = None,
) -> None:
    """Show how the company stands: a line a department, KPIs, and what needs you.

    With a reference, or a filter that chooses among key results, the progress table of what was asked for. Filters
    choose rows and never change a number; --cycle chooses the period that is counted. JSON is always complete.
    """
    from okrctl.commands._look import Filters, look
    from okrctl.commands._report import write
    from okrctl.views.status import status_document
    from okrctl.views.status_data import status_json, status_table

    looked = look(ctx, refs, Filters(department, cycle, owner, status, tag))
    picture, selection = looked.picture, looked.selection
    write(
        looked.settings,
        format,
        output,
        document=lambda: (
            status_table(picture, selection)
            if format == "csv"
            else status_document(picture, selection, everything=everything)
        ),
        data=lambda: status_json(picture, selection, looked.positions),
    )
    looked.end()
