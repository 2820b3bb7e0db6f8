"""``okrctl metrics show``."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Output, format_option
from okrctl.commands._terminal import opened

PLACE = 2


def command(
    ctx: typer.Context,
    metric: Annotated[str, typer.Argument(metavar="METRIC", help="Its id.", show_default=False)],
    format: Annotated[str, format_option("documents", "tables", "data")] = "text",
    output: Output = None,
) -> None:
    """Show one metric: definition, formula, guardrail, where shops read it, and a source to adapt.

    For example: okrctl metrics show conversion-rate
    """
    from okrctl.commands._output import write
    from okrctl.flows.report.metrics import metrics_of
    from okrctl.views.metrics import metrics_json, metrics_table, show_document

    settings, _ = opened(ctx)
    found = metrics_of(settings, metric, ())
    row = found.rows[0]
    write(
        settings,
        format,
        output,
        documents=lambda: show_document(row, found.everything, found.measured_by.get(row.id, ())),
        tables=lambda: metrics_table(found.rows),
        data=lambda: metrics_json(found.rows, found.measured_by),
    )
