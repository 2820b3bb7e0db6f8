"""``okrctl retro``: the document for the meeting that looks back on a cycle."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Departments, Output, Owners, Statuses, Tags, format_option

PANEL = "Every week"
FORMAT = format_option("text", "json", "markdown")


def command(
    ctx: typer.Context,
    cycle: Annotated[
        str | None, typer.Argument(metavar="[CYCLE]", help="The cycle to look back on; the last one without it.")
    ] = None,
    format: Annotated[str, FORMAT] = "markdown",
    output: Output = None,
    department: Departments = None,
    owner: Owners = None,
    status: Statuses = None,
    tag: Tags = None,
) -> None:
    """Write the review of a cycle: results, surprises, contracts between departments, changes, open questions.

    Objectives that run through the cycle and beyond are reviewed as they stood at its end.
    """
    from okrctl.commands._look import Filters, look
    from okrctl.commands._output import fail
    from okrctl.commands._report import write
    from okrctl.core.review.health import health
    from okrctl.core.review.picture import Picture
    from okrctl.core.review.retro import last_cycle, review
    from okrctl.views.retro import document_of, object_of

    looked = look(ctx, None, Filters(department, [cycle] if cycle else None, owner, status, tag))
    ws, day = looked.picture.ws, looked.picture.day
    period = looked.picture.periods[0] if cycle else last_cycle(ws, day)
    if period is None:
        fail("there is no cycle to look back on yet", way_out="okrctl new objective begins one")
    picture = Picture(ws, day, (period,))
    found = review(picture, period, looked.selection)
    calibration = health(picture, looked.selection).calibration
    write(
        looked.settings,
        format,
        output,
        document=lambda: document_of(picture, found, calibration),
        data=lambda: object_of(picture, found, calibration),
    )
    looked.end()
