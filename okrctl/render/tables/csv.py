"""CSV for spreadsheets and scripts: the tables of a document, and nothing else of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from okrctl.core.values import safe
from okrctl.views.blocks import Document, Table, plain


def render(document: Document) -> str:
    """The document's tables. One with the columns of the table before it goes on there; others follow an empty line."""
    parts: list[str] = []
    before: tuple[str, ...] | None = None
    for table in document.blocks:
        if isinstance(table, Table):
            titles = tuple(column.title for column in table.columns)
            body = (_full([plain(cell) for cell in row], len(titles)) for row in table.rows)
            if titles == before:
                parts.extend(_lines(body))
            else:
                parts.append(("\n" if parts else "") + rows(titles, body))
            before = titles
    return "".join(parts)


def _full(cells: list[str], count: int) -> list[str]:
    return [*cells[:1], *[""] * (count - len(cells)), *cells[1:]]


def rows(titles: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """A CSV text of these rows under a line of titles."""
    return "".join(_lines([titles])) + "".join(_lines(body))


def _lines(body: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in body:
        yield ",".join([_quoted(safe.csv(text)) for text in row]) + "\n"


def _quoted(text: str) -> str:
    if '"' in text or "," in text or ";" in text or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
