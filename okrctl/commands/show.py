"""``okrctl show``: one item in full."""

from okrctl.commands._options import argument
from okrctl.commands._report import Report, report

PANEL = "Look"


@report("documents", "data", refs=False, filters=())
def command(
    report: Report,
    ref: str = argument("REF", "An objective, key result or KPI: department/id, or its id alone."),
) -> None:
    """Show one objective, key result or KPI in full.

    You see its plan and how that changed, its check-ins, what it supports and needs, who depends on it, and where it is
    heading.

    For example: okrctl show marketing/organic-traffic
    """
    from okrctl.flows.report.look import item_of
    from okrctl.views.show import show_document
    from okrctl.views.show_data import show_json

    looked = report.looked
    item = item_of(looked, ref)
    report.write(
        documents=lambda: show_document(looked.report_day, item),
        data=lambda: show_json(looked.report_day, item, looked.positions),
    )
