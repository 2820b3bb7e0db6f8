"""``okrctl new key-result``."""

from __future__ import annotations

from typing import Annotated

import typer
from typer import Option

from okrctl.commands._options import DryRun
from okrctl.commands._terminal import opened
from okrctl.commands.new._options import (
    AtLeast,
    AtMost,
    Definition,
    Id,
    Many,
    Metric,
    One,
    Owner,
    Title,
    Unit,
    Weight,
    Why,
)

PLACE = 3


def command(
    ctx: typer.Context,
    where: Annotated[str, typer.Argument(metavar="OBJECTIVE", help="Its objective.", show_default=False)],
    title: Title = None,
    id: Id = None,
    target: Annotated[One, Option("--target", metavar="NUMBER", help="Where it should be at the end.")] = None,
    change: Annotated[One, Option("--change", metavar="CHANGE", help="How far it should move: +20%, +2pp, -1.")] = None,
    baseline: Annotated[One, Option("--baseline", metavar="NUMBER", help="Where it starts.")] = None,
    count: Annotated[One, Option("--count", metavar="NUMBER", help="How many of something, from none.")] = None,
    at_least: AtLeast = None,
    at_most: AtMost = None,
    hold: Annotated[One, Option("--hold", metavar="true|SHARE", help="Hold the level, always or so often.")] = None,
    done_when: Annotated[One, Option("--done-when", metavar="TEXT", help="What shows that it is done.")] = None,
    milestone: Annotated[
        Many, Option("--milestone", metavar="ID=TITLE[@DATE]", help="A step and its day; again for more.")
    ] = None,
    unit: Unit = None,
    metric: Metric = None,
    kpi: Annotated[One, Option("--kpi", metavar="REF", help="The KPI whose series it reads.")] = None,
    definition: Definition = None,
    due: Annotated[One, Option("--due", metavar="DATE", help="By when; the cycle's end by default.")] = None,
    owner: Owner = None,
    why: Why = None,
    weight: Weight = None,
    dry_run: DryRun = False,
) -> None:
    """Add a key result to an objective."""
    from okrctl.flows.plan import create

    given = {"title": title, "id": id, "unit": unit, "metric": metric, "kpi": kpi, "definition": definition}
    given |= {"due": due, "owner": owner, "why": why, "weight": weight}
    measured = {"baseline": baseline, "target": target, "change": change, "count": count}
    measured |= {"at_least": at_least, "at_most": at_most, "hold": hold, "done_when": done_when}
    create.key_result(*opened(ctx), where, given, measured, milestone or (), dry_run=dry_run)
