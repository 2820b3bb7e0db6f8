"""``okrctl tree``: who supports whom."""

from okrctl.commands._report import Report, report

PANEL = "Look"


@report("documents", "data")
def command(report: Report) -> None:
    """Show the alignment: the company's objectives and everything that supports them.

    The scores of supporting items are shown next to the parent's score and never change it. With a reference, it shows
    what supports that item; with a filter, the selected items and everything they support.

    For example: okrctl tree founder/growth
    """
    from okrctl.views.tree import tree_document, tree_json

    looked = report.looked
    report_day, selection = looked.report_day, looked.selection
    report.write(
        documents=lambda: tree_document(report_day, selection),
        data=lambda: tree_json(report_day, selection),
    )
