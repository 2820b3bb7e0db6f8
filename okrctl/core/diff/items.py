"""Objectives, key results and KPIs of two workspaces, paired by id and ``formerly`` through renames and moves."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Literal

from okrctl.core.cycle import Cycle
from okrctl.core.diagnostic import DocPath
from okrctl.core.model import KeyResult, Kpi, Objective
from okrctl.core.workspace import Workspace

NodeKind = Literal["objective", "key_result", "kpi"]


@dataclass(frozen=True, slots=True)
class Node:
    """One objective, key result or KPI of a workspace; ``parent`` is the objective of a key result."""

    kind: NodeKind
    department: str
    id: str
    cycle: Cycle | None
    path: str
    item: Objective | KeyResult | Kpi
    parent: Node | None = None

    @property
    def ref(self) -> str:
        """``department/id``."""
        return f"{self.department}/{self.id}"

    @property
    def at(self) -> DocPath:
        """Its document path."""
        return self.item.at

    @property
    def former_ids(self) -> tuple[str, ...]:
        """Ids it had before, as full references."""
        names = () if isinstance(self.item, Kpi) else self.item.formerly
        return tuple(name if "/" in name else f"{self.department}/{name}" for name in names)


@dataclass(frozen=True, slots=True)
class Pair:
    """The same thing on both sides; one side is None when it was added or deleted."""

    before: Node | None
    after: Node | None

    @property
    def node(self) -> Node:
        """The later side, or the only one."""
        node = self.after or self.before
        assert node is not None
        return node


def nodes(ws: Workspace) -> list[Node]:
    """Everything of a workspace that can be paired, objectives before their key results."""
    found: list[Node] = []
    for placed in ws.objectives:
        objective = placed.history.current
        parent = Node("objective", placed.department, objective.id, placed.cycle, placed.path, objective)
        found.append(parent)
        found.extend(
            Node("key_result", placed.department, result.id, placed.cycle, placed.path, result, parent)
            for result in objective.key_results
        )
    found.extend(Node("kpi", kpi.department, kpi.kpi.id, None, kpi.path, kpi.kpi) for kpi in ws.kpis)
    return found


def pair(before: Workspace, after: Workspace) -> list[Pair]:
    """Pair what is on both sides.

    The same department, id and cycle first; then the same id in a cycle that moved; then an id that `formerly` names;
    then an id that is found once on either side in other departments, with the same title. The rest was added or
    deleted.
    """
    old, new = nodes(before), nodes(after)
    pairs: list[Pair] = []
    steps: tuple[tuple[Callable[[Node], Iterable[Hashable]], Callable[[Node], Iterable[Hashable]]], ...] = (
        (_exactly, _exactly),
        (_by_ref, _by_ref),
        (_by_ref, _by_former),
        (_by_title, _by_title),
    )
    for key_old, key_new in steps:
        old, new = _match(old, new, key_old, key_new, pairs)
    pairs.extend(Pair(node, None) for node in old)
    pairs.extend(Pair(None, node) for node in new)
    return sorted(pairs, key=lambda p: (p.node.path, [str(step).zfill(6) for step in p.node.at]))


def _match(
    old: list[Node],
    new: list[Node],
    key_old: Callable[[Node], Iterable[Hashable]],
    key_new: Callable[[Node], Iterable[Hashable]],
    pairs: list[Pair],
) -> tuple[list[Node], list[Node]]:
    """Pair nodes whose keys are unique on both sides; give back what remains."""
    waiting: dict[Hashable, list[Node]] = {}
    for node in old:
        for key in key_old(node):
            waiting.setdefault(key, []).append(node)
    wanted: dict[Hashable, int] = {}
    for node in new:
        for key in key_new(node):
            wanted[key] = wanted.get(key, 0) + 1
    taken: set[int] = set()
    rest_new = []
    for node in new:
        found = next(
            (
                waiting[key][0]
                for key in key_new(node)
                if wanted[key] == 1 and len(waiting.get(key, ())) == 1 and id(waiting[key][0]) not in taken
            ),
            None,
        )
        if found is None:
            rest_new.append(node)
        else:
            taken.add(id(found))
            pairs.append(Pair(found, node))
    return [node for node in old if id(node) not in taken], rest_new


def _exactly(node: Node) -> Iterable[Hashable]:
    span = (node.cycle.start, node.cycle.end) if node.cycle else None
    yield (node.kind, node.ref, span)


def _by_ref(node: Node) -> Iterable[Hashable]:
    yield (node.kind, node.ref)


def _by_former(node: Node) -> Iterable[Hashable]:
    for ref in node.former_ids:
        yield (node.kind, ref)


def _by_title(node: Node) -> Iterable[Hashable]:
    yield (node.kind, node.id, node.item.title)
