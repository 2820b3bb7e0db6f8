"""Markdown as blocks. HTML in it is kept as text: nothing is rendered, run or fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

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
    blocks = list(_blocks(tokens))
    return Source(file, page=blocks) if blocks else Unread(file, "the page is empty", "", "1")


def _blocks(tokens: list[Any]) -> Iterator[Block]:
    around: list[Any] = []
    begun: set[int] = set()
    row: list[Any] = []
    for token in tokens:
        if token.nesting > 0:
            around.append(token)
            row = [] if token.type == "tr_open" else row
        elif token.nesting < 0:
            opened = around.pop()
            if opened.type == "tr_open":
                yield _row(row, _line(opened), head=any(each.type == "thead_open" for each in around))
        elif token.type in ("html_block", "fence", "code_block"):
            kind: Literal["html", "code"] = "html" if token.type == "html_block" else "code"
            yield Block(kind, _line(token), token.content.strip(), token.content)
        elif token.type == "inline" and any(each.type == "tr_open" for each in around):
            row.append(token)
        elif token.type == "inline":
            yield from _text(token, around, begun)


def _line(token: Any) -> int:
    return token.map[0] + 1 if token.map else 0


def _row(cells: list[Any], line: int, *, head: bool) -> Block:
    texts = tuple(visible(token.children) for token in cells)
    raws = tuple(token.content for token in cells)
    links = sum(_links(token.children) for token in cells)
    return Block("row", line, " | ".join(texts), cells=texts, raws=raws, links=links, head=head)


def _text(token: Any, around: list[Any], begun: set[int]) -> Iterator[Block]:
    """A heading, or what stands in a list, quote or paragraph; ``begun`` has the list items that have a text."""
    items = [id(each) for each in around if each.type == "list_item_open"]
    lists = [each.type for each in around if each.type in ("bullet_list_open", "ordered_list_open")]
    kind: Literal["heading", "item", "quote", "text"] = "text"
    depth = 0
    if around[-1].type == "heading_open":
        kind, depth = "heading", int(around[-1].tag[1:])
    elif items and items[-1] not in begun:
        kind, depth = "item", len(lists)
        begun.add(items[-1])
    elif any(each.type == "blockquote_open" for each in around):
        kind = "quote"
    ordered = lists[-1:] == ["ordered_list_open"]
    parts = _lines(token) if kind == "text" else [(token.content, token.children)]
    for number, (raw, children) in enumerate(parts):
        strong, soft = _stretches(children, "strong"), _stretches(children, "em")
        text, line = visible(children), _line(token) + number
        yield Block(kind, line, text, raw, depth, ordered, strong, soft, links=_links(children), inside=len(items))


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
