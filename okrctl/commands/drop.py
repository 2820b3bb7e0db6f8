"""``okrctl drop``: an objective or key result given up in mid-cycle."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import DryRun, Since, Why

PANEL = "Change the plan"


def command(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="An objective or key result.", show_default=False)],
    why: Why,
    on: Since = None,
    dry_run: DryRun = False,
) -> None:
    """Give an objective or key result up, and say why.

    It stays in the file, is read as before up to that day, and counts no more from then on. What depends on it is said.
    """
    from okrctl.commands._plan_edit import editing, reason
    from okrctl.commands._workspace import as_of
    from okrctl.core.planning.amend import drop

    edit = editing(ctx, dry_run)
    entry = edit.entry(ref)
    day = on or as_of(edit.found)
    edit.finish(drop(entry, reason(why), day), f"{entry.ref}: dropped, from {day} on")
