"""``okrctl due``: who owes which check-in, since when, and the command to run."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from okrctl.commands._options import Cycles, Departments, Output, Owners, Refs, Statuses, Tags, format_option
from okrctl.commands._terminal import opened

PANEL = "Every week"
FORMAT = format_option("documents", "tables", "calendars", "data")


def _days(text: str) -> int:
    from okrctl.core.values.quantity import parse_duration

    days = parse_duration(text)
    if days is None:
        raise typer.BadParameter(f"'{text}' is not a duration; write it as 3d or 2w")
    return days


def command(
    ctx: typer.Context,
    refs: Refs = None,
    within: Annotated[
        int | None, typer.Option("--within", metavar="DAYS", parser=_days, help="Also what becomes due within 3d, 2w …")
    ] = None,
    fail_on: Annotated[
        Literal["overdue"] | None, typer.Option("--fail-on", help="Exit with 1 if a check-in is overdue.")
    ] = None,
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
    department: Departments = None,
    cycle: Cycles = None,
    owner: Owners = None,
    status: Statuses = None,
    tag: Tags = None,
) -> None:
    """Show which check-ins are due, longest overdue first, and which requests are waiting for an answer.

    Filters apply before --fail-on. --format ics makes a calendar to subscribe to.

    For example: okrctl due --within 1w --department marketing
    """
    from okrctl.commands._output import write
    from okrctl.core.review.due import owed
    from okrctl.core.values.stop import EXIT_FINDINGS
    from okrctl.flows.report.look import Filters, look
    from okrctl.views.due import Calendar, document_of, object_of, sheet_of
    from okrctl.views.needs import asked_of

    looked = look(*opened(ctx), refs, Filters(department, cycle, owner, status, tag))
    ws, day = looked.report_day.ws, looked.report_day.day
    items = owed(looked.report_day, looked.selection, within or 0)
    asked = asked_of(looked.report_day, looked.selection)
    write(
        looked.settings,
        format,
        output,
        screens=lambda: document_of(ws, day, items, asked, spare=True),
        pages=lambda: document_of(ws, day, items, asked),
        tables=lambda: sheet_of(items),
        calendars=lambda: Calendar(ws.config.organization, day, tuple(items)),
        data=lambda: object_of(ws, day, items, asked),
    )
    late = fail_on and any(item.overdue_days for item in items)
    raise typer.Exit(looked.end(judges=fail_on is not None) or (EXIT_FINDINGS if late else 0))
