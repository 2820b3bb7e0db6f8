"""``okrctl deps``: who waits for whom between departments."""

from typing import Literal

from okrctl.commands._options import CHANGED_SINCE, flag, option, state_of_dependencies
from okrctl.commands._report import Report, report

PANEL = "Look"
Bad = Literal["late", "disputed", "at-risk", "unplanned", "unconfirmed"]
_ROOM = 80
STATE = option("--status", "STATE", "Only those in this state.", parser=state_of_dependencies)


@report("documents", "tables", "graphs", "data")
def command(
    report: Report,
    everything: bool = flag("--all", help="Also what is on track, and shared objectives."),
    changed_since: str | None = CHANGED_SINCE,
    group: Literal["objective", "department"] = option(
        "--group", None, "What each box of a diagram stands for.", "objective"
    ),
    *,
    status: list[str] | None = STATE,
    fail_on: Bad | None = option("--fail-on", None, "Exit with 1 if one shown is in this state or a worse one."),
) -> None:
    """Show which departments are waiting on each other, trouble first.

    A reference or filter selects dependencies if either side matches. JSON contains everything that the filters select.

    For example: okrctl deps marketing --status at-risk
    """
    from okrctl.core.values.stop import EXIT_FINDINGS
    from okrctl.flows.report.deps import waiting
    from okrctl.views.deps import Shape, deps_document
    from okrctl.views.deps_data import deps_graph, deps_json, deps_table

    whole = not any((report.refs, status, *report.filters.values()))
    # a reference selects dependencies, on either side
    refs, report.refs = report.refs, None
    looked = report.looked
    found = waiting(looked, refs or (), status or ())
    changed = found.since(looked.earlier(changed_since))
    name, rows = found.organization, found.rows

    def end() -> int:
        failing = found.failing(fail_on)
        return EXIT_FINDINGS if found.end(judges=fail_on is not None) or failing else 0

    report.write(
        end,
        screens=lambda: deps_document(name, found.network, rows, Shape(whole, everything, _ROOM, changed)),
        pages=lambda: deps_document(name, found.network, rows, Shape(whole, True, None, changed)),
        tables=lambda: deps_table(rows, found.line_of),
        graphs=lambda: deps_graph(found.title, rows, looked.report_day.objectives, by_department=group == "department"),
        data=lambda: deps_json(found.organization, found.network, found.filtered, found.line_of),
    )
