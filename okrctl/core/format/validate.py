"""Checks plain data against a pydantic model so that one bad field never hides another.

Every error becomes a problem; the field is then left out (or replaced by a neutral value, if its mapping needs it) and
the rest is validated again. Removed list items don't change the places of the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from typing import Any, Generic, TypeVar, cast

from pydantic import ValidationError

from okrctl.core.format.doc import Doc, inner
from okrctl.core.format.messages import problem_for
from okrctl.core.values.data import unshared, value_at
from okrctl.core.values.diagnostic import DocPath, Place, Problem, Related
from okrctl.core.values.frozen import mutable
from okrctl.core.values.nearest import Nearest

_ROUNDS = 12
# required keys, and the values that replace them while the rest is checked
_STAND_INS: dict[str, Any] = {
    "title": "(no title)",
    "by": "(nobody)",
    "why": "(no reason)",
    "field": "title",
    "key_results": [],
    "okrctl": "1",
    "department": "without-id",
    "organization": "(no name)",
    "starts": "1",
}


Model = TypeVar("Model", bound=Doc)


@mutable
class ValidatedDoc(Generic[Model]):
    """A document from data, its problems, and the original positions of list items."""

    model: Model | None
    problems: list[Problem] = field(default_factory=list)
    kept: dict[DocPath, list[int]] = field(default_factory=dict)


def shape(doc: type[Model], data: Any, path: str, at: DocPath = ()) -> ValidatedDoc[Model]:
    """Validate data against a model.

    ``data`` is not modified; ``at`` is its place in the file. The model (None if the data is unusable) and everything
    in it have their places.
    """
    result: ValidatedDoc[Model] = ValidatedDoc(None)
    given, nearest = data, Nearest()
    for _ in range(_ROUNDS):
        try:
            result.model = doc.model_validate(data)
            _settle(result.model, at, (), result.kept)
            return result
        except ValidationError as error:
            data = _repair(doc, data, error, result, Place(path, at), given, nearest)
            if data is None:
                return result
    return result


def _repair(
    doc: type[Doc],
    data: Any,
    error: ValidationError,
    result: ValidatedDoc[Model],
    place: Place,
    given: Any,
    nearest: Nearest,
) -> Any:
    """The data without its invalid parts, whose problems are recorded; None if nothing remains."""
    errors = cast("list[dict[str, Any]]", error.errors(include_url=False))
    if all(map(_is_free, errors)):
        return _without_free(unshared(data), errors)
    faults: dict[DocPath, dict[str, Any]] = {}
    for fault in errors:
        where = _where(fault["loc"], data)
        if where is not None:
            faults.setdefault(where, fault)
    around = {outer for problem in result.problems for outer in _around(problem)}
    for where, fault in faults.items():
        key = where[-1] if where else ""
        if _is_free(fault):
            continue
        original = _original(result.kept, where)
        if fault["type"] == "missing" and key in (value_at(given, original[:-1]) or ()):
            # it existed and was already refused
            continue
        if original in around and isinstance(value_at(data, where), dict):
            # a mapping that is inconsistent because something in it was already refused
            continue
        problem = problem_for(doc, fault, where, replace(place, at=(*place.at, *original)), nearest)
        result.problems.append(problem)
        around.update(_around(problem))
    # in one copy; list items are removed at the end, so that places in them stay valid until then
    gone: set[DocPath] = set()
    holed: dict[DocPath, list[Any]] = {}
    data = unshared(data)
    for fault_at in sorted(faults, key=_order, reverse=True):
        if any(fault_at[:length] in gone for length in range(1, len(fault_at) + 1)):
            continue
        where = _affected(data, fault_at)
        if not where:
            return None
        _leave_out(data, where, holed)
        gone.add(where)
    for where, items in holed.items():
        _close_up(items, _original(result.kept, where), result.kept)
    return data


def _is_free(fault: dict[str, Any]) -> bool:
    """Whether it is about a key that people may use as they like."""
    if fault["type"] != "extra_forbidden":
        return False
    key = fault["loc"][-1]
    return isinstance(key, str) and key.startswith("x-")


def _without_free(data: Any, faults: list[dict[str, Any]]) -> Any:
    """The data without such keys, in place; an import has hundreds of thousands of them."""
    for fault in faults:
        home, loc = data, fault["loc"]
        for step in loc[:-1]:
            if isinstance(step, str) and step.startswith("\0"):
                if step != _form(home):
                    break
            elif step in home if isinstance(home, dict) else isinstance(step, int):
                home = home[step]
        else:
            home.pop(loc[-1], None)
    return data


def _settle(doc: Doc, at: DocPath, inside: DocPath, kept: dict[DocPath, list[int]]) -> None:
    """Set the places of a document and everything in it: ``at`` in the file, ``inside`` the data that was read."""
    held = doc.__dict__
    held["at"] = at
    for part in inner(type(doc)):
        value = held[part.name]
        if not value:
            continue
        here, within = (*at, part.key), (*inside, part.key)
        if isinstance(value, Doc):
            _settle(value, here, within, kept)
        elif isinstance(value, tuple):
            places = kept.get(within, range(len(value)))
            for index, each in zip(places, value, strict=False):
                if isinstance(each, Doc):
                    _settle(each, (*here, index), (*within, index), kept)


def _around(problem: Problem) -> Iterator[DocPath]:
    """All paths that contain a problem."""
    at = problem.place.at
    return (at[:length] for length in range(len(at)))


def _order(where: DocPath) -> tuple[tuple[int, int | str], ...]:
    return tuple((0, step) if isinstance(step, int) else (1, step) for step in where)


def _form(data: Any) -> str:
    """The name of the union member that fits the form of the data."""
    return "\0" + ("map" if isinstance(data, dict) else "list" if isinstance(data, list) else "text")


def _where(loc: tuple[int | str, ...], data: Any) -> DocPath | None:
    """The path in the data of an error's location; None for a union member that doesn't apply."""
    found: list[str | int] = []
    last = len(loc) - 1
    for position, step in enumerate(loc):
        if isinstance(step, str) and step.startswith("\0"):
            if step != _form(data):
                return None
            continue
        if isinstance(data, dict) and isinstance(step, str) and (step in data or position == last):
            if step == "[key]" and step not in data:
                break
            found.append(step)
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int):
            found.append(step)
            data = data[step] if step < len(data) else None
    return tuple(found)


def _original(kept: dict[DocPath, list[int]], where: DocPath) -> DocPath:
    found: DocPath = ()
    for step in where:
        places = kept.get(found)
        found = (*found, places[step] if places and isinstance(step, int) else step)
    return found


def _affected(data: Any, where: DocPath) -> DocPath:
    """What to remove for an error at a path: the value, or the mapping of a missing key without a replacement."""
    while where and not _has_stand_in(where):
        parent = value_at(data, where[:-1])
        if not isinstance(parent, dict) or where[-1] in parent:
            break
        where = where[:-1]
    return where


def _has_stand_in(where: DocPath) -> bool:
    return where[-1] in _STAND_INS or where[-1] == "id"


def _leave_out(data: Any, where: DocPath, holed: dict[DocPath, list[Any]]) -> None:
    """Remove the value at a path (from lists later, all at once), or replace it by its neutral value."""
    value = _STAND_INS.get(str(where[-1]), _unnamed(where)) if _has_stand_in(where) else _GONE
    home, step = value_at(data, where[:-1]), where[-1]
    if isinstance(home, dict):
        home[str(step)] = value
        if value is _GONE:
            del home[str(step)]
    elif isinstance(home, list) and isinstance(step, int):
        home[step] = _GONE
        holed[where[:-1]] = home


def _close_up(items: list[Any], at: DocPath, kept: dict[DocPath, list[int]]) -> None:
    """Remove items from a list, and keep the original positions of the others."""
    left = [index for index, item in enumerate(items) if item is not _GONE]
    places = kept.get(at)
    kept[at] = [places[index] for index in left] if places else left
    items[:] = [items[index] for index in left]


_GONE: Any = object()


def _unnamed(where: DocPath) -> str:
    return "without-id-" + "-".join(str(step + 1) for step in where if isinstance(step, int))


def key_order(path: str, data: dict[str, Any], doc: type[Doc]) -> Iterator[Problem]:
    """Keys that are out of order.

    ``data`` has its keys in file order.
    """
    keys = list(data)
    if "okrctl" in data and keys[0] != "okrctl":
        message = "`okrctl` is not the first key"
        yield Problem("key-order", Place(path, ("okrctl",), on_key=True), message, "move the line to the top")
    parts = {field.key: field.means.counts for field in inner(doc)}
    journal = next((key for key in keys if parts.get(key) == "journal"), None)
    for name in keys[keys.index(journal) + 1 :] if journal else ():
        if parts.get(name) == "parts":
            above = Related(Place(path, (str(journal),), on_key=True), "the journal starts here")
            message = f"`{name}` is below the journal"
            help = f"move the block above `{journal}`, since new check-ins go to the end"
            yield Problem("key-order", Place(path, (name,), on_key=True), message, help, (above,))
