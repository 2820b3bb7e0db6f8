"""``okrctl confirm``: the provider's word to somebody who depends on it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from okrctl.commands._options import DryRun, day
from okrctl.commands._terminal import opened

PANEL = "Change the plan"


def command(
    ctx: typer.Context,
    provider: Annotated[
        str, typer.Argument(metavar="PROVIDER", help="The objective or key result that provides.", show_default=False)
    ],
    consumer: Annotated[
        str, typer.Option("--for", metavar="CONSUMER", help="The one that depends on it.", show_default=False)
    ],
    due: Annotated[
        Any, typer.Option("--due", metavar="DATE", parser=day, help="Promised for; its own due day by default.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Promise another department what it asked for.

    Adds `promised_to` to the provider, in its own file: then both sides have signed. A promise for later than asked
    takes --due, and stands as disputed until one of the two days is changed.
    """
    from okrctl.flows.plan import change

    change.confirm(*opened(ctx), provider, consumer, due=due, dry_run=dry_run)
