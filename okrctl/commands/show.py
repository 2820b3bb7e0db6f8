"""``okrctl show``: one item in full."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Output, format_option
from okrctl.commands._terminal import opened

PANEL = "Look"
FORMAT = format_option("documents", "data")


def command(
    ctx: typer.Context,
    ref: Annotated[
        str, typer.Argument(metavar="REF", help="An objective, key result or KPI: department/id, or its id alone.")
    ],
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
) -> None:
    """Show one objective, key result or KPI in full.

    You see its plan and how that changed, its check-ins, what it supports and needs, who depends on it, and where it is
    heading.

    For example: okrctl show marketing/organic-traffic
    """
    from okrctl.commands._output import write
    from okrctl.flows.report.look import item_of, look
    from okrctl.views.show import show_document
    from okrctl.views.show_data import show_json

    looked = look(*opened(ctx))
    item = item_of(looked, ref)
    write(
        looked.settings,
        format,
        output,
        documents=lambda: show_document(looked.report_day, item),
        data=lambda: show_json(looked.report_day, item, looked.positions),
    )
    raise typer.Exit(looked.end())
