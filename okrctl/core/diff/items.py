"""Objectives, key results and KPIs of two workspaces, paired by id and ``formerly`` across renames and moves."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property

from okrctl.core.company.workspace import Entry, Workspace, all_entries
from okrctl.core.diff.names import renamed_steps, with_new_ids
from okrctl.core.model.items import KeyResult, Kpi
from okrctl.core.values.diagnostic import Spot
from okrctl.core.values.frozen import frozen


@frozen
class Pair:
    """The same item on both sides; one side is None if it was added or deleted.

    ``steps`` are renamed milestones, old to new; ``before`` already has the new ids.
    """

    before: Entry | None
    after: Entry | None
    steps: Mapping[str, str] = field(default_factory=dict)

    @property
    def node(self) -> Entry:
        """The later side, or the only one."""
        node = self.after or self.before
        assert node is not None
        return node

    @property
    def shared(self) -> bool:
        """Whether both sides are one object, from a file that is the same on both sides."""
        if self.before is None or self.after is None or self.before.path != self.after.path:
            return False
        return all(one is other for one, other in zip(self.before.whole, self.after.whole, strict=True))


@frozen
class Pairing:
    """All pairs of two workspaces, in the order of files."""

    pairs: tuple[Pair, ...]

    @cached_property
    def of_before(self) -> dict[Spot, Pair]:
        """Pairs by their earlier place."""
        return {each.before.spot: each for each in self.pairs if each.before}

    @cached_property
    def of_after(self) -> dict[Spot, Pair]:
        """Pairs by their present place."""
        return {each.after.spot: each for each in self.pairs if each.after}


Keys = Callable[[Entry], Iterable[Hashable]]


@frozen
class _Step:
    """One way to find pairs: the keys of both sides, and whether several nodes may share one."""

    before: Keys
    after: Keys
    shared: bool = False


def pair(before: Workspace, after: Workspace) -> Pairing:
    """Pair the items that are on both sides.

    Key results first go with their objective. Then the same department, id and cycle are paired; then the same id in a
    cycle that moved; then an id named by `formerly`; then an id and title found once on each side, in any department.
    The rest was added or deleted.
    """
    return pair_entries(*(list(all_entries(ws.objectives, ws.kpis)) for ws in (before, after)))


def pair_entries(old: list[Entry], new: list[Entry]) -> Pairing:
    """Pair the items that are in both lists."""
    pairs: list[Pair] = []
    for kinds in (("objective", "kpi"), ("key_result",)):
        rest_old, rest_new = ([node for node in side if node.kind in kinds] for side in (old, new))
        for step in (*_within_homes(pairs), *_STEPS):
            rest_old, rest_new = _match(rest_old, rest_new, step, pairs)
        pairs.extend(Pair(node, None) for node in rest_old)
        pairs.extend(Pair(None, node) for node in rest_new)
    return Pairing(tuple(sorted(pairs, key=_order)))


def _order(each: Pair) -> tuple[str, list[str]]:
    return each.node.path, [str(step).zfill(6) for step in each.node.at]


def _within_homes(pairs: list[Pair]) -> tuple[_Step, _Step]:
    """Ways to pair key results within objectives that are already paired: by their ids, then by former ones."""
    old = {each.before.spot: number for number, each in enumerate(pairs) if each.before}
    new = {each.after.spot: number for number, each in enumerate(pairs) if each.after}

    def inside(homes: Mapping[Spot, int], ids: Callable[[Entry], Iterable[str]]) -> Keys:
        return lambda node: [(homes[node.home], id) for id in ids(node)] if node.key_result else []

    own, former = lambda node: [node.id], lambda node: [ref.rpartition("/")[2] for ref in node.former_refs]
    return _Step(inside(old, own), inside(new, own), shared=True), _Step(inside(old, own), inside(new, former))


def _match(old: list[Entry], new: list[Entry], step: _Step, pairs: list[Pair]) -> tuple[list[Entry], list[Entry]]:
    """Pair nodes that share a key, each once; return the rest."""
    waiting: dict[Hashable, list[Entry]] = {}
    for node in old:
        for key in step.before(node):
            waiting.setdefault(key, []).append(node)
    wanted: dict[Hashable, list[Entry]] = {}
    for node in new:
        for key in step.after(node):
            wanted.setdefault(key, []).append(node)
    taken: set[Spot] = set()
    given: set[Spot] = set()
    for key, askers in wanted.items():
        partners = waiting.get(key, [])
        if not step.shared and not len(askers) == len(partners) == 1:
            continue
        for partner, asker in _couples(partners, askers):
            if asker.spot not in given and partner.spot not in taken:
                given.add(asker.spot)
                taken.add(partner.spot)
                pairs.append(with_steps(partner, asker))
    return [node for node in old if node.spot not in taken], [node for node in new if node.spot not in given]


def with_steps(before: Entry, after: Entry) -> Pair:
    """A pair, with the same ids for milestones on both sides."""
    if not isinstance(before.item, KeyResult) or not isinstance(after.item, KeyResult):
        return Pair(before, after)
    steps = renamed_steps(before.item, after.item)
    renamed = replace(before, key_result=with_new_ids(before.item, steps)) if steps else before
    return Pair(renamed, after, steps)


def _couples(old: list[Entry], new: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Of several nodes with one key (a mistake with its own finding), pair the most similar ones."""
    for likeness in _LIKENESS:
        alike: dict[Hashable, list[Entry]] = {}
        for node in reversed(old):
            alike.setdefault(likeness(node), []).append(node)
        couples = [(alike[key].pop(), node) for node in new if alike.get(key := likeness(node))]
        yield from couples
        gone = {node.spot for node, _ in couples}
        come = {node.spot for _, node in couples}
        old = [node for node in old if node.spot not in gone]
        new = [node for node in new if node.spot not in come]


def _own(node: Entry) -> Iterable[Hashable]:
    yield node.ref


def _former(node: Entry) -> Iterable[Hashable]:
    return node.former_refs


def _words(node: Entry) -> Iterable[Hashable]:
    yield node.id, node.item.title, node.item.metric if isinstance(node.item, KeyResult | Kpi) else None


def _keys(names: Keys, *, exactly: bool = False) -> Keys:
    """Nodes of one kind by names, which may have several; ``exactly`` those of the same days."""

    def found(node: Entry) -> Iterator[Hashable]:
        days = (node.cycle.start, node.cycle.end) if exactly and node.cycle else None
        yield from ((node.kind, name, days) for name in names(node))

    return found


_STEPS = (
    _Step(_keys(_own, exactly=True), _keys(_own, exactly=True), shared=True),
    _Step(_keys(_own, exactly=True), _keys(_former, exactly=True)),
    _Step(_keys(_own), _keys(_own)),
    _Step(_keys(_own), _keys(_former)),
    _Step(_keys(_words, exactly=True), _keys(_words, exactly=True)),
    _Step(_keys(_words), _keys(_words)),
)
_LIKENESS: tuple[Callable[[Entry], Hashable], ...] = (
    lambda node: (node.path, node.item.title),
    lambda node: node.item.title,
    lambda node: node.path,
    lambda node: None,
)
