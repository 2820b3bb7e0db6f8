"""Loops and chains in a graph, found without recursion in linear time."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def loops(edges: Mapping[Node, Sequence[Node]]) -> tuple[tuple[Node, ...], ...]:
    """One loop for every group of nodes that lead back to each other: a shortest one through the group's first node.

    ``edges`` has every node with what it leads to; their order decides which loop is returned, and where it starts.
    The last node of a loop leads to the first; a node that leads to itself is a loop of one.
    """
    order = {node: position for position, node in enumerate(edges)}
    found = []
    for group in groups(edges):
        first = min(group, key=lambda node: order[node])
        if len(group) > 1 or first in edges[first]:
            found.append(_shortest(edges, first, set(group)))
    return tuple(sorted(found, key=lambda loop: order[loop[0]]))


def groups(edges: Mapping[Node, Sequence[Node]]) -> Iterator[list[Node]]:
    """Strongly connected components, each after all it leads to: Tarjan's algorithm with a call stack of its own."""
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    path: list[Node] = []
    waiting: set[Node] = set()
    for root in edges:
        if root in index:
            continue
        calls: list[tuple[Node, Iterator[Node]]] = []
        entering: Node | None = root
        while entering is not None or calls:
            if entering is not None:
                index[entering] = low[entering] = len(index)
                path.append(entering)
                waiting.add(entering)
                # a node that leads nowhere is no part of a loop
                calls.append((entering, iter([node for node in edges[entering] if node in edges])))
                entering = None
            node, following = calls[-1]
            for other in following:
                if other not in index:
                    entering = other
                    break
                if other in waiting:
                    low[node] = min(low[node], index[other])
            if entering is not None:
                continue
            calls.pop()
            if calls:
                caller = calls[-1][0]
                low[caller] = min(low[caller], low[node])
            if low[node] == index[node]:
                group = [path.pop()]
                while group[-1] != node:
                    group.append(path.pop())
                waiting.difference_update(group)
                yield group


def _shortest(edges: Mapping[Node, Sequence[Node]], first: Node, group: set[Node]) -> tuple[Node, ...]:
    """A shortest path from a node back to itself within its group, by breadth-first search."""
    came_from: dict[Node, Node] = {}
    front = [first]
    while front:
        following = []
        for node in front:
            for other in edges[node]:
                if other == first:
                    return _way(came_from, first, node)
                if other in group and other not in came_from:
                    came_from[other] = node
                    following.append(other)
        front = following
    return (first,)


def _way(came_from: Mapping[Node, Node], first: Node, last: Node) -> tuple[Node, ...]:
    way = [last]
    while way[-1] != first:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))


def steps_to(edges: Iterable[tuple[Node, Node]], roots: Iterable[Node]) -> dict[Node, Node | None]:
    """For every node that leads to a root, the next node on a shortest path there.

    Edges are (from, to); among equal roots, the first one wins. The roots themselves have no next node.
    """
    backwards: dict[Node, list[Node]] = {}
    for start, end in edges:
        backwards.setdefault(end, []).append(start)
    following: dict[Node, Node | None] = dict.fromkeys(roots)
    front = list(following)
    while front:
        reached = []
        for node in front:
            for start in backwards.get(node, ()):
                if start not in following:
                    following[start] = node
                    reached.append(start)
        front = reached
    return following


def longest_chain(edges: Mapping[Node, Sequence[Node]]) -> tuple[Node, ...]:
    """The longest chain of nodes; a group of nodes that lead back to each other counts as one link.

    Within such a group, the chain takes a shortest path from where it enters to where it leaves.

    ``edges`` has every node with what it leads to; of equally long chains, the one with the earlier nodes is returned.
    """
    group_of: dict[Node, int] = {}
    members: list[list[Node]] = []
    for group in groups(edges):
        group_of.update(dict.fromkeys(group, len(members)))
        members.append(group)
    order = {node: position for position, node in enumerate(edges)}
    length = [1] * len(members)
    exits: list[tuple[Node, Node] | None] = [None] * len(members)
    # a group comes after everything it leads to, so those lengths are known
    for number, group in enumerate(members):
        group.sort(key=order.__getitem__)
        for node in group:
            for other in edges[node]:
                there = group_of.get(other, number)
                if there != number and length[there] + 1 > length[number]:
                    length[number], exits[number] = length[there] + 1, (node, other)
    if not members:
        return ()
    start = max(range(len(members)), key=lambda number: (length[number], -order[members[number][0]]))
    return _walk(edges, members, group_of, exits, start) if length[start] > 1 else ()


def _walk(
    edges: Mapping[Node, Sequence[Node]],
    members: list[list[Node]],
    group_of: Mapping[Node, int],
    exits: list[tuple[Node, Node] | None],
    number: int,
) -> tuple[Node, ...]:
    way: list[Node] = []
    leave = exits[number]
    node = leave[0] if leave else members[number][0]
    while True:
        leave = exits[group_of[node]]
        if leave is None:
            return (*way, node)
        way += _through(edges, members[group_of[node]], node, leave[0])
        node = leave[1]


def _through(edges: Mapping[Node, Sequence[Node]], group: list[Node], start: Node, end: Node) -> list[Node]:
    """A shortest path within a group of nodes, both ends included."""
    inside = set(group)
    following = steps_to(((a, b) for a in group for b in edges[a] if b in inside), [end])
    way = [start]
    while way[-1] != end:
        step = following[way[-1]]
        assert step is not None
        way.append(step)
    return way
