"""Changes of dependencies: new, removed, confirmed, broken, disputed, or with another date or need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from datetime import date
from typing import Literal

from okrctl.core.company.links import Link, links
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.contracts.contracts import Contract, contracts, due_of, unasked
from okrctl.core.diff.fields import canonical
from okrctl.core.diff.items import Pair, Pairing
from okrctl.core.format.doc import Doc, fields
from okrctl.core.model.files import FileFacts
from okrctl.core.model.items import Item, KeyResult
from okrctl.core.values.diagnostic import Spot
from okrctl.core.values.frozen import frozen

ContractEvent = Literal[
    "added", "removed", "confirmed", "broken", "disputed", "settled", "rescheduled", "reworded", "promised", "withdrawn"
]


@frozen
class Side:
    """The state of a dependency on one side; ``contract`` is None for a promise that nobody asked for."""

    consumer: str
    provider: str
    link: Link
    contract: Contract | None
    promised: date | None

    @property
    def links(self) -> tuple[Link, ...]:
        """What the two items say of it."""
        promise = self.contract.promise if self.contract else None
        return (self.link, promise) if promise else (self.link,)

    @property
    def needed(self) -> date | None:
        """The day by which it is needed."""
        return self.contract.asked if self.contract else None

    @property
    def kept(self) -> bool:
        """Whether it is promised in time."""
        return self.contract is not None and self.contract.confirmed

    @property
    def late(self) -> bool:
        """Whether it is promised too late."""
        return self.contract is not None and self.contract.disputed


@frozen
class ContractChange:
    """The change of one dependency; one side is None if it was added or removed."""

    event: ContractEvent
    before: Side | None
    after: Side | None

    @property
    def side(self) -> Side:
        """The later side, or the only one."""
        side = self.after or self.before
        assert side is not None
        return side


def contract_changes(before: Workspace, after: Workspace, pairing: Pairing) -> Iterator[ContractChange]:
    """Every changed dependency, in the order of files; renamed ids are recognized."""
    old, new = _sides(before, pairing.of_before), _sides(after, pairing.of_after)
    for ends in dict.fromkeys([*old, *new]):
        was, now = old.get(ends), new.get(ends)
        event = _event(was, now)
        if event is not None:
            yield ContractChange(event, was, now)


def face(file: FileFacts) -> Hashable:
    """Everything that dependencies use from a file: if it is the same on both sides, none of them changed.

    It includes titles, because they distinguish items with the same id.
    """
    objectives = [each.current for each in file.objectives]
    return (
        file.path,
        file.department,
        tuple(kpi.id for kpi in file.kpis),
        tuple((each.cycle, *map(_face, (each, *each.key_results))) for each in objectives),
    )


def _face(item: Item) -> Hashable:
    due = item.due if isinstance(item, KeyResult) else None
    measure = item.measure if isinstance(item, KeyResult) else None
    steps = tuple((step.id, step.due) for step in measure.steps()) if measure else ()
    needs, promises = (tuple(map(_content, each)) for each in (item.depends_on, item.promised_to))
    return item.id, item.title, item.at, due, steps, needs, promises


def _content(part: Doc | None, but: tuple[str, ...] = ()) -> Hashable:
    known = fields(type(part)) if part else ()
    return tuple(canonical(getattr(part, each.name)) for each in known if each.key not in but)


def _sides(ws: Workspace, pairs: dict[Spot, Pair]) -> dict[Hashable, Side]:
    every = links(ws)
    found: dict[Hashable, Side] = {}
    count: Counter[Hashable] = Counter()

    def end(entry: Entry | None, other: str) -> Hashable:
        pair = pairs.get(entry.spot) if entry else None
        return id(pair) if pair else other

    for contract in contracts(every):
        need, provider = contract.need, contract.provider
        pair = pairs.get(provider.entry.spot) if provider.entry else None
        milestone = pair.steps.get(provider.milestone or "", provider.milestone) if pair else provider.milestone
        ends = (end(need.source, need.source.ref), end(provider.entry, provider.ref), milestone)
        count[ends] += 1
        found[ends, count[ends]] = Side(need.source.ref, provider.ref, need, contract, contract.promised)
    for promise in unasked(every):
        assert isinstance(promise.target, Target)
        ends = (end(promise.target.entry, promise.target.ref), end(promise.source, promise.source.ref), "promise")
        day = promise.due or due_of(promise.source)
        found[ends, 1] = Side(promise.target.ref, promise.source.ref, promise, None, day)
    return found


def _event(was: Side | None, now: Side | None) -> ContractEvent | None:
    if was is None or now is None:
        side = was or now
        if side is not None and side.contract is None:
            return "promised" if was is None else "withdrawn"
        return "added" if was is None else "removed"
    if now.late and not was.late:
        return "disputed"
    if was.late and not now.late:
        return "settled" if now.kept else "broken"
    if now.kept != was.kept:
        return "confirmed" if now.kept else "broken"
    if (was.needed, was.promised) != (now.needed, now.promised):
        return "rescheduled"
    # the items and the days were compared, whatever the text says of them
    before, after = ([_content(link.part, but=("ref", "due")) for link in side.links] for side in (was, now))
    return None if before == after else "reworded"
