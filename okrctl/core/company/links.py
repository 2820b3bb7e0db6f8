"""Every reference of the plan with what it means: the edges between objectives, key results and departments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from okrctl.core.company.references import Target, Unresolved, resolve
from okrctl.core.company.workspace import Entry, PlacedObjective, Workspace
from okrctl.core.model.items import Item, KeyResult
from okrctl.core.values.diagnostic import DocPath, Place
from okrctl.core.values.frozen import frozen

LinkKind = Literal["supports", "depends_on", "promised_to", "joint_with", "kpi", "carried_from"]

EVERYONE = Target("all", external=True)
"""What ``joint_with: all`` means: every other department. It stands for them, since there may be thousands of each."""


@frozen
class Link:
    """One reference of an objective or key result.

    ``source`` is the item it stands on, ``target`` what it means. ``due`` and ``need`` are those of a dependency or
    promise. ``joint_with: all`` is a single link, to :data:`EVERYONE`.
    """

    kind: LinkKind
    source: Entry
    item: Item
    text: str
    place: Place
    target: Target | Unresolved
    due: date | None = None
    need: str | None = None


def links(ws: Workspace) -> tuple[Link, ...]:
    """All references of the plan as written today, in the order of files."""
    return tuple(link for placed in ws.objectives for link in _of_objective(ws, placed))


def _of_objective(ws: Workspace, placed: PlacedObjective) -> Iterator[Link]:
    objective = placed.history.current
    source = Entry("objective", placed.department, objective.id, placed.cycle, placed.path, objective.at, placed)
    yield from _of_item(ws, source, objective)
    for position, name in enumerate(objective.joint_with):
        at = (*objective.at, "joint_with", position)
        target = EVERYONE if name == "all" else _department(ws, name)
        yield Link("joint_with", source, objective, name, Place(placed.path, at), target)
    for result in objective.key_results:
        entry = Entry(
            "key_result", placed.department, result.id, placed.cycle, placed.path, result.at, placed, key_result=result
        )
        yield from _of_item(ws, entry, result)
        if result.kpi:
            yield _link(ws, "kpi", entry, result, result.kpi, (*result.at, "kpi"))


def _of_item(ws: Workspace, source: Entry, item: Item) -> Iterator[Link]:
    for position, text in enumerate(item.supports):
        yield _link(ws, "supports", source, item, text, (*item.at, "supports", position))
    for need in item.depends_on:
        yield _link(ws, "depends_on", source, item, need.ref, (*need.at, "ref"), need.due, need.need)
    for promise in item.promised_to:
        at = (*promise.at, "ref")
        yield _link(ws, "promised_to", source, item, promise.ref, at, promise.due)
    if item.carried_from:
        yield _link(ws, "carried_from", source, item, item.carried_from, (*item.at, "carried_from"))


def _link(
    ws: Workspace,
    kind: LinkKind,
    source: Entry,
    item: Item,
    text: str,
    at: DocPath,
    due: date | None = None,
    need: str | None = None,
) -> Link:
    day = due or (item.due if kind == "promised_to" and isinstance(item, KeyResult) else None)
    cycle = None if kind == "carried_from" else source.cycle
    target = resolve(ws, text, source.department, cycle, day)
    return Link(kind, source, item, text, Place(source.path, at), target, due, need)


def _department(ws: Workspace, name: str) -> Target | Unresolved:
    from okrctl.core.company.references import suggest

    if name in ws.departments:
        return Target(name)
    if name in ws.config.external:
        return Target(name, external=True)
    return Unresolved("unknown-department", f"there is no department {name}", suggest(ws, name))
