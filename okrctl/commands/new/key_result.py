"""``okrctl new key-result``."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import DryRun, Holidays, Season, argument, option
from okrctl.commands._terminal import edited
from okrctl.commands.new._options import (
    Definition,
    Id,
    Metric,
    One,
    Owner,
    Title,
    Unit,
    Weight,
    Why,
    WithKinds,
    said,
)

PLACE = 3
CHOICE = "A key result: how an objective is measured"
CLASS = WithKinds


def command(
    ctx: typer.Context,
    where: Annotated[str, argument("OBJECTIVE", "Its objective.")],
    title: Title = None,
    id: Id = None,
    unit: Unit = None,
    metric: Metric = None,
    kpi: Annotated[One, option("--kpi", "REF", "The KPI that its values come from.")] = None,
    definition: Definition = None,
    due: Annotated[One, option("--due", "DATE", "Its due date; by default the end of the cycle.")] = None,
    owner: Owner = None,
    why: Why = None,
    weight: Weight = None,
    season: Season = None,
    holiday: Holidays = None,
    dry_run: DryRun = False,
) -> None:
    """Add a key result to an objective.

    For example: okrctl new key-result marketing/seo --title "40,000 visits a month" --baseline 31000 --target 40000
    """
    from okrctl.flows.plan import create
    from okrctl.flows.plan.season import wanted

    seasons = wanted(season, holiday)
    create.key_result(edited(ctx, dry_run), where, ctx.params, said(ctx), seasons=seasons)
