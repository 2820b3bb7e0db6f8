"""``okrctl metrics list``."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Output, format_option
from okrctl.commands._terminal import opened

PLACE = 1


def command(
    ctx: typer.Context,
    format: Annotated[str, format_option("documents", "tables", "data")] = "text",
    output: Output = None,
    area: Annotated[
        list[str] | None, typer.Option("--area", metavar="NAME", help="Only this area, such as conversion.")
    ] = None,
) -> None:
    """List the metrics of okrctl.yaml, and those of the dictionary for online shops that comes with okrctl.

    For example: okrctl metrics list --area conversion
    """
    from okrctl.commands._output import write
    from okrctl.flows.report.metrics import metrics_of
    from okrctl.views.metrics import list_document, metrics_json, metrics_table

    settings, _ = opened(ctx)
    found = metrics_of(settings, None, area or ())
    write(
        settings,
        format,
        output,
        documents=lambda: list_document(found.rows),
        tables=lambda: metrics_table(found.rows),
        data=lambda: metrics_json(found.rows, found.measured_by),
    )
