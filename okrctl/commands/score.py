"""``okrctl score``: scores and grades, and how they are calculated."""

from okrctl.commands._options import flag
from okrctl.commands._report import Report, report

PANEL = "Look"


@report("documents", "tables", "data")
def command(
    report: Report,
    explain: bool = flag("--explain", help="Show each formula with its numbers, and the lines they come from."),
) -> None:
    """Show scores, from 0.00 to 1.00, and their grades.

    Grades assume that the cycle ends today. With a reference, it also shows key results.

    For example: okrctl score marketing/seo --explain
    """
    from okrctl.views.score import score_document, score_json, score_table

    looked = report.looked
    report_day, selection = looked.report_day, looked.selection
    report.write(
        documents=lambda: score_document(report_day, selection, looked.positions if explain else None),
        tables=lambda: score_table(report_day, selection),
        data=lambda: score_json(report_day, selection, looked.positions),
    )
