"""Every reference of the plan, resolved: the edges between objectives, key results and departments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrctl.core.company.references import Target, Unresolved, resolve, suggest
from okrctl.core.company.workspace import Entry, Workspace, entries_of
from okrctl.core.format import holds
from okrctl.core.format.doc import Doc
from okrctl.core.format.meaning import Field
from okrctl.core.model.items import Item, referring, referring_keys
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

    @property
    def entry(self) -> Entry | None:
        """The item that it means, if it means one."""
        return self.target.entry if isinstance(self.target, Target) else None


def links(ws: Workspace) -> tuple[Link, ...]:
    """All references of the plan as written today, in the order of files."""
    return tuple(link for placed in ws.objectives for entry in entries_of(placed) for link in _of_item(ws, entry))


def _of_item(ws: Workspace, source: Entry) -> Iterator[Link]:
    item = source.plan_item
    assert item is not None
    for field in referring(type(item)):
        for at, text, part in _named(item, field):
            target = _target(ws, field.key, source, text, getattr(part, "due", None))
            yield Link(field.key, source, item, text, Place(source.path, at), target, part)


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


def _target(ws: Workspace, kind: str, source: Entry, text: str, due: date | None) -> Target | Unresolved:
    if kind not in referring_keys(holds.DEPARTMENT):
        own = source.key_result.due if kind == "promised_to" and source.key_result else None
        cycle = None if kind == "carried_from" else source.cycle
        return resolve(ws, text, source.department, cycle, due or own)
    if text == "all":
        return EVERYONE
    if text in ws.departments or text in ws.config.external:
        return Target(text, external=text not in ws.departments)
    return Unresolved("unknown-department", f"there is no department {text}", suggest(ws, text))
