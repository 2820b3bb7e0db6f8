"""Walks of graphs as trees: everything from the roots down, each item expanded once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from okrctl.core.values.frozen import frozen
from okrctl.views.blocks import Cell, Node, Tree

At = TypeVar("At")


@frozen
class Step(Generic[At]):
    """One place of an item: ``again`` if it is expanded above; ``circle`` if that is because it is its own ancestor."""

    at: At
    parent: At | None
    depth: int
    again: bool
    circle: bool


def walk(roots: Iterable[At], below: Callable[[At], Sequence[At]]) -> Iterator[Step[At]]:
    """All places from the top down, without recursion, because chains may have any length."""
    expanded: set[At] = set()
    path: dict[At, None] = {}
    waiting: list[tuple[At, At | None, int]] = [(root, None, 0) for root in reversed(list(roots))]
    while waiting:
        at, parent, depth = waiting.pop()
        while len(path) > depth:
            path.popitem()
        children = below(at)
        again = at in expanded and bool(children)
        yield Step(at, parent, depth, again, at in path)
        if not again:
            expanded.add(at)
            path[at] = None
            waiting += [(child, at, depth + 1) for child in reversed(children)]


def nested(lines: Iterable[tuple[int, Cell]]) -> Tree:
    """A tree from its lines in order, each with its depth."""
    below: list[list[Node]] = [[]]
    for depth, text in reversed(list(lines)):
        below += [[] for _ in range(depth + 2 - len(below))]
        children, below[depth + 1] = below[depth + 1], []
        below[depth].append(Node(text, tuple(reversed(children))))
    return Tree(tuple(reversed(below[0])))
