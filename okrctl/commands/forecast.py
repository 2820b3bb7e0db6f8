"""``okrctl forecast``: where key results are heading, projected from their check-ins."""

from okrctl.commands._report import Report, report

PANEL = "Look"


@report("documents", "tables", "data")
def command(report: Report) -> None:
    """Project key results to the end of their cycle, from at least four check-ins.

    An objective's projection is that of its worst key result.

    For example: okrctl forecast marketing
    """
    from okrctl.flows.report.forecast import projections
    from okrctl.views.forecast import document_of, object_of, sheet_of

    looked = report.looked
    day, items = looked.report_day.day, projections(looked)
    report.write(
        documents=lambda: document_of(day, items),
        tables=lambda: sheet_of(items),
        data=lambda: object_of(looked.report_day.ws.config.organization, day, items),
    )
