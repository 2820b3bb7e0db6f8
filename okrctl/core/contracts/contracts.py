"""Dependencies between departments and the other side's promises, as far as they don't depend on the day.

A contract has two signatures: the dependent's ``depends_on`` and the provider's ``promised_to``. They belong together
if each names the other; an objective may stand for one of its key results (or milestones), and the other way round.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from operator import itemgetter

from okrctl.core.company.links import Link
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry, PlacedObjective
from okrctl.core.contracts.loops import loops
from okrctl.core.values.diagnostic import Spot
from okrctl.core.values.frozen import frozen

_End = tuple[Spot, bool]  # the item, and whether it stands for anything in it
_Dated = tuple[date, int, Link]  # the date promised, and the position among all links
_DAY = itemgetter(0)


def due_of(entry: Entry) -> date | None:
    """The due date of an objective or key result: its own, or the end of its cycle."""
    if entry.key_result and entry.key_result.due:
        return entry.key_result.due
    return entry.cycle.end if entry.cycle else None


class ContractIndex:
    """All needs, or all promises, by provider and dependent, so that not every pair is tried.

    The sides may differ only by an objective standing for something in it: two key results of one objective are
    different items, and a promise of one says nothing about the other.
    """

    def __init__(self, links: Iterable[Link], kind: str) -> None:
        self._groups: dict[tuple[_End, _End], _Group] = {}
        for order, link in enumerate(links):
            if link.kind == kind and link.entry is not None:
                provider, asker = _ends(link, link.entry)
                for end in _known_as(provider):
                    for other in _known_as(asker):
                        self._groups.setdefault((end, other), _Group()).found.append((order, link))

    def any(self, link: Link, entry: Entry) -> bool:
        """Whether there is a counterpart to a signature whose reference means ``entry``."""
        return any(True for groups in self._closest(link, entry) for _ in groups)

    def best(self, need: Link, entry: Entry, own: date | None) -> Link | None:
        """The promise that fits a need best: the closest in name, then the latest in time, else the earliest late one.

        ``entry`` is what the need asks for, ``own`` its due date in the plan.
        """
        groups = next(self._closest(need, entry), [])
        if not groups:
            return None
        if need.due is None:
            return min((group.found[0] for group in groups), key=_DAY)[1]
        in_time = [found for group in groups for found in group.in_time(need.due, own)]
        if in_time:
            return max(in_time, key=lambda found: (found[0], -found[1]))[2]
        return min((found for group in groups for found in group.earliest(own)), key=lambda found: found[:2])[2]

    def _closest(self, link: Link, entry: Entry) -> Iterator[list[_Group]]:
        """The counterparts of a signature: first those with the same sides, then those with one side standing for the
        other, …"""
        provider, asker = map(_asked_as, _ends(link, entry))
        for parts in range(3):
            pairs = [(provider[at], asker[parts - at]) for at in (0, 1) if 0 <= parts - at <= 1]
            groups = [self._groups[pair] for pair in pairs if pair in self._groups]
            if groups:
                yield groups


class _Group:
    """Signatures with the same two ends, in the order of files."""

    def __init__(self) -> None:
        self.found: list[tuple[int, Link]] = []

    @cached_property
    def _dated(self) -> list[_Dated]:
        return sorted(((link.due, order, link) for order, link in self.found if link.due), key=lambda each: each[:2])

    @cached_property
    def _open(self) -> list[_Dated]:
        """Promises without a date, by the due date of the promising item."""
        open_ones = ((due_of(link.source) or date.min, order, link) for order, link in self.found if not link.due)
        return sorted(open_ones, key=lambda each: each[:2])

    @cached_property
    def _first_open(self) -> tuple[int, Link]:
        return next(each for each in self.found if not each[1].due)

    def _days(self, own: date | None) -> list[list[_Dated]]:
        if not own or not self._open:
            return [each for each in (self._dated, self._open) if each]
        return [each for each in (self._dated, [(own, *self._first_open)]) if each]

    def in_time(self, day: date, own: date | None) -> Iterator[_Dated]:
        """The latest of those promised for a day or earlier."""
        for days in self._days(own):
            at = bisect_right(days, day, key=_DAY)
            if at:
                yield days[bisect_left(days, days[at - 1][0], key=_DAY)]

    def earliest(self, own: date | None) -> Iterator[_Dated]:
        """The earliest."""
        return (days[0] for days in self._days(own))


def _ends(link: Link, entry: Entry) -> tuple[Entry, Entry]:
    """Provider and dependent."""
    return (entry, link.source) if link.kind == "depends_on" else (link.source, entry)


def _known_as(entry: Entry) -> list[_End]:
    return [(entry.spot, False), *([(entry.home, True)] if entry.kind == "key_result" else [])]


def _asked_as(entry: Entry) -> tuple[_End, _End]:
    """The entry itself, then the item that stands for it or that it stands for."""
    return (entry.spot, False), (entry.home, entry.kind == "objective")


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
        if asker and provider and asker.spot != provider.spot:
            for objective in (asker, provider):
                placed[objective.spot] = objective
            between.setdefault((asker.spot, provider.spot), contract)
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
