"""What a report is made of: plain frozen values that every renderer understands.

Text in blocks is raw: renderers sanitise it, so a view never has to (and never should) escape anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Literal

from okrctl.core.values.frozen import frozen

Style = Literal["", "strong", "dim", "good", "warn", "bad", "info"]


@frozen
class Run:
    """A stretch of text in one style. Styles carry meaning; the renderer picks the color (or none).

    ``href`` is an address of ours, made of safe characters; pages make the text a link to it.
    """

    text: str
    style: Style = ""
    href: str | None = None


Cell = str | Run | tuple[Run | str, ...]
"""Content of one line or table cell: text, or styled stretches of it."""


@frozen
class Heading:
    """A title; ``note`` is shown at the right edge, ``level`` counts from 1."""

    text: Cell
    note: Cell = ""
    level: int = 1


@frozen
class Line:
    """One line of text. ``indent`` counts columns; where a long one wraps, what follows stands ``hang`` further in."""

    text: Cell
    indent: int = 0
    hang: int = 0


@frozen
class Blank:
    """An empty line."""


@frozen
class Column:
    """A table column.

    ``shrink`` marks the columns that give way (and are cut with …) when the line gets too long, down to ``least``.
    """

    title: str
    align: Literal["left", "right"] = "left"
    shrink: bool = False
    least: int = 8


@frozen
class Table:
    """Rows under columns. ``header`` False hides the titles in text output; markdown and csv always show them.

    In a row with fewer cells than there are columns, the first cell stands across the columns that are missing.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header: bool = True
    indent: int = 0


@frozen
class Node:
    """One line of a tree and what hangs below it."""

    text: Cell
    children: tuple[Node, ...] = ()


@frozen
class Tree:
    """Nested lines, drawn with guides."""

    roots: tuple[Node, ...]


@frozen
class Prose:
    """Words of ours that are Markdown already, and never a user's; for pages alone."""

    markdown: str


@frozen
class Fold:
    """Blocks that a page hides behind a summary until opened; screens show them."""

    summary: Cell
    blocks: tuple[Block, ...]


Block = Heading | Line | Blank | Table | Tree | Prose | Fold


@frozen
class Document:
    """A whole report in reading order; ``comment`` says that it has to fit into a comment on a code review."""

    blocks: tuple[Block, ...] = field(default=())
    comment: bool = False


def runs(cell: Cell) -> tuple[Run, ...]:
    """The styled pieces of a cell, in any form."""
    if isinstance(cell, str):
        return (Run(cell),)
    if isinstance(cell, Run):
        return (cell,)
    return tuple(Run(part) if isinstance(part, str) else part for part in cell)


def plain(cell: Cell) -> str:
    """The text of a cell without its styles."""
    return "".join(run.text for run in runs(cell))


def document(blocks: Sequence[Block]) -> Document:
    """A document from any sequence of blocks."""
    return Document(tuple(blocks))
