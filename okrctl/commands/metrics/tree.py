"""``okrctl metrics tree``."""

from okrctl.commands._options import argument, option
from okrctl.commands._report import Report, report

PLACE = 3


@report("documents", "tables", "graphs", "data", refs=False, filters=())
def command(
    report: Report,
    metric: str | None = argument("[METRIC]", "The metric at the top; by default all with a formula."),
    *,
    cycle: str | None = option("--cycle", "CYCLE", "The targets of cycles that end with this one."),
) -> None:
    """Calculate formulas with today's targets and values, and show which part explains a miss.

    In a sum, each part gets its share of the difference; in a product, its share of the logarithm. Together, the shares
    explain the whole gap between value and target.

    For example: okrctl metrics tree revenue
    """
    from okrctl.flows.report.metrics import metric_tree_of
    from okrctl.views.metric_tree import tree_document, tree_graph, tree_json, tree_table

    found = metric_tree_of(report.settings, report.console, metric, cycle)
    report.write(
        found.end,
        documents=lambda: tree_document(found.name, found.day, found.tree),
        tables=lambda: tree_table(found.tree),
        graphs=lambda: tree_graph(f"{found.name}: metrics", found.tree),
        data=lambda: tree_json(found.day, found.tree),
    )
