"""``okrctl due``: who owes which check-in, since when, and the command to run."""

from typing import Literal

import typer

from okrctl.commands._options import option
from okrctl.commands._report import Report, report

PANEL = "Every week"


def _days(text: str) -> int:
    from okrctl.core.values.quantity import parse_duration

    days = parse_duration(text)
    if days is None:
        raise typer.BadParameter(f"'{text}' is not a duration; write it as 3d or 2w")
    return days


@report("documents", "tables", "calendars", "data")
def command(
    report: Report,
    within: int | None = option("--within", "DAYS", "Also what becomes due within 3d, 2w …", parser=_days),
    fail_on: Literal["overdue"] | None = option("--fail-on", None, "Exit with 1 if a check-in is overdue."),
) -> None:
    """Show which check-ins are due, longest overdue first, and which requests are waiting for an answer.

    Filters apply before --fail-on. --format ics makes a calendar to subscribe to.

    For example: okrctl due --within 1w --department marketing
    """
    from okrctl.core.review.due import owed
    from okrctl.core.values.stop import EXIT_FINDINGS
    from okrctl.views.due import Calendar, document_of, object_of, sheet_of
    from okrctl.views.needs import asked_of

    looked = report.looked
    ws, day = looked.report_day.ws, looked.report_day.day
    items = owed(looked.report_day, looked.selection, within or 0)
    asked = asked_of(looked.report_day, looked.selection)

    def end() -> int:
        late = fail_on and any(item.overdue_days for item in items)
        return looked.end(judges=fail_on is not None) or (EXIT_FINDINGS if late else 0)

    report.write(
        end,
        screens=lambda: document_of(ws, day, items, asked, spare=True),
        pages=lambda: document_of(ws, day, items, asked),
        tables=lambda: sheet_of(items),
        calendars=lambda: Calendar(ws.config.organization, day, tuple(items)),
        data=lambda: object_of(ws, day, items, asked),
    )
