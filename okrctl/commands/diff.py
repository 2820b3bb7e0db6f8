"""`okrctl diff`: what a change means, for the one who reviews it."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Output, format_option
from okrctl.commands._terminal import opened

PANEL = "In CI and git"
FORMAT = format_option("screens", "pages", "data", "annotations")


def command(
    ctx: typer.Context,
    revisions: Annotated[
        str | None, typer.Argument(metavar="[REV[..REV]]", help="What to compare with, or two revisions.")
    ] = None,
    format: Annotated[str, FORMAT] = "text",
    output: Output = None,
) -> None:
    """Show what changed in meaning: goals eased or raised, contracts, check-ins, scores before and after.

    Without revisions: what the working tree changes since it left the default branch. With one: what it changes since
    it left that revision; `REV..` compares with the revision itself. With two: the second against the first; with
    three dots against where it left the first.
    """
    from okrctl.commands._output import write
    from okrctl.flows.compare.changes import compare
    from okrctl.views.changes import document_of
    from okrctl.views.changes_data import object_of
    from okrctl.views.review import review_of

    settings, console = opened(ctx)
    found = compare(settings, console, revisions)
    write(
        settings,
        format,
        output,
        screens=lambda: document_of(found.changes),
        pages=lambda: review_of(found.changes),
        data=lambda: object_of(found.changes),
        annotations=found.annotations,
    )
    raise typer.Exit(found.end())
