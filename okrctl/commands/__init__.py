"""One thin module per command, found by its file name: ``key_result.py`` is ``okrctl key-result``.

A command module has a function ``command`` whose docstring is its help, and names the panel of the help that lists it
(``PANEL``). A command with subcommands (``new``) is a folder with a module for each. Such a module can set the class
that parses it (``CLASS``) and its label in a menu (``CHOICE``). Modules whose names begin with ``_`` are shared
helpers; a trailing underscore avoids Python's keywords (``import_.py``).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

PANELS = ("Start", "Every week", "Look", "Change the plan", "In CI and git", "Exchange")
"""The order of the panels; others that commands name follow."""


@cache
def names() -> dict[str, str]:
    """The module of every command, by the command's name."""
    return _names(__path__)


def load(name: str) -> ModuleType:
    """The module of a command."""
    return import_module(f"{__name__}.{names()[name]}")


def parts(module: ModuleType) -> dict[str, ModuleType]:
    """The subcommands of a command, by name and in the order of their ``PLACE``; empty for a plain module."""
    names = _names(getattr(module, "__path__", ()))
    found = {name: import_module(f"{module.__name__}.{part}") for name, part in names.items()}
    return dict(sorted(found.items(), key=lambda item: getattr(item[1], "PLACE", 0)))


def panels() -> dict[str, list[str]]:
    """The names of commands by panel."""
    found: dict[str, list[str]] = {panel: [] for panel in PANELS}
    for name in names():
        found.setdefault(getattr(load(name), "PANEL", "More"), []).append(name)
    return {panel: names for panel, names in found.items() if names}


def _names(folder: Iterable[str]) -> dict[str, str]:
    modules = sorted(module.name for module in iter_modules(folder) if not module.name.startswith("_"))
    return {module.rstrip("_").replace("_", "-"): module for module in modules}
