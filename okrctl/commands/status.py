"""``okrctl status``: the state of the company."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import (
    ChangedSince,
    Cycles,
    Departments,
    Output,
    Owners,
    Refs,
    Statuses,
    Tags,
    format_option,
)
from okrctl.commands._terminal import opened

PANEL = "Look"
FORMAT = format_option("documents", "tables", "data")


def command(
    ctx: typer.Context,
    refs: Refs = None,
    everything: Annotated[bool, typer.Option("--all", help="Also every objective and key result.")] = False,
    changed_since: ChangedSince = None,
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
    department: Departments = None,
    cycle: Cycles = None,
    owner: Owners = None,
    status: Statuses = None,
    tag: Tags = None,
) -> None:
    """Show how the company is doing: one line per department, KPIs, and what needs you.

    With a reference, or a filter on key results, it shows their progress. Filters select rows and never change a
    number; --cycle selects the period that counts. JSON is always complete.

    For example: okrctl status marketing --since last-monday
    """
    from okrctl.commands._output import write
    from okrctl.core.review.since import since
    from okrctl.core.review.weeks import stood
    from okrctl.flows.report.look import Filters, look
    from okrctl.views.status import status_document
    from okrctl.views.status_data import status_json, status_table

    looked = look(*opened(ctx), refs, Filters(department, cycle, owner, status, tag))
    picture, selection = looked.picture, looked.selection
    then = looked.earlier(changed_since)
    changed = since(picture, stood(picture, then.day)) if then else None
    write(
        looked.settings,
        format,
        output,
        documents=lambda: status_document(picture, selection, everything=everything, changed=changed),
        tables=lambda: status_table(picture, selection),
        data=lambda: status_json(picture, selection, looked.positions, changed),
    )
    raise typer.Exit(looked.end())
