"""Markdown as blocks. HTML in it is kept as text: nothing is rendered, run or fetched."""

from __future__ import annotations

from typing import Any

from okrctl.core.arrival.lines import RESULTS, label_of
from okrctl.core.arrival.source import Block, Source, Unread
from okrctl.core.arrival.words import fold

_MOST_BLOCKS = 50_000


def markdown_source(file: str, text: str) -> Source | Unread:
    """The blocks of a page."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])
    tokens = parser.parse(text)
    if len(tokens) > 6 * _MOST_BLOCKS:
        return Unread(file, f"the page has more than {_MOST_BLOCKS:,} blocks", "split it", "1")
    blocks = _Walk().blocks(tokens)
    return Source(file, page=blocks) if blocks else Unread(file, "the page is empty", "", "1")


class _Walk:
    """Walks through the tokens and keeps track of open lists and quotes."""

    def __init__(self) -> None:
        self.lists: list[bool] = []
        self.items: list[bool] = []
        self.quotes = 0
        self.found: list[Block] = []

    def blocks(self, tokens: list[Any]) -> list[Block]:
        row: list[Any] | None = None
        level, head, row_line = 0, False, 0
        for token in tokens:
            kind, line = token.type, (token.map[0] + 1) if token.map else 0
            if self._nesting(kind):
                continue
            if kind == "heading_open":
                level = int(token.tag[1:])
            elif kind == "heading_close":
                level = 0
            elif kind in ("thead_open", "thead_close"):
                head = kind.endswith("open")
            elif kind == "tr_open":
                row, row_line = [], line
            elif kind == "tr_close":
                self._row(row or [], row_line, head)
                row = None
            elif kind == "inline":
                if row is None:
                    self._text(token, line, level)
                else:
                    row.append(token)
            elif kind in ("html_block", "fence", "code_block"):
                what = "html" if kind == "html_block" else "code"
                self.found.append(Block(what, line, token.content.strip(), token.content))  # type: ignore[arg-type]
        return self.found

    def _nesting(self, kind: str) -> bool:
        """Track a list, item or quote that starts or ends; return whether it was one."""
        if kind in ("bullet_list_open", "ordered_list_open"):
            self.lists.append(kind.startswith("o"))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif kind == "list_item_open":
            self.items.append(True)
        elif kind == "list_item_close":
            self.items.pop()
        elif kind in ("blockquote_open", "blockquote_close"):
            self.quotes += 1 if kind.endswith("open") else -1
        else:
            return False
        return True

    def _row(self, cells: list[Any], line: int, head: bool) -> None:
        texts = tuple(visible(token.children) for token in cells)
        raws = tuple(token.content for token in cells)
        links = sum(_links(token.children) for token in cells)
        self.found.append(Block("row", line, " | ".join(texts), cells=texts, raws=raws, links=links, head=head))

    def _text(self, token: Any, line: int, level: int) -> None:
        depth, inside = 0, len(self.items)
        if level:
            kind, depth = "heading", level
        elif self.items and self.items[-1]:
            kind, depth = "item", len(self.lists)
            self.items[-1] = False
        else:
            kind = "quote" if self.quotes else "text"
        ordered = bool(self.lists and self.lists[-1])
        for number, (raw, children) in enumerate(
            _lines(token) if kind == "text" else [(token.content, token.children)]
        ):
            strong, soft = _stretches(children, "strong"), _stretches(children, "em")
            text, links = visible(children), _links(children)
            self.found.append(
                Block(kind, line + number, text, raw, depth, ordered, strong, soft, links=links, inside=inside)  # type: ignore[arg-type]
            )


def _lines(token: Any) -> list[tuple[str, list[Any]]]:
    """A paragraph, in its lines if one of them says that it is an objective or a key result."""
    lines: list[list[Any]] = [[]]
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            lines.append([])
        else:
            lines[-1].append(child)
    raws = token.content.split("\n")
    if len(raws) == len(lines) > 1 and any(_is_label(visible(line)) for line in lines):
        return list(zip(raws, lines, strict=True))
    return [(token.content, token.children or [])]


def _is_label(text: str) -> bool:
    return bool(label_of(Block("text", 1, text))) or fold(text) in RESULTS


def _links(children: list[Any] | None) -> int:
    return sum(child.type == "link_open" for child in children or ())


def _stretches(children: list[Any] | None, tag: str) -> tuple[str, ...]:
    """The texts between the opening and closing marks of a kind."""
    found: list[str] = []
    open_ = 0
    for child in children or ():
        if child.type == f"{tag}_open":
            open_ += 1
            if open_ == 1:
                found.append("")
        elif child.type == f"{tag}_close":
            open_ -= 1
        elif open_:
            found[-1] += child.content if child.type in ("text", "code_inline") else ""
    return tuple(text.strip() for text in found)


def visible(children: list[Any] | None) -> str:
    """What a reader sees of a line: the words of links, the description of images, no marks."""
    parts = []
    for child in children or ():
        if child.type == "image":
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type != "html_inline":
            parts.append(child.content)
    return " ".join("".join(parts).split())
