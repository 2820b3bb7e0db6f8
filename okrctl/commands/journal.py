"""``okrctl journal``: moves check-ins between the department's file and files of their own."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from okrctl.commands._terminal import opened

PANEL = "Change the plan"


def command(
    ctx: typer.Context,
    department: Annotated[
        str | None,
        typer.Argument(metavar="[DEPARTMENT]", help="Whose check-ins; all departments by default.", show_default=False),
    ] = None,
    layout: Annotated[
        Literal["in-file", "file-per-check-in"] | None,
        typer.Option("--layout", help="Where they are to stand; as okrctl.yaml says by default.", show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("-n", "--dry-run", help="Show the change, and write nothing.")] = False,
) -> None:
    """Move check-ins into the department's file, or into a file each.

    Every entry is moved as it stands, with its comments, and the result is compared with what was there: the same
    entries in the same order, and the same findings. Where that is in doubt nothing is moved. New check-ins go where
    `check_in: {layout: …}` in okrctl.yaml says.
    """
    from okrctl.flows.plan.journal import move_journal

    move_journal(*opened(ctx), department, layout, dry_run=dry_run)
