"""Link items to their parents by key or title, and cut circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrctl.core.arrival.decided import Decided
from okrctl.core.arrival.values import Arrival, Item
from okrctl.core.arrival.words import fold


def link_parents(made: Decided) -> None:
    """Find the parents of all items, and the objective of each key result."""
    arrival = made.arrival
    items = {item.key: item for item in arrival.items}
    titles: dict[str, str] = {}
    for item in arrival.items:
        titles.setdefault(fold(item.title), item.key)
    for item in arrival.items:
        found = []
        for parent in item.parents:
            key = parent if parent in items else titles.get(fold(parent.removeprefix("title:")))
            if key is not None and key != item.key:
                found.append(key)
            else:
                name, titled = parent.removeprefix("title:"), parent.startswith("title:")
                item.extra["x-parent"] = name
                arrival.leave(item.where, "parent", name, "x-parent")
                arrival.links += titled
                if not titled:
                    arrival.remark("import-open", item.where, f"its parent {name!r} isn't in these files")
        item.parents = list(dict.fromkeys(found))
    _cut_circles(arrival, items)
    for item in arrival.of("key result"):
        owner = next((key for key in item.parents if items[key].kind == "objective"), None)
        if owner is None:
            owner = next((key for key in (_objective_above(each, items) for each in item.parents) if key), None)
        if owner is not None:
            made.owner_of[item.key] = owner


def _objective_above(key: str, items: Mapping[str, Item]) -> str | None:
    for _ in range(20):
        item = items[key]
        if item.kind == "objective":
            return key
        if not item.parents:
            return None
        key = item.parents[0]
    return None


def _cut_circles(arrival: Arrival, items: Mapping[str, Item]) -> None:
    """Remove links that form a circle, and list them."""
    done: set[str] = set()
    for start in items:
        stack: list[tuple[str, Iterator[str]]] = [] if start in done else [(start, iter(tuple(items[start].parents)))]
        on_path = {key for key, _ in stack}
        while stack:
            key, parents = stack[-1]
            parent = next(parents, None)
            if parent is None:
                done.add(key)
                on_path.discard(key)
                stack.pop()
            elif parent in on_path:
                item, title = items[key], items[parent].title
                item.parents.remove(parent)
                item.extra["x-parent"] = title
                arrival.remark(
                    "import-open", item.where, f"its parents lead back to itself through {title!r}; kept as x-parent"
                )
            elif parent not in done:
                stack.append((parent, iter(tuple(items[parent].parents))))
                on_path.add(parent)
