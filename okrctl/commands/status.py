"""``okrctl status``: the state of the company."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from okrctl.commands._options import CHANGED_SINCE, flag
from okrctl.commands._report import Report, report

if TYPE_CHECKING:
    from okrctl.flows.report.look import Looked
    from okrctl.views.blocks import Document

PANEL = "Look"


@report("documents", "tables", "data")
def command(
    report: Report,
    everything: bool = flag("--all", help="Also every objective and key result."),
    changed_since: str | None = CHANGED_SINCE,
    *,
    watch: bool = flag("--watch", help="Refresh whenever a file changes."),
) -> None:
    """Show how the company is doing: one line per department, KPIs, and what needs attention.

    With a reference, or a filter that selects key results, it shows their progress. Filters select rows and never
    change a number; --cycle selects the period that counts. JSON is always complete.

    For example: okrctl status marketing --since last-monday
    """
    from okrctl.commands._watch import watch as draw
    from okrctl.views.status import status_document
    from okrctl.views.status_data import status_json, status_table

    def document(looked: Looked) -> Document:
        changed = looked.changes(changed_since)
        return status_document(looked.report_day, looked.selection, everything=everything, changed=changed)

    if watch:
        raise typer.Exit(draw(report.settings, "" if report.output else report.format, report.look, document))
    looked = report.looked
    report.write(
        documents=lambda: document(looked),
        tables=lambda: status_table(looked.report_day, looked.selection),
        data=lambda: status_json(looked.report_day, looked.selection, looked.positions, looked.changes(changed_since)),
    )
