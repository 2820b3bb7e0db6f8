"""The contents of a file: tables, plain data, or a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from okrctl.core.arrival.values import Where
from okrctl.core.values.frozen import frozen

MOST_CELL = 64 << 10
MOST_ROWS, MOST_COLUMNS = 200_000, 1_000
"""The largest table that is read; more is refused before it fills the memory."""


@frozen
class Row:
    """A row of a table; ``line`` is its first line, or its number in a sheet."""

    line: int
    cells: Sequence[str]
    struck: bool = False

    @property
    def text(self) -> str:
        """All of it, to be listed."""
        return " · ".join(cell for cell in self.cells if cell)


@dataclass
class Table:
    """The rows of a CSV file or of one sheet, headings included."""

    file: str
    rows: list[Row]
    sheet: str = ""
    hidden: bool = False
    notes: list[tuple[Where, str]] = field(default_factory=list)

    def where(self, row: Row, column: int | None = None) -> Where:
        """The place of a row, or of a cell in it."""
        if not self.sheet:
            return Where(self.file, str(row.line))
        return Where(self.file, f"{self.sheet}!{letters(column) if column is not None else 'A'}{row.line}")


@frozen
class Block:
    """A heading, paragraph, list item, table row or quote.

    Attributes:
        kind: what it is; ``html`` is kept as text and never looked at.
        line: its first line, from 1.
        text: what a reader sees.
        raw: as it is written, with its marks.
        depth: the level of a heading or list item, from 1.
        ordered: of a list item: whether it has a number.
        strong: the bold stretches; ``soft`` the italic ones.
        cells: of a table row.
        links: addresses that are not carried over.
        inside: of a paragraph, how many list items it stands in.
    """

    kind: Literal["heading", "text", "item", "row", "quote", "html", "code"]
    line: int
    text: str
    raw: str = ""
    depth: int = 0
    ordered: bool = False
    strong: Sequence[str] = ()
    soft: Sequence[str] = ()
    cells: Sequence[str] = ()
    raws: Sequence[str] = ()
    links: int = 0
    inside: int = 0
    head: bool = False


@dataclass
class Source:
    """One file to import; exactly one kind of contents is set: tables, data, or the blocks of a Markdown page."""

    file: str
    tables: list[Table] | None = None
    data: Any = None
    page: Sequence[Block] | None = None


@frozen
class Unread:
    """Why a file cannot be read; ``at`` is a line or a cell."""

    file: str
    message: str
    way: str = ""
    at: str = ""


def letters(column: int) -> str:
    """The name of a column in a sheet: A for 0, AA for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
