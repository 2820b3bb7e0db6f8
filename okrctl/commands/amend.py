"""``okrctl amend``: a plan field changed in mid-cycle, with the entry that tells of it."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import DryRun, Holidays, Season, Since, Why
from okrctl.commands._terminal import opened

PANEL = "Change the plan"


def command(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="An objective or key result.", show_default=False)],
    why: Why,
    to: Annotated[str | None, typer.Option("--to", metavar="[FIELD=]VALUE", help="What it is to become.")] = None,
    season: Season = None,
    holiday: Holidays = None,
    approved_by: Annotated[str | None, typer.Option("--approved-by", metavar="WHO", help="Who agreed.")] = None,
    on: Since = None,
    dry_run: DryRun = False,
) -> None:
    """Change a target, or any field of the plan, and leave a trace.

    Without FIELD the promise itself is meant: target, change, count, at_least, at_most or done_when. Parts are named by
    their path: milestones/live/due, checkpoints/2026-03-31. The field and an entry in `amended`, with the values before
    and after, are written in one go; nothing else in the file changes.

    With --season, checkpoints are set by last year's values instead: an export with a column of days or months, and one
    of values.
    """
    from okrctl.flows.plan import change
    from okrctl.flows.plan.season import wanted

    seasons = wanted(season, holiday)
    told = change.Reasons(why, approved_by, on)
    change.amend(*opened(ctx), ref, to, told, seasons=seasons, dry_run=dry_run)
