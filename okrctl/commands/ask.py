"""``okrctl ask``: what an objective or key result needs from another department."""

from typing import Any

from okrctl.commands._options import DRY_RUN, argument, day, option
from okrctl.commands._terminal import Context, edited

PANEL = "Change the plan"


def command(
    ctx: Context,
    provider: str = argument("PROVIDER", "A department, objective or key result to ask."),
    consumer: str = option("--for", "CONSUMER", "The objective or key result that needs it.", default=...),
    need: str = option("--need", "TEXT", "What is needed.", default=...),
    due: Any = option("--due", "DATE", "When you need it; recommended.", parser=day),
    dry_run: bool = DRY_RUN,
) -> None:
    """Ask another department for something that your plan needs.

    Adds `depends_on` to your objective or key result. The other department sees the request in okrctl status, due and
    checkin, along with the okrctl confirm command that answers it.

    For example: okrctl ask technology --for marketing/seo --need "Pages under two seconds" --due 2026-03-31
    """
    from okrctl.flows.plan import change

    change.ask(edited(ctx, dry_run), provider, consumer, need, due=due)
