"""``okrctl rename``: another id, and every reference to it."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import DryRun
from okrctl.commands._terminal import opened

PANEL = "Change the plan"


def command(
    ctx: typer.Context,
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF", help="An objective, key result, milestone, KPI or department.", show_default=False
        ),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW-ID", help="Its new id.", show_default=False)],
    dry_run: DryRun = False,
) -> None:
    """Give another id, and follow it everywhere.

    The id and all references to it change, in every file, journals included; `formerly` keeps the history of objectives
    and key results together (the format has none for others). All files are written, or none. Comments, free text and
    the names of files are left as they are.
    """
    from okrctl.flows.plan import change

    change.rename(*opened(ctx), ref, new, dry_run=dry_run)
