"""``okrctl remove``: what never began goes, with every reference to it."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import DryRun
from okrctl.commands._terminal import opened

PANEL = "Change the plan"


def command(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="An objective, key result or KPI.", show_default=False)],
    dry_run: DryRun = False,
) -> None:
    """Remove what never began, with every reference to it.

    That is what has no check-in, and either has not started, is a draft, or was never committed. Everything else has a
    history: okrctl drop gives it up and keeps that.

    Example: okrctl remove marketing/newsletter
    """
    from okrctl.flows.plan import change

    change.remove(*opened(ctx), ref, dry_run=dry_run)
