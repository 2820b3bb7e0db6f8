"""``okrctl confirm``: promise what another department asked for."""

from typing import Any

from okrctl.commands._options import DRY_RUN, argument, day, option
from okrctl.commands._terminal import Context, edited

PANEL = "Change the plan"


def command(
    ctx: Context,
    provider: str = argument("PROVIDER", "The objective or key result that delivers."),
    consumer: str = option("--for", "CONSUMER", "The one that depends on it.", default=...),
    due: Any = option("--due", "DATE", "The date promised; by default its own due date.", parser=day),
    dry_run: bool = DRY_RUN,
) -> None:
    """Promise another department what it asked for.

    Adds `promised_to` to the provider, in its own file, to record that both sides agree. To promise a later date than
    requested, pass --due; the dependency is then disputed until one of the two dates changes.

    For example: okrctl confirm technology/speed --for marketing/seo --due 2026-03-31
    """
    from okrctl.flows.plan import change

    change.confirm(edited(ctx, dry_run), provider, consumer, due=due)
