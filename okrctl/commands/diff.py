"""`okrctl diff`: what a change means, for its reviewer."""

from okrctl.commands._options import CHANGED_SINCE, argument
from okrctl.commands._report import Report, report

PANEL = "In CI and git"


@report("screens", "pages", "data", "annotations", refs=False, filters=())
def command(
    report: Report,
    revisions: str | None = argument("[REV[..REV]]", "What to compare with, or two revisions."),
    changed_since: str | None = CHANGED_SINCE,
) -> None:
    """Show what a change means: goals made easier or harder, dependencies, check-ins, scores before and after.

    Without a revision, it compares the working tree with the point where it branched off the default branch. With REV,
    it compares with the point where it branched off REV; with `REV..`, with REV itself. `A..B` compares B with A;
    `A...B` compares B with the point where it branched off A. With --since, it compares with the last commit of that
    day.

    For example: okrctl diff origin/main
    """
    from okrctl.core.values.stop import Stop
    from okrctl.flows.compare import compare, since
    from okrctl.views.changes import document_of
    from okrctl.views.changes_data import object_of
    from okrctl.views.review import review_of

    if changed_since and revisions:
        raise Stop("--since and a revision say different things", hint="leave out one of them")
    found = compare(
        report.settings, report.console, since(report.settings, changed_since) if changed_since else revisions
    )
    report.write(
        found.end,
        screens=lambda: document_of(found.changes),
        pages=lambda: review_of(found.changes),
        data=lambda: object_of(found.changes),
        annotations=found.annotations,
    )
