"""``okrctl health``: patterns that make scores look better than the work is, with their evidence."""

from okrctl.commands._report import Report, report

PANEL = "Look"


@report("documents", "tables", "data")
def command(report: Report) -> None:
    """Show warning signs: values that never move, levels reported only when good, easier goals, unreliable confidence.

    Each sign lists the lines it is based on. None of them rates a person.

    For example: okrctl health marketing
    """
    from okrctl.core.review.health import health
    from okrctl.views.health import document_of, object_of, table_of

    looked = report.looked
    report_day, found = looked.report_day, health(looked.report_day, looked.selection)
    report.write(
        screens=lambda: document_of(report_day, found, looked.line_of, spare=True),
        pages=lambda: document_of(report_day, found, looked.line_of),
        tables=lambda: table_of(report_day, found, looked.line_of),
        data=lambda: object_of(report_day, found, looked.line_of),
    )
