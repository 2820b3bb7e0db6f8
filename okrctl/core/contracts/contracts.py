"""Dependencies between departments and the other side's promises, as far as they don't depend on the day.

A contract has two signatures: the dependent's ``depends_on`` and the provider's ``promised_to``. They belong together
if each names the other; an objective may stand for one of its key results (or milestones), and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from okrctl.core.company.links import Link
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import PlacedObjective
from okrctl.core.contracts.loops import loops
from okrctl.core.contracts.matching import ContractIndex, Spot, due_of, home, objective_spot, spot
from okrctl.core.values.frozen import frozen

__all__ = [
    "Contract",
    "DependencyLoop",
    "Spot",
    "contracts",
    "dependency_loops",
    "due_of",
    "home",
    "objective_spot",
    "own_due",
    "spot",
    "unasked",
]


@frozen
class Contract:
    """One ``depends_on`` with its target, and the ``promised_to`` that answers it, if any."""

    need: Link
    provider: Target
    promise: Link | None = None

    @property
    def asked(self) -> date | None:
        """The day by which it is needed."""
        return self.need.due

    @property
    def promised(self) -> date | None:
        """The day it is promised for: the promise's own, or the provider's due date."""
        if self.promise is None:
            return None
        return self.promise.due or own_due(self.provider) or due_of(self.promise.source)

    @property
    def external(self) -> bool:
        """Whether the provider is a group outside the files, which cannot answer in them."""
        return self.provider.external

    @property
    def unplanned(self) -> bool:
        """Whether it only names a department, which hasn't planned it yet."""
        return self.provider.entry is None and not self.provider.external

    @property
    def internal(self) -> bool:
        """Whether it stays within one department, which needs no promise to itself."""
        return self.provider.department == self.need.source.department

    @property
    def confirmed(self) -> bool:
        """Whether both name each other and the promise isn't for later than asked."""
        return self.promise is not None and not self.disputed

    @property
    def disputed(self) -> bool:
        """Whether it is promised for later than asked."""
        return self.asked is not None and self.promised is not None and self.promised > self.asked


@frozen
class DependencyLoop:
    """Objectives that wait for each other in a circle; contract number i leads from objective i to the next."""

    objectives: tuple[PlacedObjective, ...]
    contracts: tuple[Contract, ...]


def own_due(target: Target) -> date | None:
    """The due date of a milestone in the plan, or of the key result it belongs to; None if there is none."""
    result = target.entry.key_result if target.entry else None
    if result is None:
        return None
    if target.milestone and result.measure:
        for step in result.measure.steps():
            if step.id == target.milestone and step.due:
                return step.due
    return result.due


def contracts(links: Iterable[Link]) -> tuple[Contract, ...]:
    """Every dependency of the plan with the promise that answers it, in the order of files.

    Dependencies on something unknown, or on a KPI, are left out; they have findings of their own.
    """
    links = tuple(links)
    promises = ContractIndex(links, "promised_to")
    found = []
    for need in links:
        if need.kind == "depends_on" and isinstance(need.target, Target):
            target = need.target
            if target.entry is None:
                found.append(Contract(need, target))
            elif target.entry.objective:
                found.append(Contract(need, target, promises.best(need, target.entry, own_due(target))))
    return tuple(found)


def unasked(links: Iterable[Link]) -> tuple[Link, ...]:
    """Promises that answer no dependency. Groups outside the files cannot ask in them, so promises to them are left
    out."""
    links = tuple(links)
    needs = ContractIndex(links, "depends_on")
    return tuple(
        promise
        for promise in links
        if promise.kind == "promised_to"
        and isinstance(promise.target, Target)
        and not promise.target.external
        and not (promise.target.entry and needs.any(promise, promise.target.entry))
    )


def dependency_loops(contracts: Iterable[Contract]) -> tuple[DependencyLoop, ...]:
    """Circles of objectives that wait for each other; one for each group of objectives in such circles."""
    placed: dict[Spot, PlacedObjective] = {}
    between: dict[tuple[Spot, Spot], Contract] = {}
    for contract in contracts:
        asker, entry = contract.need.source.objective, contract.provider.entry
        provider = entry.objective if entry else None
        if asker and provider and objective_spot(asker) != objective_spot(provider):
            for objective in (asker, provider):
                placed[objective_spot(objective)] = objective
            between.setdefault((objective_spot(asker), objective_spot(provider)), contract)
    ordered = sorted(placed, key=lambda at: (placed[at].ref, at))
    edges: dict[Spot, list[Spot]] = {at: [] for at in ordered}
    for start, end in sorted(between, key=lambda pair: (placed[pair[1]].ref, pair[1])):
        edges[start].append(end)
    return tuple(
        DependencyLoop(
            tuple(placed[at] for at in loop),
            tuple(between[at, loop[(position + 1) % len(loop)]] for position, at in enumerate(loop)),
        )
        for loop in loops(edges)
    )
