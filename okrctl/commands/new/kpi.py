"""``okrctl new kpi``."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands._options import DryRun, option
from okrctl.commands._terminal import edited
from okrctl.commands.new._options import AtLeast, AtMost, Definition, Home, Id, Many, Metric, Owner, Title, Unit

PLACE = 4
CHOICE = "A KPI: a number that is monitored continuously"


def command(
    ctx: typer.Context,
    where: Home,
    title: Title = None,
    id: Id = None,
    unit: Unit = None,
    metric: Metric = None,
    at_least: AtLeast = None,
    at_most: AtMost = None,
    except_: Annotated[
        Many,
        option("--except", "DAYS BOUNDS", "Different bounds for part of the year: '11-20/12-02 at_most=55 why=…'."),
    ] = None,
    definition: Definition = None,
    owner: Owner = None,
    dry_run: DryRun = False,
) -> None:
    """Add a KPI: a metric that is monitored continuously, with its healthy range.

    For example: okrctl new kpi sales --title "Return rate" --unit percent --at-most 8
    """
    from okrctl.flows.plan import create

    create.kpi(edited(ctx, dry_run), where, ctx.params)
