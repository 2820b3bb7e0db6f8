"""``okrctl new objective``."""

from okrctl.commands._options import DRY_RUN, flag, option
from okrctl.commands._terminal import Context, edited
from okrctl.commands.new._options import CYCLE, HOME, ID, OWNER, TITLE, WEIGHT, WHY, Many, One

PLACE = 2
CHOICE = "An objective: what to achieve"


def command(
    ctx: Context,
    where: str = HOME,
    title: str | None = TITLE,
    id: str | None = ID,
    cycle: str | None = CYCLE,
    ambition: One = option("--ambition", "WORD", "committed or aspirational."),
    owner: str | None = OWNER,
    why: str | None = WHY,
    supports: Many = option("--supports", "REF", "An item it supports; repeat for more."),
    joint_with: Many = option("--joint-with", "ID", "A department that shares it; repeat for more."),
    weight: str | None = WEIGHT,
    draft: bool = flag("--draft", help="Not agreed yet: no scores, no reminders."),
    dry_run: bool = DRY_RUN,
) -> None:
    """Add an objective; add its key results next.

    For example: okrctl new objective marketing --title "Shoppers find us first" --ambition committed
    """
    from okrctl.flows.plan import create

    create.objective(edited(ctx, dry_run), where, ctx.params)
