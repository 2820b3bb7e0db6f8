"""``okrctl report``: the company as pages for a browser, in one file."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Cycles, Departments, Output, Owners, Statuses, Tags, format_option
from okrctl.commands._terminal import opened

PANEL = "Look"
FORMAT = format_option("sites", "pages", "messages", "badges")


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
    """Write the company as pages for a browser, in one file: -o report.html.

    The file works offline and can be mailed. It shows the company, each department, dependencies, alignment, journal
    and review. The format markdown is one long page for a wiki, slack a message for a webhook, badge a small SVG.
    Filters select rows and never change a number; --cycle selects the period that counts.

    For example: okrctl report --format slack | curl -H 'Content-Type: application/json' -d @- "$WEBHOOK"
    """
    import sys

    from okrctl.commands._output import write
    from okrctl.flows.report.look import Filters, look
    from okrctl.flows.report.site import site_of, wiki_of
    from okrctl.flows.stop import Stop
    from okrctl.shell.terminal import is_terminal
    from okrctl.views.digest import digest

    if format == "html" and output is None and is_terminal(sys.stdout):
        raise Stop("a report is a page for a browser, not for a terminal", hint="okrctl report -o report.html")
    looked = look(*opened(ctx), None, Filters(department, cycle, owner, status, tag))
    write(
        looked.settings,
        format,
        output,
        sites=lambda: site_of(looked),
        pages=lambda: wiki_of(looked),
        messages=lambda: digest(looked.picture, looked.selection),
        badges=lambda: digest(looked.picture, looked.selection),
    )
    raise typer.Exit(looked.end())
