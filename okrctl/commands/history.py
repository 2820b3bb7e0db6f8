"""`okrctl history`: how one objective, key result or KPI changed, from check-ins and git."""

from okrctl.commands._options import argument
from okrctl.commands._report import Report, report

PANEL = "Look"


@report("documents", "tables", "data", refs=False, filters=())
def command(
    report: Report,
    ref: str = argument("REF", "An objective, key result or KPI."),
) -> None:
    """Show how an item's plan, values and score changed over time, and who changed what.

    For example: okrctl history marketing/organic-traffic
    """
    from okrctl.flows.report.history import life_of
    from okrctl.flows.workspace import left_out, open_workspace
    from okrctl.views.history import document_of, object_of, table_of

    session = open_workspace(report.settings)
    life = life_of(report.settings, session, ref)
    report.write(
        lambda: left_out(session, report.settings, report.console),
        documents=lambda: document_of(life),
        tables=lambda: table_of(life),
        data=lambda: object_of(life),
    )
