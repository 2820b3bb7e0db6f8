"""``okrctl metrics show``."""

from okrctl.commands._options import argument
from okrctl.commands._report import Report, report

PLACE = 2


@report("documents", "tables", "data", refs=False, filters=())
def command(
    report: Report,
    metric: str = argument("METRIC", "Its id."),
) -> None:
    """Show one metric: definition, formula, guardrail, where shops read it, and a source to adapt.

    For example: okrctl metrics show conversion-rate
    """
    from okrctl.flows.report.metrics import metrics_of
    from okrctl.views.metrics import metrics_json, metrics_table, show_document

    found = metrics_of(report.settings, metric, ())
    row = found.rows[0]
    report.write(
        documents=lambda: show_document(row, found.everything, found.measured_by.get(row.id, ())),
        tables=lambda: metrics_table(found.rows),
        data=lambda: metrics_json(found.rows, found.measured_by),
    )
