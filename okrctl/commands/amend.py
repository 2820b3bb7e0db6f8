"""``okrctl amend``: a plan field changed in mid-cycle, with the entry that tells of it."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import DryRun, Holidays, Season, Since
from okrctl.commands._terminal import opened

PANEL = "Change the plan"


def command(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="An objective, key result or KPI.", show_default=False)],
    to: Annotated[
        str | None, typer.Option("--to", metavar="[FIELD=]VALUE", help="The new value.", show_default=False)
    ] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason.", show_default=False)] = None,
    season: Season = None,
    holiday: Holidays = None,
    approved_by: Annotated[str | None, typer.Option("--approved-by", metavar="WHO", help="Who agreed.")] = None,
    on: Since = None,
    dry_run: DryRun = False,
) -> None:
    """Change a target, or any other field of the plan, and leave a trace.

    Without FIELD it changes the goal itself: target, change, count, at_least, at_most or done_when. Lists are given as
    a whole (supports=founder/growth,sales/leads); FIELD= takes an optional field out. Parts are named by their path:
    milestones/live/due, checkpoints/2026-03-31; milestones/pilot=TITLE@DATE adds one. The field and an entry in
    `amended`, with the values before and after, are written in one go; nothing else in the file changes.

    With --season, checkpoints are set by last year's values instead: an export with a column of days or months, and one
    of values.

    Example: okrctl amend marketing/organic-traffic --to 138000 --why "Two launches moved to summer"
    """
    from okrctl.flows.plan import change, season_amend
    from okrctl.flows.plan.season import wanted

    seasons = wanted(season, holiday, instead_of=to)
    if seasons:
        season_amend.amend(*opened(ctx), ref, seasons, why=why, approved_by=approved_by, on=on, dry_run=dry_run)
    else:
        change.amend(*opened(ctx), ref, to, why=why, approved_by=approved_by, on=on, dry_run=dry_run)
