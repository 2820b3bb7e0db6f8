"""Finds kinds of key results and rules by walking their folders, without lists; and the kind of a key result."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType
from typing import Any

from okrctl.core.format.doc import same_set
from okrctl.core.model.measure import Measure
from okrctl.core.values.diagnostic import Place, Problem


def names(package: str) -> list[str]:
    """The modules and folders of a package, by name, without helpers (names with a leading underscore)."""
    return _found_in(importlib.import_module(package).__path__)


def _found_in(places: Iterable[str]) -> list[str]:
    found = sorted(info.name for info in pkgutil.iter_modules(places))
    return [name for name in found if not name.startswith("_")]


def names_inside(package: str) -> Iterator[tuple[str, list[str]]]:
    """The folders of a package with the names in each, none of which is imported."""
    for folder in names(package):
        places = [f"{place}/{folder}" for place in importlib.import_module(package).__path__]
        yield folder, _found_in(places)


def modules(package: str) -> Iterator[ModuleType]:
    """Every module of a package."""
    return (importlib.import_module(f"{package}.{name}") for name in names(package))


@cache
def kinds() -> tuple[type[Measure], ...]:
    """All kinds of key results: the classes of the modules and folders in ``okrctl/krtypes``."""
    return tuple(
        value
        for module in modules("okrctl.krtypes")
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Measure)
        and f"{value.__module__}.".startswith(f"{module.__name__}.")
    )


@cache
def kind_keys() -> tuple[str, ...]:
    """Every key that any kind adds to a key result."""
    return tuple(dict.fromkeys(key for kind in kinds() for key in kind.own_keys()))


def measure_of(doc: Any, place: Place, written: dict[str, Any]) -> tuple[Measure | None, list[Problem]]:
    """The measure in a key result's keys, exactly one, and the problems of their combination.

    ``written`` is its plain data: refused values have been reported; a key without a value is ignored.
    """
    held = doc.__dict__
    given = [key for key in kind_keys() if held[key] is not None]
    chosen = [kind for kind in kinds() if any(key in given for key in kind.decided_by)]
    if not chosen and any(written.get(key) is not None for kind in kinds() for key in kind.decided_by):
        return None, []
    if not chosen:
        choices = "; ".join(kind.summary for kind in kinds())
        problem = Problem("wrong-kind", place, f"{doc.id} has no measure", f"add one of: {choices}")
        return None, [problem]
    kind, *others = chosen
    problems = [_belongs_to_two(doc.id, kind, other, given, place) for other in others]
    first, *more = (key for key in kind.decided_by if key in given)
    for key in more if first in kind.alternatives else ():
        at = Place(place.path, (*place.at, key), on_key=True)
        message = f"{doc.id} has both a {first} and a {key}"
        problems.append(Problem("wrong-kind", at, message, f"keep one; `{first}` is used until then"))
        given.remove(key)
    for key in given:
        if key not in kind.own_keys() and not any(key in other.own_keys() for other in others):
            at = Place(place.path, (*place.at, key), on_key=True)
            fitting = " or ".join(other.summary for other in kinds() if key in other.own_keys())
            message = f"`{key}` doesn't belong to {kind.summary}"
            problems.append(Problem("wrong-kind", at, message, f"it belongs to {fitting}"))
    values = {key: held[key] for key in kind.own_keys() if key in given}
    # the values were checked with their own key result
    return kind.model_construct(same_set(frozenset(values)), **values), problems


def _belongs_to_two(id: str, kind: type[Measure], other: type[Measure], given: list[str], place: Place) -> Problem:
    key = next(key for key in other.decided_by if key in given)
    at = Place(place.path, (*place.at, key), on_key=True)
    message = f"{id} has two measures: {kind.summary} and {other.summary}"
    return Problem("wrong-kind", at, message, "keep one, or split it into two key results")
