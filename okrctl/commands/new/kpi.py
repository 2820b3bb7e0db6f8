"""``okrctl new kpi``."""

from __future__ import annotations

import typer

from okrctl.commands._options import DryRun
from okrctl.commands._terminal import opened
from okrctl.commands.new._options import AtLeast, AtMost, Definition, Home, Id, Metric, Owner, Title, Unit

PLACE = 4


def command(
    ctx: typer.Context,
    where: Home,
    title: Title = None,
    id: Id = None,
    unit: Unit = None,
    metric: Metric = None,
    at_least: AtLeast = None,
    at_most: AtMost = None,
    definition: Definition = None,
    owner: Owner = None,
    dry_run: DryRun = False,
) -> None:
    """Add a KPI: a quantity watched for ever."""
    from okrctl.flows.plan import create

    given = {"title": title, "id": id, "unit": unit, "metric": metric, "at_least": at_least, "at_most": at_most}
    given |= {"definition": definition, "owner": owner}
    create.kpi(*opened(ctx), where, given, dry_run=dry_run)
