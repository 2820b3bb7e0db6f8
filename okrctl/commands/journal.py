"""``okrctl journal``: move check-ins into a department's file, or into files of their own."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from okrctl.commands._options import DryRun, argument
from okrctl.commands._terminal import edited

PANEL = "Change the plan"


def command(
    ctx: typer.Context,
    department: Annotated[
        str | None, argument("[DEPARTMENT]", "Whose check-ins to move; all departments by default.")
    ] = None,
    layout: Annotated[
        Literal["in-file", "file-per-check-in"] | None,
        typer.Option("--layout", help="Where to keep check-ins; by default as in okrctl.yaml.", show_default=False),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Move check-ins into the department's file, or into one file each.

    Entries move unchanged, with their comments. If the entries, their order or the findings would differ afterward,
    okrctl moves nothing. To choose where new check-ins go, set `check_in: {layout: …}` in okrctl.yaml.

    For example: okrctl journal marketing --layout file-per-check-in --dry-run
    """
    from okrctl.flows.plan.change import move_journal

    move_journal(edited(ctx, dry_run), department, layout)
