"""`okrctl diff`: what a change means, for the one who reviews it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from okrctl.commands._options import Output, format_option

if TYPE_CHECKING:
    from okrctl.commands._compared import Compared
    from okrctl.core.findings.diagnose import Positions
    from okrctl.views.changes import Changes

PANEL = "In CI and git"
FORMAT = format_option("text", "json", "markdown", "github")


def command(
    ctx: typer.Context,
    revisions: Annotated[
        str | None, typer.Argument(metavar="[REV[..REV]]", help="What to compare with, or two revisions.")
    ] = None,
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
) -> None:
    """Show what changed in meaning: goals eased or raised, contracts, check-ins, scores before and after.

    Without revisions: what the working tree changes since it left the default branch. With one: the working tree
    against it. With two: the second against the first; with three dots against where it left the first.
    """
    from okrctl.commands._compared import compared
    from okrctl.commands._output import emit
    from okrctl.commands._report import write
    from okrctl.commands._settings import settings
    from okrctl.commands._workspace import as_of, left_out
    from okrctl.core.checks.case import Case
    from okrctl.core.findings.diagnose import Positions
    from okrctl.core.values.diagnostic import Place
    from okrctl.views.changes import Changes, document_of
    from okrctl.views.changes_data import object_of

    found = settings(ctx)
    day = as_of(found)
    sides = compared(ctx, found, revisions, day)
    positions = Positions(sides.after.text, sides.text_before)

    def line(path: str, at: tuple[str | int, ...], base: bool) -> int:
        return positions.span(Place(path, at, base=base)).line

    case = Case(sides.after.workspace, day, sides.workspace_before, beyond=sides.beyond)
    changes = Changes(case, *sides.names, line)
    if format == "github":
        emit(_annotations(changes, positions, sides), output)
    elif format == "markdown":
        from okrctl.render import document_renderer
        from okrctl.render.markdown import comment

        emit(comment(document_renderer("markdown")(document_of(changes))), output)
    else:
        write(found, format, output, document=lambda: document_of(changes), data=lambda: object_of(changes))
    raise typer.Exit(left_out(sides.after, found, sides.unread_before))


def _annotations(changes: Changes, positions: Positions, sides: Compared) -> str:
    """Annotations beside the lines, and all of them as a list."""
    from okrctl.render import diagnostics_renderer
    from okrctl.shell.files import repository_prefix
    from okrctl.views.changes_data import annotations_of
    from okrctl.views.diagnostics import Report

    found = tuple(annotations_of(changes, positions.span))
    prefix = repository_prefix(sides.after.root)
    return diagnostics_renderer("github")(Report(found, tuple(sorted({each.path for each in found})), prefix=prefix))
