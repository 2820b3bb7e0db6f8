"""``okrctl drop``: an objective or key result given up in mid-cycle."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import DryRun, Since, Why
from okrctl.commands._terminal import opened

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
    from okrctl.flows.plan import change

    change.drop(*opened(ctx), ref, why=why, on=on, dry_run=dry_run)
