"""One thin module a command, found by its file name: ``key_result.py`` is ``okrctl key-result``.

A command module has a function ``command`` whose docstring is its help, and may say in which part of the help it
stands (``PANEL``). Modules whose names begin with ``_`` are shared helpers; an underscore at the end keeps a name clear
of Python's own words (``import_.py``).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


@cache
def names() -> dict[str, str]:
    """Every command's name with the module it lives in."""
    found = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return {module.rstrip("_").replace("_", "-"): module for module in found}


def load(name: str) -> ModuleType:
    """The module of a command."""
    return import_module(f"{__name__}.{names()[name]}")
