"""Who waits for an objective or key result, in any state of the dependency."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from okrctl.core.company.links import links
from okrctl.core.company.workspace import Workspace
from okrctl.core.contracts.contracts import Contract, contracts
from okrctl.core.contracts.matching import Spot, home, spot
from okrctl.core.values.frozen import frozen


@frozen
class Waiter:
    """One that waits: its reference, what it needs in words, and by which day."""

    ref: str
    need: str | None
    due: date | None


@frozen
class Waiters:
    """Who waits, by what is waited for: by the very item, and by the objective that the item belongs to."""

    of_item: Mapping[Spot, tuple[Waiter, ...]]
    of_objective: Mapping[Spot, tuple[Waiter, ...]]

    def whoever(self, at: Spot, objective: Spot | None) -> tuple[Waiter, ...]:
        """Who waits for an item.

        Args:
            at: the item.
            objective: that of a key result, because who waits for it waits for its key results, too. An objective
                itself (None) is waited for by whoever waits for any of its key results.
        """
        if objective is None:
            return self.of_objective.get(at, ())
        found = (*self.of_item.get(at, ()), *self.of_item.get(objective, ()))
        return tuple(dict.fromkeys(found))


def waiters(ws: Workspace, day: date) -> Waiters:
    """Who waits in a workspace on a day: whose cycle is over, and what was closed or dropped, waits no more."""
    items: dict[Spot, list[Waiter]] = {}
    objectives: dict[Spot, list[Waiter]] = {}
    for contract in contracts(links(ws)):
        entry = contract.provider.entry
        if entry is None or not _waits(contract, day):
            continue
        waiter = Waiter(contract.need.source.ref, contract.need.need, contract.asked)
        items.setdefault(spot(entry), []).append(waiter)
        objectives.setdefault(home(entry), []).append(waiter)
    return Waiters(*({at: tuple(dict.fromkeys(found)) for at, found in side.items()} for side in (items, objectives)))


def _waits(contract: Contract, day: date) -> bool:
    source = contract.need.source
    whole = (source.objective.history.current, source.key_result) if source.objective else (source.key_result,)
    over = any(item is not None and (item.dropped or item.closed) for item in whole)
    return not over and (source.cycle is None or day <= source.cycle.end)
