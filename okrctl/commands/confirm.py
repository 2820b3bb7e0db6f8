"""``okrctl confirm``: the provider's word to somebody who depends on it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from okrctl.commands._options import DryRun, day

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
    from okrctl.commands._output import note
    from okrctl.commands._plan_edit import editing
    from okrctl.core.planning.confirm import Confirmed, answered, confirm

    edit = editing(ctx, dry_run)
    giver, taker = edit.entry(provider, milestone=True), edit.entry(consumer, milestone=True)
    found = confirm(edit.ws, giver, taker, due)
    if not isinstance(found, Confirmed):
        edit.finish(found, "")
        return
    proposal = edit.finish(
        found.wish,
        f"{giver.ref} has promised this to {taker.ref}",
        lambda after: None if answered(after, giver, found) else f"{taker.ref} would not find this promise",
    )
    for request in answered(proposal.workspace(edit.ws), giver, found) or ():
        if request.disputed:
            note(edit.found, f"disputed: needed by {request.asked}, promised for {request.promised}")
