"""``okrctl review``: a review of the plan, as a good coach would give it."""

from __future__ import annotations

from okrctl.commands._report import Report, report

PANEL = "Look"


@report("documents", "data", filters=("department", "cycle"))
def command(report: Report) -> None:
    """Review a plan as a good coach would, before you agree to it.

    It suggests better wording for titles, points out missing guardrails, evidence, owners, confirmations and ambition,
    and lists questions for the meeting. The same plan always gets the same review.

    For example: okrctl review marketing --format markdown
    """
    from okrctl.flows.report.coach import coached
    from okrctl.views.coach import document_of, object_of

    looked = report.looked
    ws, readings = looked.report_day.ws, coached(looked)
    report.write(
        screens=lambda: document_of(ws, readings, looked.line_of, spare=True),
        pages=lambda: document_of(ws, readings, looked.line_of),
        data=lambda: object_of(ws, looked.report_day.day, readings, looked.line_of),
    )
