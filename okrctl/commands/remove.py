"""``okrctl remove``: remove something that never started, with every reference to it."""

from okrctl.commands._options import DRY_RUN, argument
from okrctl.commands._terminal import Context, edited

PANEL = "Change the plan"


def command(
    ctx: Context,
    ref: str = argument("REF", "An objective, key result or KPI."),
    dry_run: bool = DRY_RUN,
) -> None:
    """Remove an item that never started, and every reference to it.

    The item must have no check-ins, and be a draft, not started yet, or not committed to git yet. For anything else,
    use okrctl drop, which keeps the history.

    For example: okrctl remove marketing/newsletter
    """
    from okrctl.flows.plan import change

    change.remove(edited(ctx, dry_run), ref)
