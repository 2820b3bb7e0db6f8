"""``okrctl health``: patterns that make scores look better than the work is, with their evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Cycles, Departments, Output, Owners, Refs, Statuses, Tags, format_option

PANEL = "Look"
FORMAT = format_option("text", "json", "markdown", "csv")


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
    """Show honesty signals: values that never move, levels told only when good, goals eased, calibration.

    Each comes with the lines that show it. None of them is a person's score.
    """
    from okrctl.commands._look import Filters, look
    from okrctl.commands._report import write
    from okrctl.core.review.health import health
    from okrctl.core.values.diagnostic import Place
    from okrctl.views.health import document_of, object_of

    looked = look(ctx, refs, Filters(department, cycle, owner, status, tag))
    found, positions = health(looked.picture, looked.selection), looked.positions

    def line(place: Place) -> int:
        return positions.span(place).line

    write(
        looked.settings,
        format,
        output,
        document=lambda: document_of(looked.picture, found, line, spare=format == "text"),
        data=lambda: object_of(looked.picture, found, line),
    )
    looked.end()
