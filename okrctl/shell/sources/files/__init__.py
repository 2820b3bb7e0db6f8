"""One module per kind of file that sources can use, found by its name.

A module defines which file names it reads (``SUFFIXES``), whether they may be compressed (``GZIP``), and ``table(paths,
sheet, budget)``, which says how the engine reads such files, or raises ``Refused``.
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
    """A table function of DuckDB, its files, and its options.

    With ``exact``, numbers with a decimal point are read without loss. ``heading`` has the columns by the names in the
    files, if known, because the engine renames duplicates.
    """

    function: str
    paths: list[str]
    options: str = ""
    exact: bool = False
    heading: tuple[str, ...] = ()


class Budget:
    """The limit for all sheets of a source: a few bytes of XLSX can expand to any number of cells and texts."""

    def __init__(self) -> None:
        self.cells = _MOST_CELLS
        self.text = _MOST_WRITTEN

    def spend(self, row: list[str]) -> str | None:
        """What exceeds the limit with this row, if anything."""
        self.cells -= len(row)
        self.text -= sum(len(cell.encode("utf-8", "replace")) + 1 for cell in row)
        if self.cells < 0:
            return f"{_MOST_CELLS:,} cells"
        return f"{_MOST_WRITTEN >> 20} MiB of text" if self.text < 0 else None


@cache
def suffixes() -> dict[str, str]:
    """The readable file name endings, each with its kind."""
    found: dict[str, str] = {}
    for kind in sorted(module.name for module in iter_modules(__path__)):
        for suffix in _module(kind).SUFFIXES:
            found[suffix] = kind
            if _module(kind).GZIP:
                found[f"{suffix}.gz"] = kind
    return found


def reader(kind: str, paths: list[str], sheet: str | None, budget: Budget) -> Reader:
    """How the engine reads files of a kind.

    Raises:
        Refused: they cannot be read.
    """
    found: Reader = _module(kind).table(paths, sheet, budget)
    return found


def _module(kind: str) -> Any:
    return import_module(f"{__name__}.{kind}")
