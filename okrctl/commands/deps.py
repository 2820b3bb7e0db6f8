"""``okrctl deps``: who waits for whom between departments."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from okrctl.commands._options import (
    ChangedSince,
    Cycles,
    Departments,
    Output,
    Owners,
    Refs,
    Tags,
    format_option,
    state_of_dependencies,
)
from okrctl.commands._terminal import opened

PANEL = "Look"
Bad = Literal["late", "disputed", "at-risk", "unplanned", "unconfirmed"]
_ROOM = 80
STATE = typer.Option("--status", metavar="STATE", parser=state_of_dependencies, help="Only those in this state.")


def command(
    ctx: typer.Context,
    refs: Refs = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what is on track, and shared objectives.")] = False,
    changed_since: ChangedSince = None,
    group: Annotated[
        Literal["objective", "department"], typer.Option("--group", help="What each box of a diagram stands for.")
    ] = "objective",
    format: Annotated[str, format_option("documents", "tables", "graphs", "data")] = "text",
    output: Output = None,
    department: Departments = None,
    cycle: Cycles = None,
    owner: Owners = None,
    status: Annotated[list[str] | None, STATE] = None,
    tag: Tags = None,
    fail_on: Annotated[
        Bad | None, typer.Option("--fail-on", help="Exit with 1 if one shown is in this state or a worse one.")
    ] = None,
) -> None:
    """Show which departments are waiting on each other, trouble first.

    A reference or filter selects dependencies if either side matches. JSON contains everything that the filters select.

    For example: okrctl deps marketing --status at-risk
    """
    from okrctl.commands._output import write
    from okrctl.core.values.stop import EXIT_FINDINGS
    from okrctl.flows.report.deps import waiting
    from okrctl.flows.report.look import Filters, look
    from okrctl.views.deps import Shape, deps_document
    from okrctl.views.deps_data import deps_graph, deps_json, deps_table

    looked = look(*opened(ctx), None, Filters(department, cycle, owner, None, tag))
    found = waiting(looked, refs or (), status or ())
    changed = found.since(looked.earlier(changed_since))
    name, rows, whole = found.organization, found.rows, not any((refs, department, cycle, owner, status, tag))
    write(
        looked.settings,
        format,
        output,
        screens=lambda: deps_document(name, found.network, rows, Shape(whole, everything, _ROOM, changed)),
        pages=lambda: deps_document(name, found.network, rows, Shape(whole, True, None, changed)),
        tables=lambda: deps_table(rows, found.line_of),
        graphs=lambda: deps_graph(found.title, rows, looked.report_day.objectives, by_department=group == "department"),
        data=lambda: deps_json(found.organization, found.network, found.filtered, found.line_of),
    )
    failing = found.failing(fail_on)
    raise typer.Exit(EXIT_FINDINGS if found.end(judges=fail_on is not None) or failing else 0)
