"""Something another department needs is late.

The date has passed, and someone is waiting. Everything that depends on it, directly or not, is at risk: see `okrctl
deps`.

Talk to the provider. If it is done, report it; otherwise agree on a new date and write it on both sides.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.contracts.contracts import Contract
from okrctl.core.contracts.dependencies import network
from okrctl.core.values.counted import counted
from okrctl.core.values.diagnostic import Place, Problem, Problems, Related

CODE = "OKR804"
SEVERITY = "advice"


def check(case: RuleContext) -> Problems:
    """Dependencies that are late today."""
    for row in network(case.ws, case.today_scores).dependencies:
        if row.state == "late" and row.due is not None:
            days = (case.today - row.due).days
            since = f"since {row.due}, {counted(days, 'day')}"
            message = f"{row.waits} waits for {row.on} {since}"
            help = f"agree with {row.asked_department} on a new day; okrctl deps {row.waits} shows the rest"
            yield Problem("late-dependency", _place(row.contract), message, help, _provider(row.contract))


def _place(contract: Contract) -> Place:
    """The date it was needed; without a date, the item that is needed."""
    place = contract.need.place
    return Place(place.path, (*place.at[:-1], "due")) if contract.asked else place


def _provider(contract: Contract) -> tuple[Related, ...]:
    entry = contract.provider.entry
    return (Related(entry.place("id"), "this is what it waits for"),) if entry else ()
