"""A Markdown page as a list of blocks in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from okrctl.core.values.frozen import frozen


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


@frozen
class Page:
    """All blocks of a page."""

    file: str
    blocks: Sequence[Block]
