"""``okrctl review``: the plan as a good coach reads it."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Cycles, Departments, Output, Refs, format_option
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
) -> None:
    """Read a plan as a good coach would, before it is agreed on.

    Better wording for its own titles, missing guardrails, evidence, owners, signatures and ambition, and questions
    for the meeting. The same plan is always read alike.

    For example: okrctl review marketing --format markdown
    """
    from okrctl.commands._output import write
    from okrctl.flows.report.coach import coached
    from okrctl.flows.report.look import Filters, look
    from okrctl.views.coach import document_of, object_of

    looked = look(*opened(ctx), refs, Filters(department, cycle))
    ws, readings = looked.picture.ws, coached(looked)
    write(
        looked.settings,
        format,
        output,
        screens=lambda: document_of(ws, readings, looked.line_of, spare=True),
        pages=lambda: document_of(ws, readings, looked.line_of),
        data=lambda: object_of(ws, looked.picture.day, readings, looked.line_of),
    )
    raise typer.Exit(looked.end())
