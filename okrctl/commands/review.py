"""``okrctl review``: a review of the plan, as a good coach would give it."""

from okrctl.commands._report import Report, report

PANEL = "Look"


@report("documents", "data", filters=("department", "cycle"))
def command(report: Report) -> None:
    """Review a plan as a good coach would, before you agree to it.

    It suggests better wording for titles, points out missing guardrails, evidence, owners, confirmations and ambition,
    and lists questions for the meeting. The same plan always gets the same review.

    For example: okrctl review marketing --format markdown
    """
    from okrctl.core.checks.context import RuleContext
    from okrctl.core.review.coach import coach
    from okrctl.shell.dictionary import shipped_metrics
    from okrctl.views.coach import document_of, object_of

    looked = report.looked
    ws, day = looked.report_day.ws, looked.report_day.day
    readings = coach(RuleContext(ws, day), looked.selection, shipped_metrics())
    report.write(
        screens=lambda: document_of(ws, readings, looked.line_of, spare=True),
        pages=lambda: document_of(ws, readings, looked.line_of),
        data=lambda: object_of(ws, day, readings, looked.line_of),
    )
