"""``okrctl deps``: who waits for whom between departments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from okrctl.commands._options import Cycles, Departments, Output, Owners, Refs, Tags, format_option
from okrctl.commands._output import EXIT_FINDINGS, emit, note
from okrctl.render import formats, graph_renderer

if TYPE_CHECKING:
    from okrctl.commands._look import Looked
    from okrctl.core.contracts.dependencies import Network
    from okrctl.core.contracts.dependency import Dependency
    from okrctl.core.review.selection import Named
    from okrctl.core.values.diagnostic import Place
    from okrctl.views.blocks import Document

PANEL = "Look"
Bad = Literal["late", "disputed", "at-risk", "unplanned", "unconfirmed"]
_ROOM = 80


def state(text: str) -> str:
    """The state of dependencies that an option names; a message for the user when it is none."""
    from okrctl.core.contracts.dependency import STATES

    if text not in STATES:
        near = get_close_matches(text, STATES, n=1, cutoff=0.5)
        raise typer.BadParameter(f"'{text}' is none; " + (f"did you mean {near[0]}?" if near else ", ".join(STATES)))
    return text


def command(
    ctx: typer.Context,
    refs: Refs = None,
    format: Annotated[str, format_option("text", "json", "markdown", "csv", *formats("graphs"))] = "text",
    output: Output = None,
    department: Departments = None,
    cycle: Cycles = None,
    owner: Owners = None,
    status: Annotated[
        list[str] | None,
        typer.Option("--status", metavar="STATE", parser=state, help="Only dependencies in this state."),
    ] = None,
    tag: Tags = None,
    fail_on: Annotated[
        Bad | None,
        typer.Option("--fail-on", help="End with 1 when one of those shown is in this state or a worse one."),
    ] = None,
) -> None:
    """Show who waits for whom between departments: trouble first, then the whole.

    A reference or a filter chooses the dependencies in which it stands on either side. JSON shows all that the filters
    choose, whatever is referred to.
    """
    from okrctl.commands._look import Filters, look
    from okrctl.commands._workspace import left_out
    from okrctl.core.contracts.dependencies import network
    from okrctl.core.contracts.dependency import STATES
    from okrctl.core.review.choice import chosen

    looked = look(ctx, None, Filters(department, cycle, owner, None, tag))
    named = replace(looked.selection, named=tuple(_named(looked, ref) for ref in refs or ()))
    found = network(looked.picture.ws, looked.picture.scores)
    in_state = [row for row in found.dependencies if not status or row.state in status]
    rows = chosen(in_state, looked.picture, named)
    shown = chosen(in_state, looked.picture, looked.selection) if format == "json" else rows
    _write(looked, found, shown, format, output, whole=not any((refs, department, cycle, owner, status, tag)))
    failing = [row for row in rows if fail_on and STATES.index(row.state) <= STATES.index(fail_on)]
    if failing:
        noun = "dependency is" if len(failing) == 1 else "dependencies are"
        note(looked.settings, f"{len(failing)} {noun} {fail_on}{'' if fail_on == 'late' else ' or worse'}")
    unresolved = (f"the dependency of {each.source.ref} on {each.text}" for each in found.unresolved)
    if left_out(looked.session, looked.settings, unresolved) or failing:
        raise typer.Exit(EXIT_FINDINGS)


def _named(looked: Looked, text: str) -> Named:
    """What a reference means; groups outside the files can be waited for, too."""
    from okrctl.commands import _look
    from okrctl.core.review.selection import Named

    if text in looked.session.workspace.config.external:
        return Named(text)
    return _look.named(looked.session, text, looked.picture.day)


def _write(
    looked: Looked, found: Network, rows: Sequence[Dependency], format: str, output: Path | None, *, whole: bool
) -> None:
    from okrctl.commands._report import write
    from okrctl.views.deps import deps_document
    from okrctl.views.deps_data import deps_graph, deps_json, deps_table

    name = looked.picture.ws.config.organization
    if format in formats("graphs"):
        graph = deps_graph(f"{name}: who waits for whom, {found.day}", rows, looked.picture.objectives)
        emit(graph_renderer(format)(graph), output)
        return
    positions = looked.positions

    def line_of(place: Place) -> int:
        return positions(place.path).line(place.at)

    def document() -> Document:
        if format == "csv":
            return deps_table(rows, line_of)
        return deps_document(name, found, rows, whole=whole, room=_ROOM if format == "text" else None)

    write(looked.settings, format, output, document=document, data=lambda: deps_json(found, rows, line_of))
