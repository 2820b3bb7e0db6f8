"""``okrctl drop``: give up an objective or key result mid-cycle."""

from typing import Any

from okrctl.commands._options import DRY_RUN, SINCE, WHY, argument
from okrctl.commands._terminal import Context, edited

PANEL = "Change the plan"


def command(
    ctx: Context,
    ref: str = argument("REF", "An objective or key result."),
    why: str = WHY,
    on: Any = SINCE,
    dry_run: bool = DRY_RUN,
) -> None:
    """Give up an objective or key result, and say why.

    The item stays in the file, but isn't scored from that day on. okrctl lists what depends on it.

    For example: okrctl drop marketing/influencers --why "The budget moved to search"
    """
    from okrctl.flows.plan import change

    change.drop(edited(ctx, dry_run), ref, why=why, on=on)
