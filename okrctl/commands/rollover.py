"""``okrctl rollover``: what a cycle left unfinished goes on in the next one, and its journal is archived."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import Departments, DryRun
from okrctl.commands._terminal import opened

PANEL = "Change the plan"


def command(
    ctx: typer.Context,
    refs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REF]...", help="What goes on; everything unfinished by default.", show_default=False),
    ] = None,
    old: Annotated[
        str, typer.Option("--from", metavar="CYCLE", help="The cycle that is over.", show_default=False)
    ] = "",
    new: Annotated[str, typer.Option("--to", metavar="CYCLE", help="The next one.", show_default=False)] = "",
    department: Departments = None,
    diff: Annotated[bool, typer.Option("--diff", help="Also show the changed lines.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing, on a terminal either.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Carry over what a cycle left unfinished, and archive its journal.

    It shows a page first: what goes on, what ends, what changes. Objectives keep their ids and begin at the last value
    of each key result; of a change that was reached in part the rest goes on, and the number in its title follows (on
    a terminal it asks: the rest, or all of it again). Requests go on together with the promises that answer them.
    Days that have passed, checkpoints and references to what ends are left out. Check-ins of the old cycle move, as
    they stand, to a file of their own.

    Example: okrctl rollover --from 2026-Q1 --to 2026-Q2
    """
    from okrctl.flows.plan.rollover import carry_over

    carry_over(
        *opened(ctx),
        refs or (),
        old=old,
        new=new,
        departments=department or (),
        ask=not no_input,
        dry_run=dry_run,
        diff=diff,
    )
