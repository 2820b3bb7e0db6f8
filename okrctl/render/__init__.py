"""One module per format, found by its file name and imported when needed: a value in, a text (or bytes) out.

The folder determines which value a format accepts; its module has a function ``render`` that takes it:

* ``screens``: a Document for a terminal, with its width (or None) and whether to use colors
* ``pages``, ``tables``: a Document in full, and one with only tables
* ``data``: plain values; ``graphs``: a Graph; ``calendars``: a Calendar
* ``sites``: a Site, the whole company as web pages; ``forms``: a Form to fill in
* ``messages``, ``badges``: a Digest, the company in a few lines
* ``workbooks``: a Workbook, the company as sheets of cells; returns bytes
* ``diagnostics``: the Report of a validation, with width and colors as for a screen; ``annotations``: the same Report

A report says which of these values it has; ``--format`` offers every format that accepts one of them. Modules whose
names start with ``_`` are helpers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Literal

Value = Literal[
    "screens",
    "pages",
    "tables",
    "data",
    "graphs",
    "calendars",
    "diagnostics",
    "annotations",
    "sites",
    "forms",
    "messages",
    "badges",
    "workbooks",
]
Renderer = Callable[..., Any]
SIZED = frozenset[Value]({"screens", "diagnostics"})
"""The values whose formats get the width of the terminal, and whether it shows colors."""


@cache
def formats(*values: Value) -> dict[str, Value]:
    """The names of the formats that accept one of these values, each with the first value that it accepts."""
    found: dict[str, Value] = {}
    for value in values:
        for module in iter_modules([str(Path(__file__).parent / value)]):
            if not module.name.startswith("_"):
                found.setdefault(module.name, value)
    return found


def renderer(value: Value, name: str) -> Renderer:
    """The function that writes such a value in this format."""
    found: Renderer = import_module(f"{__name__}.{value}.{name}").render
    return found
