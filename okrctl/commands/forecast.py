"""``okrctl forecast``: where key results are heading, projected from their check-ins."""

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
    """Project key results to the end of their cycle, from at least four check-ins.

    An objective's projection is that of its worst key result.

    For example: okrctl forecast marketing
    """
    from okrctl.commands._output import write
    from okrctl.flows.report.forecast import projections
    from okrctl.flows.report.look import Filters, look
    from okrctl.views.forecast import document_of, object_of, sheet_of

    looked = look(*opened(ctx), refs, Filters(department, cycle, owner, status, tag))
    day, items = looked.report_day.day, projections(looked)
    write(
        looked.settings,
        format,
        output,
        documents=lambda: document_of(day, items),
        tables=lambda: sheet_of(items),
        data=lambda: object_of(looked.report_day.ws.config.organization, day, items),
    )
    raise typer.Exit(looked.end())
