"""``okrctl new key-result``."""

from okrctl.commands._options import DRY_RUN, HOLIDAYS, SEASON, argument, option
from okrctl.commands._terminal import Context, edited
from okrctl.commands.new._options import DEFINITION, ID, METRIC, OWNER, TITLE, UNIT, WEIGHT, WHY, One, WithKinds, said

PLACE = 3
CHOICE = "A key result: how an objective is measured"
CLASS = WithKinds


def command(
    ctx: Context,
    where: str = argument("OBJECTIVE", "Its objective."),
    title: str | None = TITLE,
    id: str | None = ID,
    unit: str | None = UNIT,
    metric: str | None = METRIC,
    kpi: One = option("--kpi", "REF", "The KPI that its values come from."),
    definition: str | None = DEFINITION,
    due: One = option("--due", "DATE", "Its due date; by default the end of the cycle."),
    owner: str | None = OWNER,
    why: str | None = WHY,
    weight: str | None = WEIGHT,
    season: str | None = SEASON,
    holiday: list[str] | None = HOLIDAYS,
    dry_run: bool = DRY_RUN,
) -> None:
    """Add a key result to an objective.

    For example: okrctl new key-result marketing/seo --title "40,000 visits a month" --baseline 31000 --target 40000
    """
    from okrctl.flows.plan import create
    from okrctl.flows.plan.season import wanted

    seasons = wanted(season, holiday)
    create.key_result(edited(ctx, dry_run), where, ctx.params, said(ctx), seasons=seasons)
