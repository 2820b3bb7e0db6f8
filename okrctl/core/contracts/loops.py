"""Loops in a graph: groups of nodes that all lead back to each other, found without recursion in linear time."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def loops(edges: Mapping[Node, Sequence[Node]]) -> tuple[tuple[Node, ...], ...]:
    """One loop for every group of nodes that lead back to each other: a shortest one through the group's first node.

    ``edges`` has every node with what it leads to; their order decides which loop is returned, and where it starts.

    Returns:
        The nodes of each loop, every one leading to the next and the last to the first. A node that leads to itself
        is a loop of one.
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
