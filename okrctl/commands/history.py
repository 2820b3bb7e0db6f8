"""`okrctl history`: how one objective, key result or KPI changed, from check-ins and git."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Output, format_option
from okrctl.commands._terminal import opened

PANEL = "Look"
FORMAT = format_option("documents", "tables", "data")


def command(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="An objective, key result or KPI.")],
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
) -> None:
    """Show how an item's plan, values and score changed over time, and who changed what.

    For example: okrctl history marketing/organic-traffic
    """
    from okrctl.commands._output import write
    from okrctl.flows.report.history import life_of
    from okrctl.flows.workspace import left_out, open_workspace
    from okrctl.views.history import document_of, object_of, table_of

    settings, console = opened(ctx)
    session = open_workspace(settings)
    life = life_of(settings, session, ref)
    write(
        settings,
        format,
        output,
        documents=lambda: document_of(life),
        tables=lambda: table_of(life),
        data=lambda: object_of(life),
    )
    raise typer.Exit(left_out(session, settings, console))
