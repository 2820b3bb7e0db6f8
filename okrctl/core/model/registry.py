"""Finds kinds of key results and rules by walking their folders; there are no lists of them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType

from okrctl.core.model.measure import Measure


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
