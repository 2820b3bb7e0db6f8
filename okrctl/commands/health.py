"""``okrctl health``: patterns that make scores look better than the work is, with their evidence."""

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
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
    department: Departments = None,
    cycle: Cycles = None,
    owner: Owners = None,
    status: Statuses = None,
    tag: Tags = None,
) -> None:
    """Show warning signs: values that never move, levels reported only when good, easier goals, unreliable confidence.

    Each sign lists the lines it is based on. None of them rates a person.

    For example: okrctl health marketing
    """
    from okrctl.commands._output import write
    from okrctl.core.review.health import health
    from okrctl.flows.report.look import Filters, look
    from okrctl.views.health import document_of, object_of, table_of

    looked = look(*opened(ctx), refs, Filters(department, cycle, owner, status, tag))
    report_day, found = looked.report_day, health(looked.report_day, looked.selection)
    write(
        looked.settings,
        format,
        output,
        screens=lambda: document_of(report_day, found, looked.line_of, spare=True),
        pages=lambda: document_of(report_day, found, looked.line_of),
        tables=lambda: table_of(report_day, found, looked.line_of),
        data=lambda: object_of(report_day, found, looked.line_of),
    )
    raise typer.Exit(looked.end())
