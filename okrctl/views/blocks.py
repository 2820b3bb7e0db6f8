"""The elements of reports: plain frozen values that every renderer understands.

Text in blocks is raw: renderers sanitize it, so a view must not escape anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from functools import wraps
from typing import Literal, ParamSpec

from okrctl.core.values.frozen import frozen

P = ParamSpec("P")
Style = Literal["", "strong", "dim", "good", "warn", "bad", "info"]


@frozen
class Run:
    """Text in one style. Styles have a meaning; the renderer chooses the color (or none).

    ``href`` is an address made by okrctl, of safe characters; pages turn the text into a link to it.
    """

    text: str
    style: Style = ""
    href: str | None = None


Cell = str | Run | tuple[Run | str, ...]
"""The content of a line or table cell: text, or styled parts of it."""


@frozen
class Heading:
    """A title; ``note`` is at the right edge, ``level`` counts from 1."""

    text: Cell
    note: Cell = ""
    level: int = 1


@frozen
class Line:
    """One line of text. ``indent`` counts columns; continuation lines of a long one are indented by ``hang`` more."""

    text: Cell
    indent: int = 0
    hang: int = 0


@frozen
class Blank:
    """An empty line."""


@frozen
class Column:
    """A table column.

    ``shrink`` marks the columns that are shortened (with …) if the line is too long, down to ``least``.
    """

    title: str
    align: Literal["left", "right"] = "left"
    shrink: bool = False
    least: int = 8


@frozen
class Table:
    """Rows under columns. Without ``header``, text output has no titles; markdown and csv always have them.

    In a row with fewer cells than columns, the first cell spans the missing ones.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header: bool = True
    indent: int = 0

    def full(self) -> Iterator[tuple[Cell, ...]]:
        """The rows with empty cells for those that a first cell spans."""
        for row in self.rows:
            yield (*row[:1], *("" for _ in range(len(self.columns) - len(row))), *row[1:])


@frozen
class Node:
    """One line of a tree and its children."""

    text: Cell
    children: tuple[Node, ...] = ()


@frozen
class Tree:
    """Nested lines, drawn with guides."""

    roots: tuple[Node, ...]


@frozen
class Prose:
    """okrctl's own text in Markdown, never a user's; only for pages."""

    markdown: str


@frozen
class Fold:
    """Blocks that a page hides behind a summary until opened; screens show them."""

    summary: Cell
    blocks: tuple[Block, ...]


Block = Heading | Line | Blank | Table | Tree | Prose | Fold


@frozen
class Document:
    """A whole report in reading order; ``comment``: it must fit into a comment on a code review."""

    blocks: tuple[Block, ...] = field(default=())
    comment: bool = False


def runs(cell: Cell) -> tuple[Run, ...]:
    """The styled parts of a cell, in any form."""
    if isinstance(cell, str):
        return (Run(cell),)
    if isinstance(cell, Run):
        return (cell,)
    return tuple(Run(part) if isinstance(part, str) else part for part in cell)


def plain(cell: Cell) -> str:
    """The text of a cell without its styles."""
    return "".join(run.text for run in runs(cell))


def section(title: Cell, *blocks: Block, note: Cell = "") -> tuple[Block, ...]:
    """A heading above blocks; nothing without blocks."""
    return (Blank(), Heading(title, note, 2), *blocks) if blocks else ()


def document(blocks: Iterable[Block]) -> Document:
    """A document of these blocks."""
    return Document(tuple(blocks))


def as_document(blocks: Callable[P, Iterable[Block]]) -> Callable[P, Document]:
    """Makes a document of what a function yields."""

    @wraps(blocks)
    def made(*given: P.args, **named: P.kwargs) -> Document:
        return document(blocks(*given, **named))

    return made
