"""Every reference of the plan, resolved: the edges between objectives, key results and departments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrctl.core.company.references import Target, Unresolved, resolve
from okrctl.core.company.workspace import Entry, PlacedObjective, Workspace
from okrctl.core.format import holds
from okrctl.core.format.doc import Doc
from okrctl.core.format.meaning import Field
from okrctl.core.model.items import Item, KeyResult, referring, referring_keys
from okrctl.core.values.diagnostic import DocPath, Place
from okrctl.core.values.frozen import frozen

EVERYONE = Target("all", external=True)
"""The target of ``joint_with: all``: all other departments as one value, since there may be thousands."""


@frozen
class Link:
    """One reference of an objective or key result; ``kind`` is the key that names it.

    ``source`` is the item that has it, ``target`` what it means. ``part`` is the mapping around the reference of a
    dependency or promise. ``joint_with: all`` is a single link, to :data:`EVERYONE`.
    """

    kind: str
    source: Entry
    item: Item
    text: str
    place: Place
    target: Target | Unresolved
    part: Doc | None = None

    @property
    def due(self) -> date | None:
        """The day by which it is needed, or promised."""
        return getattr(self.part, "due", None)

    @property
    def need(self) -> str | None:
        """What is needed."""
        return getattr(self.part, "need", None)


def links(ws: Workspace) -> tuple[Link, ...]:
    """All references of the plan as written today, in the order of files."""
    return tuple(link for placed in ws.objectives for link in _of_objective(ws, placed))


def _of_objective(ws: Workspace, placed: PlacedObjective) -> Iterator[Link]:
    objective = placed.history.current
    source = Entry("objective", placed.department, objective.id, placed.cycle, placed.path, objective.at, placed)
    yield from _of_item(ws, source, objective)
    for result in objective.key_results:
        entry = Entry(
            "key_result", placed.department, result.id, placed.cycle, placed.path, result.at, placed, key_result=result
        )
        yield from _of_item(ws, entry, result)


def _of_item(ws: Workspace, source: Entry, item: Item) -> Iterator[Link]:
    departments = referring_keys(holds.DEPARTMENT)
    for field in referring(type(item)):
        for at, text, part in _named(item, field):
            if field.key in departments:
                yield from _of_departments(ws, field.key, source, item, text, at)
            else:
                yield _link(ws, field.key, source, item, text, at, part)


def _named(item: Item, field: Field) -> Iterator[tuple[DocPath, str, Doc | None]]:
    """The references in a field, with their places and the mappings around them, which may have more keys."""
    value, at = getattr(item, field.name), (*item.at, field.key)
    if isinstance(value, str):
        yield at, value, None
    for position, each in enumerate(value if isinstance(value, tuple) else ()):
        if isinstance(each, Doc):
            yield (*each.at, "ref"), each.ref, each  # type: ignore[attr-defined]
        else:
            yield (*at, position), each, None


def _of_departments(ws: Workspace, kind: str, source: Entry, item: Item, name: str, at: DocPath) -> Iterator[Link]:
    yield Link(kind, source, item, name, Place(source.path, at), EVERYONE if name == "all" else _department(ws, name))


def _link(ws: Workspace, kind: str, source: Entry, item: Item, text: str, at: DocPath, part: Doc | None) -> Link:
    day = getattr(part, "due", None) or (item.due if kind == "promised_to" and isinstance(item, KeyResult) else None)
    cycle = None if kind == "carried_from" else source.cycle
    target = resolve(ws, text, source.department, cycle, day)
    return Link(kind, source, item, text, Place(source.path, at), target, part)


def _department(ws: Workspace, name: str) -> Target | Unresolved:
    from okrctl.core.company.references import suggest

    if name in ws.departments:
        return Target(name)
    if name in ws.config.external:
        return Target(name, external=True)
    return Unresolved("unknown-department", f"there is no department {name}", suggest(ws, name))
