"""Link items to their parents by key or title, and cut circles."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.arrival.values import Arrival, Item
from okrctl.core.arrival.words import fold


def link_parents(arrival: Arrival) -> None:
    """Find the parents of all items, and the objective of each key result."""
    items = {item.key: item for item in arrival.items}
    titles: dict[str, Item] = {}
    for item in arrival.items:
        titles.setdefault(fold(item.title), item)
    for item in arrival.items:
        for parent in item.parents:
            name, titled = parent.removeprefix("title:"), parent.startswith("title:")
            found = items.get(parent) or titles.get(fold(name))
            if found is not None and found is not item:
                item.above += [] if found in item.above else [found]
                continue
            item.extra["x-parent"] = name
            arrival.leave(item.where, "parent", name, "x-parent")
            arrival.links += titled
            if not titled:
                arrival.remark("import-open", item.where, f"its parent {name!r} isn't in these files")
    _cut_circles(arrival)
    for item in arrival.of("key result"):
        direct = (each for each in item.above if each.kind == "objective")
        item.objective = next(direct, None) or next(filter(None, map(objective_above, item.above)), None)


def objective_above(item: Item) -> Item | None:
    """The objective that something is or contributes to, by the first parent of each."""
    for _ in range(20):
        if item.kind == "objective" or item.objective is not None:
            return item.objective or item
        if not item.above:
            return None
        item = item.above[0]
    return None


def _cut_circles(arrival: Arrival) -> None:
    """Remove links that form a circle, and list them."""
    done: set[Item] = set()
    for start in arrival.items:
        stack: list[tuple[Item, Iterator[Item]]] = [] if start in done else [(start, iter(tuple(start.above)))]
        on_path = {item for item, _ in stack}
        while stack:
            item, above = stack[-1]
            parent = next(above, None)
            if parent is None:
                done.add(item)
                on_path.discard(item)
                stack.pop()
            elif parent in on_path:
                item.above.remove(parent)
                item.extra["x-parent"] = parent.title
                message = f"its parents lead back to itself through {parent.title!r}; kept as x-parent"
                arrival.remark("import-open", item.where, message)
            elif parent not in done:
                stack.append((parent, iter(tuple(parent.above))))
                on_path.add(parent)
