"""``okrctl new kpi``."""

from okrctl.commands._options import DRY_RUN, option
from okrctl.commands._terminal import Context, edited
from okrctl.commands.new._options import AT_LEAST, AT_MOST, DEFINITION, HOME, ID, METRIC, OWNER, TITLE, UNIT, Many

PLACE = 4
CHOICE = "A KPI: a number that is monitored continuously"


def command(
    ctx: Context,
    where: str = HOME,
    title: str | None = TITLE,
    id: str | None = ID,
    unit: str | None = UNIT,
    metric: str | None = METRIC,
    at_least: str | None = AT_LEAST,
    at_most: str | None = AT_MOST,
    except_: Many = option(
        "--except", "DAYS BOUNDS", "Different bounds for part of the year: '11-20/12-02 at_most=55 why=…'."
    ),
    definition: str | None = DEFINITION,
    owner: str | None = OWNER,
    dry_run: bool = DRY_RUN,
) -> None:
    """Add a KPI: a metric that is monitored continuously, with its healthy range.

    For example: okrctl new kpi sales --title "Return rate" --unit percent --at-most 8
    """
    from okrctl.flows.plan import create

    create.kpi(edited(ctx, dry_run), where, ctx.params)
