"""Plain text for terminals and pipes: aligned columns, and guides for trees.

With a width, lines are wrapped, and shrinkable columns are shortened with ``…``. Without one (a pipe, a file), nothing
is wrapped or shortened, so that the output can be searched.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.values.width import cut
from okrctl.core.values.width import width as columns_of
from okrctl.render._lines import Styled, StyledLine, finish, length, styled, wrap
from okrctl.views.blocks import Blank, Block, Document, Fold, Heading, Line, Node, Prose, Table, Tree

_GAP = "  "
_NARROWEST = 8
_FRAGMENT = 5  # the fewest columns of a second run of text
_DEEPEST = 32  # indented levels of a tree; the lines of a chain must not grow with its length
_FOLD = "⋯  "


def render(document: Document, width: int | None = None, ansi: bool = False) -> str:
    """The document as lines of text."""
    return finish((line for block in document.blocks for line in _block(block, width)), ansi)


def _block(block: Block, width: int | None) -> Iterator[StyledLine]:
    match block:
        case Heading():
            return _heading(block, width)
        case Line():
            return _wrapped(" " * block.indent, " " * (block.indent + block.hang), styled(block.text), width)
        case Blank():
            return iter(([],))
        case Table():
            return _table(block, width)
        case Tree():
            return _tree(block, width)
        case Fold():
            return (line for each in block.blocks for line in _block(each, width))
        case Prose():
            return iter(styled(line) for line in block.markdown.split("\n"))


def _wrapped(first: str, others: str, line: StyledLine, width: int | None) -> Iterator[StyledLine]:
    rooms = [max(_NARROWEST, (width or 0) - len(lead)) for lead in (first, others)]
    parts = [line] if width is None else wrap(line, *rooms)
    for number, part in enumerate(parts):
        yield [(others if number else first, "dim"), *part]


def _heading(heading: Heading, width: int | None) -> Iterator[StyledLine]:
    title = styled(heading.text, "strong")
    note = styled(heading.note) if heading.note else []
    room = (width or 0) - length(title) - length(note)
    if not note:
        yield from _wrapped("", "", title, width)
    elif width is None:
        yield [*title, (_GAP, ""), *note]
    elif room >= len(_GAP):
        yield [*title, (" " * room, ""), *note]
    else:
        yield from _wrapped("", "", title, width)
        yield from _wrapped(_GAP, _GAP, note, width)


def _table(table: Table, width: int | None) -> Iterator[StyledLine]:
    titles = [styled(column.title, "dim") for column in table.columns]
    header = table.header and any(column.title for column in table.columns)
    rows = [[styled(cell) for cell in row] for row in table.rows]
    if header:
        rows.insert(0, titles)
    sizes = [[_length(cell) for cell in row] for row in rows]
    widths = _widths(table, sizes)
    if width is not None:
        widths = _shrunk(table, widths, width)
    indent: Styled = (" " * table.indent, "")
    right = [column.align == "right" for column in table.columns]
    last = len(widths) - 1
    for row, lengths in zip(rows, sizes, strict=True):
        line = [indent]
        across = len(widths) - len(row)
        for at, cell in enumerate(row, across):
            size = lengths[at - across]
            room = widths[at] if at > across else _room(widths, across)
            if size > room:
                cell = _cut(cell, room)
                size = _length(cell)
            padding = " " * (room - size)
            if right[at] and (at > across or not across):
                line.append((padding, ""))
                line += cell
            else:
                line += cell
                line.append((padding, ""))
            if at < last:
                line.append((_GAP, ""))
        yield line


def _widths(table: Table, sizes: list[list[int]]) -> list[int]:
    """The columns' widths; a cell that spans several widens the first shrinkable one again."""
    count = len(table.columns)
    widths = [0] * count
    for row in sizes:
        across = count - len(row)
        for at in range(1 if across else 0, len(row)):
            widths[at + across] = max(widths[at + across], row[at])
    for row in sizes:
        across = count - len(row)
        if row and across:
            elastic = next((at for at in range(across + 1) if table.columns[at].shrink), across)
            widths[elastic] += max(0, row[0] - _room(widths, across))
    return widths


def _room(widths: list[int], across: int) -> int:
    """The width of a row's first cell if it spans that many further columns."""
    return sum(widths[: across + 1]) + len(_GAP) * across


def _length(cell: list[Styled]) -> int:
    return columns_of(cell[0][0]) if len(cell) == 1 else length(cell)


def _shrunk(table: Table, widths: list[int], width: int) -> list[int]:
    """Widths that fit: shrinkable columns get narrower, the widest first, each down to its minimum."""
    widths = list(widths)
    excess = table.indent + sum(widths) + len(_GAP) * (len(widths) - 1) - width
    shrinking = [at for at, column in enumerate(table.columns) if column.shrink and widths[at] > column.least]
    while excess > 0 and shrinking:
        widest = max(shrinking, key=lambda at: widths[at])
        widths[widest] -= 1
        excess -= 1
        if widths[widest] == table.columns[widest].least:
            shrinking.remove(widest)
    return widths


def _cut(cell: list[Styled], columns: int) -> list[Styled]:
    kept: list[Styled] = []
    for at, (text, style) in enumerate(cell):
        size = columns_of(text)
        if size > columns or (size == columns and at < len(cell) - 1):
            if at < len(cell) - 1 and columns_of(text.rstrip()) <= columns:
                kept.append((text.rstrip(), style))
            elif not kept or columns >= _FRAGMENT:
                kept.append((cut(text + "…", columns), style))
            break
        kept.append((text, style))
        columns -= size
    return kept


def _tree(tree: Tree, width: int | None) -> Iterator[StyledLine]:
    for root in tree.roots:
        stack: list[tuple[Node, str, str]] = [(root, "", "")]
        while stack:
            node, first, below = stack.pop()
            others = below + ("│ " if node.children else "  ") if first or node.children else below
            yield from _wrapped(first, others, styled(node.text), width)
            below = _folded(below)
            for at, child in enumerate(reversed(node.children)):
                stack.append((child, below + ("├─ " if at else "└─ "), below + ("│  " if at else "   ")))


def _folded(guides: str) -> str:
    """The guides of a tree's line, without the outermost ones if there are too many."""
    return guides if len(guides) < len(_FOLD) * _DEEPEST else _FOLD + guides[2 * len(_FOLD) :]
