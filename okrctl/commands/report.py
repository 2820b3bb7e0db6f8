"""``okrctl report``: the company as pages for a browser, in one file."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Cycles, Departments, Output, Owners, Statuses, Tags, format_option
from okrctl.commands._terminal import opened

PANEL = "Look"
FORMAT = format_option("sites", "pages", "messages", "badges", "workbooks")
_FOR_FILES = {"html": "a report is a page for a browser", "xlsx": "a workbook is for a spreadsheet"}


def command(
    ctx: typer.Context,
    format: Annotated[str, FORMAT] = "html",
    output: Output = None,
    department: Departments = None,
    cycle: Cycles = None,
    owner: Owners = None,
    status: Statuses = None,
    tag: Tags = None,
) -> None:
    """Write a report on the whole company as one web page: -o report.html.

    The page works offline and can be emailed. It shows the company, each department, dependencies, alignment, the
    journal, and the review of the cycle. Other formats: markdown is one long page for a wiki, slack is a message for a
    webhook, badge is a small SVG, and xlsx is a workbook of key results, check-ins, dependencies and KPIs. Filters
    select rows and never change a number; --cycle selects the period that counts.

    For example: okrctl report --format slack | curl -H 'Content-Type: application/json' -d @- "$WEBHOOK"
    """
    import sys

    from okrctl.commands._output import write
    from okrctl.flows.report.look import Filters, look
    from okrctl.flows.report.site import site_of, source_beside, wiki_of, workbook_of
    from okrctl.flows.stop import Stop
    from okrctl.shell.terminal import is_terminal
    from okrctl.views.digest import Digest

    if format in _FOR_FILES and output is None and is_terminal(sys.stdout):
        hint = f"okrctl report {'' if format == 'html' else f'--format {format} '}-o report.{format}"
        raise Stop(f"{_FOR_FILES[format]}, not for a terminal", hint=hint)
    looked = look(*opened(ctx), None, Filters(department, cycle, owner, status, tag))
    write(
        looked.settings,
        format,
        output,
        sites=lambda: site_of(looked, source_beside(looked, output)),
        pages=lambda: wiki_of(looked),
        messages=lambda: Digest(looked.report_day, looked.selection),
        badges=lambda: Digest(looked.report_day, looked.selection),
        workbooks=lambda: workbook_of(looked),
    )
    raise typer.Exit(looked.end())
