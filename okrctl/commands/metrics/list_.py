"""``okrctl metrics list``."""

from okrctl.commands._options import option
from okrctl.commands._report import Report, report

PLACE = 1


@report("documents", "tables", "data", refs=False, filters=())
def command(
    report: Report,
    *,
    area: list[str] | None = option("--area", "NAME", "Only this area, such as conversion."),
) -> None:
    """List the metrics of okrctl.yaml, and those of the dictionary for online shops that comes with okrctl.

    For example: okrctl metrics list --area conversion
    """
    from okrctl.flows.report.metrics import metrics_of
    from okrctl.views.metrics import list_document, metrics_json, metrics_table

    found = metrics_of(report.settings, None, area or ())
    report.write(
        documents=lambda: list_document(found.rows),
        tables=lambda: metrics_table(found.rows),
        data=lambda: metrics_json(found.rows, found.measured_by),
    )
