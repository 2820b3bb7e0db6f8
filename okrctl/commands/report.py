"""``okrctl report``: the company as pages for a browser, in one file."""

from okrctl.commands._report import Report, report

PANEL = "Look"
_FOR_FILES = {"html": "a report is a page for a browser", "xlsx": "a workbook is for a spreadsheet"}


@report("sites", "pages", "messages", "badges", "workbooks", refs=False, format="html")
def command(report: Report) -> None:
    """Write a report on the whole company as one web page: -o report.html.

    The page works offline and can be emailed. It shows the company, each department, dependencies, alignment, the
    journal, and the review of the cycle. Other formats: markdown is one long page for a wiki, slack is a message for a
    webhook, badge is a small SVG, and xlsx is a workbook of key results, check-ins, dependencies and KPIs. Filters
    select rows and never change a number; --cycle selects the period that counts.

    For example: okrctl report --format slack | curl -H 'Content-Type: application/json' -d @- "$WEBHOOK"
    """
    import sys

    from okrctl.core.values.stop import Stop
    from okrctl.flows.report.site import site_of, source_beside, wiki_of, workbook_of
    from okrctl.shell.terminal import is_terminal
    from okrctl.views.digest import Digest

    if report.format in _FOR_FILES and report.output is None and is_terminal(sys.stdout):
        hint = (
            f"okrctl report {'' if report.format == 'html' else f'--format {report.format} '}-o report.{report.format}"
        )
        raise Stop(f"{_FOR_FILES[report.format]}, not for a terminal", hint=hint)
    looked = report.looked
    report.write(
        sites=lambda: site_of(looked, source_beside(looked, report.output)),
        pages=lambda: wiki_of(looked),
        messages=lambda: Digest(looked.report_day, looked.selection),
        badges=lambda: Digest(looked.report_day, looked.selection),
        workbooks=lambda: workbook_of(looked),
    )
