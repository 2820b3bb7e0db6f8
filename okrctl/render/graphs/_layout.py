"""The layout of a graph: columns from left to right, with arrows bent around the boxes between.

The classic four steps: reverse arrows that close a circle, assign columns to boxes, order the boxes of a column by
their neighbors, and place them. The work grows only with boxes and arrows; arrows that skip columns get a place in each
of them as long as that is affordable.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from okrctl.core.values.frozen import frozen

_SWEEPS = 6
_BENDS_AT_MOST = 20_000


@frozen
class Spacing:
    """Sizes in pixels."""

    box_height: int = 40
    bend_height: int = 8
    between_rows: int = 18
    between_columns: int = 110


@dataclass(slots=True)
class Placed:
    """Left and top of every box, the points of each arrow, and the total size."""

    boxes: list[tuple[float, float]] = field(default_factory=list)
    arrows: list[list[tuple[float, float]]] = field(default_factory=list)
    width: float = 0
    height: float = 0


def place(widths: Sequence[int], arrows: Sequence[tuple[int, int]], spacing: Spacing) -> Placed:
    """The layout of boxes with these widths and arrows between them (by number). An arrow from a box to itself has
    no points."""
    turned = _turned(len(widths), arrows)
    ahead = [(b, a) if turn else (a, b) for (a, b), turn in zip(arrows, turned, strict=True)]
    columns_of = _columns(len(widths), ahead)
    chains = _chains(ahead, columns_of)
    layers = _ordered(columns_of, chains)
    placed, spots, lefts, rights = _coordinates(widths, layers, spacing)
    for (source, target), turn, chain in zip(arrows, turned, chains, strict=True):
        points: list[tuple[float, float]] = []
        for vertex in chain if source != target else ():
            column, y = columns_of[vertex], spots[vertex]
            if vertex < len(widths):
                left = placed.boxes[vertex][0]
                points.append((left + widths[vertex], y) if vertex == chain[0] else (left, y))
            else:
                points += [(lefts[column], y), (rights[column], y)]
        placed.arrows.append(points[::-1] if turn else points)
    return placed


def _turned(count: int, arrows: Sequence[tuple[int, int]]) -> list[bool]:
    """Which arrows lead back to a box that a walk along the arrows came from."""
    leaving: list[list[int]] = [[] for _ in range(count)]
    for at, (source, _) in enumerate(arrows):
        leaving[source].append(at)
    turned = [False] * len(arrows)
    open_, done = [False] * count, [False] * count
    for start in range(count):
        if done[start]:
            continue
        open_[start] = True
        stack = [(start, iter(leaving[start]))]
        while stack:
            vertex, rest = stack[-1]
            number = next(rest, None)
            if number is None:
                open_[vertex], done[vertex] = False, True
                stack.pop()
                continue
            target = arrows[number][1]
            if open_[target]:
                turned[number] = True
            elif not done[target]:
                open_[target] = True
                stack.append((target, iter(leaving[target])))
    return turned


def _columns(count: int, arrows: Sequence[tuple[int, int]]) -> list[int]:
    """A column for every box, to the right of all that point to it."""
    leaving: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for source, target in arrows:
        if source != target:
            leaving[source].append(target)
            waiting[target] += 1
    columns = [0] * count
    ready = deque(vertex for vertex in range(count) if not waiting[vertex])
    while ready:
        vertex = ready.popleft()
        for target in leaving[vertex]:
            columns[target] = max(columns[target], columns[vertex] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return columns


def _chains(arrows: Sequence[tuple[int, int]], columns: list[int]) -> list[list[int]]:
    """Each arrow as the vertices it passes; bends between its ends are added to ``columns``."""
    bends = sum(max(0, columns[target] - columns[source] - 1) for source, target in arrows)
    chains = []
    for source, target in arrows:
        between = range(columns[source] + 1, columns[target]) if bends <= _BENDS_AT_MOST else range(0)
        first = len(columns)
        columns.extend(between)
        chains.append([source, *range(first, len(columns)), target])
    return chains


def _ordered(columns: list[int], chains: list[list[int]]) -> list[list[int]]:
    """The vertices of each column, ordered near the middle of their neighbors so that few arrows cross."""
    layers: list[list[int]] = [[] for _ in range(max(columns, default=-1) + 1)]
    for vertex, column in enumerate(columns):
        layers[column].append(vertex)
    before: list[list[int]] = [[] for _ in columns]
    after: list[list[int]] = [[] for _ in columns]
    for chain in chains:
        for left, right in pairwise(chain):
            before[right].append(left)
            after[left].append(right)
    rank = [0.0] * len(columns)
    for layer in layers:
        for at, vertex in enumerate(layer):
            rank[vertex] = at / len(layer)
    for sweep in range(_SWEEPS):
        near = after if sweep % 2 else before
        for layer in reversed(layers) if sweep % 2 else layers:
            middle = {
                vertex: sum(rank[each] for each in near[vertex]) / len(near[vertex]) if near[vertex] else rank[vertex]
                for vertex in layer
            }
            layer.sort(key=middle.__getitem__)
            for at, vertex in enumerate(layer):
                rank[vertex] = at / len(layer)
    return layers


def _coordinates(
    widths: Sequence[int], layers: list[list[int]], spacing: Spacing
) -> tuple[Placed, dict[int, float], list[float], list[float]]:
    """The boxes in their places, the vertical center of every vertex, and the edges of the columns."""
    count = len(widths)

    def height(vertex: int) -> int:
        return spacing.box_height if vertex < count else spacing.bend_height

    tall = [sum(map(height, layer)) + spacing.between_rows * (len(layer) - 1) for layer in layers]
    placed = Placed(boxes=[(0.0, 0.0)] * count, height=max(tall, default=0))
    spots: dict[int, float] = {}
    lefts: list[float] = []
    rights: list[float] = []
    left = 0.0
    for layer, high in zip(layers, tall, strict=True):
        right = left + max((widths[vertex] for vertex in layer if vertex < count), default=0)
        top = (placed.height - high) / 2
        for vertex in layer:
            spots[vertex] = top + height(vertex) / 2
            if vertex < count:
                placed.boxes[vertex] = (left, top)
            top += height(vertex) + spacing.between_rows
        lefts.append(left)
        rights.append(right)
        placed.width = right
        left = right + spacing.between_columns
    return placed, spots, lefts, rights
