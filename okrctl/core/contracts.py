"""Who needs what from whom, and the other side's word on it: the part of dependencies that no day changes.

A contract has two signatures: the asker's ``depends_on`` and the provider's ``promised_to``. They belong together when
each names the other, where an objective may stand for one of its key results (or milestones) and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from okrctl.core.diagnostic import DocPath
from okrctl.core.frozen import frozen
from okrctl.core.links import Link
from okrctl.core.loops import loops
from okrctl.core.references import Target, Unresolved
from okrctl.core.workspace import Entry, PlacedObjective

Spot = tuple[str, DocPath]
"""Identity of an objective or key result: its file and its place there."""


@frozen
class Contract:
    """One ``depends_on`` with what it leads to, and the ``promised_to`` that answers it, if one does."""

    need: Link
    provider: Target
    promise: Link | None = None

    @property
    def asked(self) -> date | None:
        """The day by which it is needed."""
        return self.need.due

    @property
    def promised(self) -> date | None:
        """The day it is promised for: the promise's own, or the provider's due day."""
        if self.promise is None:
            return None
        return self.promise.due or own_due(self.provider) or due_of(self.promise.source)

    @property
    def external(self) -> bool:
        """Whether it is asked of a group outside the files, which cannot answer in them."""
        return self.provider.external

    @property
    def unplanned(self) -> bool:
        """Whether a bare department is asked: nobody there has planned it yet."""
        return self.provider.entry is None and not self.provider.external

    @property
    def internal(self) -> bool:
        """Whether it stays within one department, which needs no word from itself."""
        return self.provider.department == self.need.source.department

    @property
    def confirmed(self) -> bool:
        """Whether both name each other and the promise is not for later than asked."""
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


def spot(entry: Entry) -> Spot:
    """The identity of what an entry means."""
    return entry.path, entry.at


def home(entry: Entry) -> Spot:
    """The identity of the objective an entry belongs to; of itself for a KPI."""
    return objective_spot(entry.objective) if entry.objective else spot(entry)


def objective_spot(placed: PlacedObjective) -> Spot:
    """The identity of an objective."""
    return placed.path, placed.history.current.at


def own_due(target: Target) -> date | None:
    """The due day that the plan itself gives a milestone, or the key result it belongs to; None without one."""
    result = target.entry.key_result if target.entry else None
    if result is None:
        return None
    if target.milestone and result.measure:
        for step in result.measure.steps():
            if step.id == target.milestone and step.due:
                return step.due
    return result.due


def due_of(entry: Entry) -> date | None:
    """The due day of an objective or key result: its own, or the end of its cycle."""
    if entry.key_result and entry.key_result.due:
        return entry.key_result.due
    return entry.cycle.end if entry.cycle else None


def contracts(links: Iterable[Link]) -> tuple[Contract, ...]:
    """Every dependency of the plan with the promise that answers it, in the order of files.

    Dependencies on something unknown, or on a KPI, are left out: findings of their own.
    """
    links = tuple(links)
    promises = _by_pair(links, "promised_to")
    found = []
    for need in links:
        if need.kind == "depends_on" and isinstance(need.target, Target):
            target = need.target
            if target.entry is None or target.entry.objective:
                found.append(Contract(need, target, _answer(need, target, promises)))
    return tuple(found)


def unasked(links: Iterable[Link]) -> tuple[Link, ...]:
    """Promises that answer no dependency. Groups outside the files cannot ask in them, so theirs are not among them."""
    links = tuple(links)
    needs = _by_pair(links, "depends_on")
    return tuple(
        promise
        for promise in links
        if promise.kind == "promised_to"
        and isinstance(promise.target, Target)
        and not promise.target.external
        and not any(_closeness(need, promise) for need in needs.get(_pair(promise, promise.target), ()))
    )


def dependency_loops(contracts: Iterable[Contract]) -> tuple[DependencyLoop, ...]:
    """Circles of objectives that wait for each other; one for every group of objectives caught in some."""
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


_Pairs = dict[tuple[Spot, Spot], list[Link]]


def _by_pair(links: Iterable[Link], kind: str) -> _Pairs:
    """Links of a kind by (asking objective, providing objective)."""
    found: _Pairs = {}
    for link in links:
        if link.kind == kind and isinstance(link.target, Target):
            found.setdefault(_pair(link, link.target), []).append(link)
    return found


def _pair(link: Link, target: Target) -> tuple[Spot, Spot]:
    ends = (home(link.source), home(target.entry) if target.entry else (target.department, ()))
    return ends if link.kind == "depends_on" else (ends[1], ends[0])


def _answer(need: Link, target: Target, promises: _Pairs) -> Link | None:
    """The promise that fits a need best: the closest in name, then the latest in time, else the earliest late one."""
    found = [(_closeness(need, promise), promise) for promise in promises.get(_pair(need, target), ())]
    best = max((closeness for closeness, _ in found), default=0)
    if not best:
        return None
    fitting = [promise for closeness, promise in found if closeness == best]
    if need.due is None:
        return fitting[0]
    dated = [(Contract(need, target, promise).promised or date.min, promise) for promise in fitting]
    in_time = [each for each in dated if each[0] <= need.due]
    return max(in_time, key=_day)[1] if in_time else min(dated, key=_day)[1]


def _day(dated: tuple[date, Link]) -> date:
    return dated[0]


def _closeness(need: Link, promise: Link) -> int:
    """How well need and promise name each other: 0 not at all, 3 exactly.

    Sides may differ only by an objective standing for something in it: two key results of one objective are different
    things, and a promise of one says nothing of the other.
    """
    if isinstance(need.target, Unresolved) or isinstance(promise.target, Unresolved):
        return 0
    if need.target.entry is None or promise.target.entry is None:
        return 0
    provided = _same(need.target.entry, promise.source)
    asked = _same(need.source, promise.target.entry)
    return 0 if not provided or not asked else 3 - (provided == "part") - (asked == "part")


def _same(one: Entry, other: Entry) -> str | None:
    if spot(one) == spot(other):
        return "same"
    if home(one) == home(other) and "objective" in (one.kind, other.kind):
        return "part"
    return None
