"""One module a kind of file that sources compute from, found by its name.

A module says which names it reads (``SUFFIXES``) and whether they may be compressed (``GZIP``), and has a function
``table(paths, sheet, budget)`` that says how the engine is to read such files, or raises ``Refused``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from okrctl.core.values.frozen import frozen

_MOST_CELLS = 1 << 24
_MOST_WRITTEN = 64 << 20


@frozen
class Reader:
    """A table function of DuckDB, the files it is called with, and its options.

    With ``exact``, numbers with a point are read as they are written, and lose nothing. ``heading`` has the columns by
    the names that all files give them, where that is known: the engine has its own way to tell equal ones apart.
    """

    function: str
    paths: list[str]
    options: str = ""
    exact: bool = False
    heading: tuple[str, ...] = ()


class Budget:
    """How much all sheets of a source may come to. A few bytes of XLSX can stand for any number of cells and texts."""

    def __init__(self) -> None:
        self.cells = _MOST_CELLS
        self.text = _MOST_WRITTEN

    def spend(self, row: list[str]) -> str | None:
        """What is too much with that row, if anything is."""
        self.cells -= len(row)
        self.text -= sum(len(cell.encode("utf-8", "replace")) + 1 for cell in row)
        if self.cells < 0:
            return f"{_MOST_CELLS:,} cells"
        return f"{_MOST_WRITTEN >> 20} MiB of text" if self.text < 0 else None


@cache
def suffixes() -> dict[str, str]:
    """The endings of names that can be read, each with its kind."""
    found: dict[str, str] = {}
    for kind in sorted(module.name for module in iter_modules(__path__)):
        for suffix in _module(kind).SUFFIXES:
            found[suffix] = kind
            if _module(kind).GZIP:
                found[f"{suffix}.gz"] = kind
    return found


def reader(kind: str, paths: list[str], sheet: str | None, budget: Budget) -> Reader:
    """How the engine is to read files of a kind.

    Raises:
        Refused: they cannot be read.
    """
    found: Reader = _module(kind).table(paths, sheet, budget)
    return found


def _module(kind: str) -> Any:
    return import_module(f"{__name__}.{kind}")
