"""``okrctl status``: the state of the company."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._options import ChangedSince, Cycles, Departments, Output, Owners, Refs, Statuses, Tags
from okrctl.commands._options import format_option as format_of
from okrctl.commands._terminal import opened

if TYPE_CHECKING:
    from okrctl.flows.report.look import Looked
    from okrctl.views.blocks import Document

PANEL = "Look"
FORMAT = format_of("documents", "tables", "data")


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
    watch: Annotated[bool, typer.Option("--watch", help="Refresh whenever a file changes.")] = False,
) -> None:
    """Show how the company is doing: one line per department, KPIs, and what needs attention.

    With a reference, or a filter that selects key results, it shows their progress. Filters select rows and never
    change a number; --cycle selects the period that counts. JSON is always complete.

    For example: okrctl status marketing --since last-monday
    """
    from okrctl.commands._output import write
    from okrctl.commands._watch import watch as draw
    from okrctl.flows.report.look import Filters, look
    from okrctl.views.status import status_document
    from okrctl.views.status_data import status_json, status_table

    def now() -> Looked:
        return look(*opened(ctx), refs, Filters(department, cycle, owner, status, tag))

    def document(looked: Looked) -> Document:
        changed = looked.changes(changed_since)
        return status_document(looked.report_day, looked.selection, everything=everything, changed=changed)

    if watch:
        raise typer.Exit(draw(opened(ctx)[0], "" if output else format, now, document))
    looked = now()
    write(
        looked.settings,
        format,
        output,
        documents=lambda: document(looked),
        tables=lambda: status_table(looked.report_day, looked.selection),
        data=lambda: status_json(looked.report_day, looked.selection, looked.positions, looked.changes(changed_since)),
    )
    raise typer.Exit(looked.end())
