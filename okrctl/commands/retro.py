"""``okrctl retro``: the document for the retrospective of a cycle."""

from okrctl.commands._options import argument
from okrctl.commands._report import Report, report

PANEL = "Every week"


@report("documents", "data", refs=False, format="markdown")
def command(
    report: Report,
    cycle: str | None = argument("[CYCLE]", "The cycle to review; by default the last one."),
) -> None:
    """Write the retrospective of a cycle: results, surprises, dependencies, changes, open questions.

    Objectives that continue after the cycle are reviewed as of its last day.

    For example: okrctl retro 2026-Q1 --format markdown -o retro.md
    """
    from okrctl.flows.report.retro import review_of
    from okrctl.views.retro import document_of, object_of

    report.filters["cycle"] = [cycle] if cycle else None
    looked = report.looked
    report_day, found, calibration = review_of(looked, named=bool(cycle))
    report.write(
        documents=lambda: document_of(report_day, found, calibration),
        data=lambda: object_of(report_day, found, calibration),
    )
