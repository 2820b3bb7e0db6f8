"""The JSON Schema of each command's JSON: one module per command, found by its file name.

A module has a ``SHAPE``, built from ``_parts``, which has the usual form of each key. Every key means the same in all
reports, so its description is in ``_words`` only; a key without one raises an error.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def commands() -> tuple[str, ...]:
    """The commands that write JSON."""
    found = (module.name for module in iter_modules([str(Path(__file__).parent)]))
    return tuple(name.rstrip("_") for name in found if name[0] != "_")


@cache
def named() -> dict[str, str]:
    """The commands by every name of their JSON: their own, and the one in its key ``schema``."""
    found = {command: command for command in commands()}
    return {shape_of(command)["properties"]["schema"]["const"].split("/")[1]: command for command in commands()} | found


def shape_of(command: str) -> dict[str, Any]:
    """The form of a command's JSON."""
    shape: dict[str, Any] = _module(command).SHAPE
    return shape


def _module(command: str) -> Any:
    return import_module(f"{__name__}.{command}{'_' * iskeyword(command)}")


def schema_of(command: str) -> dict[str, Any]:
    """The JSON Schema of a command's JSON."""
    about = _module(command).__doc__ or ""
    return {"$schema": DIALECT, "title": about.replace("``", "`").rstrip("."), **shape_of(command)}
