"""CSV for spreadsheets and scripts: only the table of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from okrctl.core.values import safe
from okrctl.views.blocks import Document, Table, plain


def render(document: Document) -> str:
    """The document's table.

    Raises:
        ValueError: the document has not exactly one; a program could not tell where one ends.
    """
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    titles = [column.title for column in table.columns]
    return rows(titles, ([plain(cell) for cell in row] for row in table.full()))


def rows(titles: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """A CSV text of these rows below a line of titles."""
    return "".join(_lines([titles])) + "".join(_lines(body))


def _lines(body: Iterable[Sequence[str]]) -> Iterator[str]:
    for row in body:
        yield ",".join([_quoted(safe.csv(text)) for text in row]) + "\n"


def _quoted(text: str) -> str:
    if '"' in text or "," in text or ";" in text or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
