"""``okrctl metrics tree``."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Output, format_option
from okrctl.commands._terminal import opened

PLACE = 3


def command(
    ctx: typer.Context,
    metric: Annotated[
        str | None, typer.Argument(metavar="[METRIC]", help="The metric at the top; by default all with a formula.")
    ] = None,
    format: Annotated[str, format_option("documents", "tables", "graphs", "data")] = "text",
    output: Output = None,
    cycle: Annotated[
        str | None, typer.Option("--cycle", metavar="CYCLE", help="The targets of cycles that end with this one.")
    ] = None,
) -> None:
    """Calculate formulas with today's targets and values, and show which part explains a miss.

    In a sum, each part gets its share of the difference; in a product, its share of the logarithm. Together, the shares
    explain the whole gap between value and target.

    For example: okrctl metrics tree revenue
    """
    from okrctl.commands._output import write
    from okrctl.flows.report.metrics import metric_tree_of
    from okrctl.views.metric_tree import tree_document, tree_graph, tree_json, tree_table

    settings, console = opened(ctx)
    found = metric_tree_of(settings, console, metric, cycle)
    write(
        settings,
        format,
        output,
        documents=lambda: tree_document(found.name, found.day, found.tree),
        tables=lambda: tree_table(found.tree),
        graphs=lambda: tree_graph(f"{found.name}: metrics", found.tree),
        data=lambda: tree_json(found.day, found.tree),
    )
    raise typer.Exit(found.end())
