"""``okrctl ask``: what an objective or key result needs from another department."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from okrctl.commands._options import DryRun, day
from okrctl.commands._terminal import opened

PANEL = "Change the plan"


def command(
    ctx: typer.Context,
    provider: Annotated[
        str,
        typer.Argument(metavar="PROVIDER", help="A department, objective or key result to ask.", show_default=False),
    ],
    consumer: Annotated[
        str,
        typer.Option(
            "--for", metavar="CONSUMER", help="The objective or key result that needs it.", show_default=False
        ),
    ],
    need: Annotated[str, typer.Option("--need", metavar="TEXT", help="What is needed.", show_default=False)],
    due: Annotated[
        Any, typer.Option("--due", metavar="DATE", parser=day, help="When you need it; recommended.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Ask another department for something that your plan needs.

    Adds `depends_on` to your objective or key result. The other department sees the request in okrctl status, due and
    checkin, along with the okrctl confirm command that answers it.

    For example: okrctl ask technology --for marketing/seo --need "Pages under two seconds" --due 2026-03-31
    """
    from okrctl.flows.plan import change

    change.ask(*opened(ctx), provider, consumer, need, due=due, dry_run=dry_run)
