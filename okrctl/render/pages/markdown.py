"""GitHub-flavored Markdown, for pull requests, step summaries and documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrctl.core.values import safe
from okrctl.views.blocks import Blank, Block, Cell, Document, Fold, Heading, Line, Node, Prose, Table, Tree, runs

_DEEPEST_HEADING = 6
_BELOW = 6  # columns: a line with this indent belongs to the list item before it
_DEEPEST_LIST = 32  # the deepest indent; lines must not grow with the length of a chain


def render(document: Document) -> str:
    """The document as Markdown."""
    text = safe.defuse(_together(document.blocks))
    return _comment(text) if document.comment else text


def _together(blocks: Iterable[Block]) -> str:
    """Blocks with empty lines between them, except between items of a list."""
    parts: list[str] = []
    in_list = False
    for block in blocks:
        item = isinstance(block, Line) and block.indent > 0
        below = "  " if item and in_list and isinstance(block, Line) and block.indent >= _BELOW else ""
        text = "".join(f"{below}{line}\n" for line in _block(block))
        if text:
            parts.append(text if item and in_list else "\n" + text)
            in_list = item
    return "".join(parts).removeprefix("\n")


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * min(block.level, _DEEPEST_HEADING)} {_inline(block.text)}"
            if block.note:
                yield from ("", _inline(block.note))
        case Line():
            yield ("- " if block.indent else "") + _inline(block.text)
        case Blank():
            pass
        case Table():
            yield from _table(block)
        case Tree():
            yield from _tree(block)
        case Prose():
            yield block.markdown
        case Fold():
            yield f"{_OPEN}<summary>{_inline(block.summary)}</summary>"
            yield ""
            yield _together(block.blocks)
            yield _CLOSE


def _inline(cell: Cell) -> str:
    """The text of a cell; only strong text is marked, since Markdown has no colors."""
    if isinstance(cell, str):
        return safe.markdown(cell)
    text = ""
    for run in runs(cell):
        body = run.text.strip()
        if not body:
            text += run.text and " "
            continue
        before = " " if text and run.text[0].isspace() else ""
        after = " " if run.text[-1].isspace() else ""
        safe_body = safe.markdown(body)
        if run.href:
            safe_body = f"[{safe_body}]({run.href})"
        text += before + (f"**{safe_body}**" if run.style == "strong" else safe_body) + after
    return text.strip()


def _table(table: Table) -> Iterator[str]:
    yield _row([safe.markdown(column.title) for column in table.columns])
    yield _row(["---:" if column.align == "right" else "---" for column in table.columns])
    for row in table.full():
        yield _row([_inline(cell) for cell in row])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _tree(tree: Tree) -> Iterator[str]:
    stack: list[tuple[Node, int]] = [(root, 0) for root in reversed(tree.roots)]
    while stack:
        node, depth = stack.pop()
        yield f"{'  ' * depth}- {_inline(node.text)}"
        stack.extend((child, min(depth + 1, _DEEPEST_LIST)) for child in reversed(node.children))


_COMMENT_BYTES = 64_000
_CUT = "\n\nThe rest doesn't fit into a comment; `okrctl diff` shows all of it.\n"
_OPEN, _CLOSE = "<details>", "</details>"


def _comment(text: str) -> str:
    """A document shortened to fit into a comment: cut between two lines, with a note about what is missing."""
    if len(text.encode()) <= _COMMENT_BYTES:
        return text
    room = _COMMENT_BYTES - len(_CUT.encode()) - len(_CLOSE) - 2
    kept: list[str] = []
    for line in text.splitlines(keepends=True):
        room -= len(line.encode())
        if room < 0:
            break
        kept.append(line)
    cut = "".join(kept).rstrip("\n")
    return cut + (f"\n\n{_CLOSE}" if cut.count(_OPEN) > cut.count(_CLOSE) else "") + _CUT
