"""``okrctl tree``: who supports whom."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Cycles, Departments, Output, Owners, Refs, Statuses, Tags, format_option
from okrctl.commands._terminal import opened

PANEL = "Look"
FORMAT = format_option("documents", "data")


def command(
    ctx: typer.Context,
    refs: Refs = None,
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
    department: Departments = None,
    cycle: Cycles = None,
    owner: Owners = None,
    status: Statuses = None,
    tag: Tags = None,
) -> None:
    """Show the alignment: the company's objectives and everything that supports them.

    The scores of supporting items are shown next to the parent's score and never change it. With a reference, it shows
    what supports that item; with a filter, the selected items and everything they support.

    For example: okrctl tree founder/growth
    """
    from okrctl.commands._output import write
    from okrctl.flows.report.look import Filters, look
    from okrctl.views.tree import tree_document, tree_json

    looked = look(*opened(ctx), refs, Filters(department, cycle, owner, status, tag))
    report_day, selection = looked.report_day, looked.selection
    write(
        looked.settings,
        format,
        output,
        documents=lambda: tree_document(report_day, selection),
        data=lambda: tree_json(report_day, selection),
    )
    raise typer.Exit(looked.end())
