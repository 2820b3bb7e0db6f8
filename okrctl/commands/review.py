"""``okrctl review``: a review of the plan, as a good coach would give it."""

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
    """Review a plan as a good coach would, before you agree to it.

    It suggests better wording for titles, points out missing guardrails, evidence, owners, confirmations and ambition,
    and lists questions for the meeting. The same plan always gets the same review.

    For example: okrctl review marketing --format markdown
    """
    from okrctl.commands._output import write
    from okrctl.flows.report.coach import coached
    from okrctl.flows.report.look import Filters, look
    from okrctl.views.coach import document_of, object_of

    looked = look(*opened(ctx), refs, Filters(department, cycle))
    ws, readings = looked.report_day.ws, coached(looked)
    write(
        looked.settings,
        format,
        output,
        screens=lambda: document_of(ws, readings, looked.line_of, spare=True),
        pages=lambda: document_of(ws, readings, looked.line_of),
        data=lambda: object_of(ws, looked.report_day.day, readings, looked.line_of),
    )
    raise typer.Exit(looked.end())
