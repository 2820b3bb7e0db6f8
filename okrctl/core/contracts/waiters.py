"""What depends on an objective or key result, in any state of the dependency."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from okrctl.core.company.links import links
from okrctl.core.company.workspace import Workspace
from okrctl.core.contracts.contracts import Contract, contracts
from okrctl.core.values.diagnostic import Spot
from okrctl.core.values.frozen import frozen


@frozen
class Waiter:
    """One dependent: its reference, what it needs in words, and by which date."""

    ref: str
    need: str | None
    due: date | None


@frozen
class Waiters:
    """Dependents by what they wait for: the item itself, and the objective that it belongs to."""

    of_item: Mapping[Spot, tuple[Waiter, ...]]
    of_objective: Mapping[Spot, tuple[Waiter, ...]]

    def of(self, at: Spot, objective: Spot | None) -> tuple[Waiter, ...]:
        """The dependents of an item.

        For a key result, ``objective`` is its own: dependents of an objective wait for its key results, too. For an
        objective, it is None; dependents of its key results are included.
        """
        if objective is None:
            return self.of_objective.get(at, ())
        found = (*self.of_item.get(at, ()), *self.of_item.get(objective, ()))
        return tuple(dict.fromkeys(found))


def waiters(ws: Workspace, day: date) -> Waiters:
    """The dependents in a workspace on a day, without items that are closed, dropped, or whose cycle is over."""
    items: dict[Spot, list[Waiter]] = {}
    objectives: dict[Spot, list[Waiter]] = {}
    for contract in contracts(links(ws)):
        entry = contract.provider.entry
        if entry is None or not _waits(contract, day):
            continue
        waiter = Waiter(contract.need.source.ref, contract.need.need, contract.asked)
        items.setdefault(entry.spot, []).append(waiter)
        objectives.setdefault(entry.home, []).append(waiter)
    return Waiters(*({at: tuple(dict.fromkeys(found)) for at, found in side.items()} for side in (items, objectives)))


def _waits(contract: Contract, day: date) -> bool:
    source = contract.need.source
    whole = (source.objective.history.current, source.key_result) if source.objective else (source.key_result,)
    over = any(item is not None and (item.dropped or item.closed) for item in whole)
    return not over and (source.cycle is None or day <= source.cycle.end)
