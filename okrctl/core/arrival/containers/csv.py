"""CSV with any common separator."""

from __future__ import annotations

import csv
import re

from okrctl.core.arrival.source import MOST_CELL, MOST_COLUMNS, MOST_ROWS, Row, Source, Table, Unread

SUFFIXES = (".csv", ".tsv", ".txt")
_SIGNS = ",;\t|^"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTED = re.compile('"[^"]*"')


def source(file: str, text: str) -> Source | Unread:
    """The rows of a text without empty ones, each with the number of its first line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[Row] = []
    # millions of lines at once would take a gigabyte
    lines = (match[0] for match in _LINE.finditer(text))
    reader = csv.reader(lines, delimiter=_delimiter(text.split("\n", 10)[:10]), strict=True)
    start = 1
    try:
        for cells in reader:
            long = next((cell for cell in cells if len(cell) > MOST_CELL), None)
            if long is not None:
                return Unread(file, f"a cell has more than {MOST_CELL:,} characters", "shorten it", str(start))
            while cells and not cells[-1].strip():
                cells.pop()
            if len(cells) > MOST_COLUMNS or len(rows) == MOST_ROWS:
                limit = f"a table is read up to {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns"
                return Unread(file, limit, "split the file", str(start))
            if cells:
                rows.append(Row(start, [cell.strip() for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        return Unread(file, f"the CSV cannot be read: {error}", "quote cells that hold quotes or breaks", str(start))
    if not rows:
        return Unread(file, "the file is empty", "export it again", "1")
    return Source(file, [Table(file, rows)])


def _delimiter(lines: list[str]) -> str:
    """The separator: the most frequent candidate, outside of quotes, in the first of these lines that contains one."""
    for line in lines:
        bare = _QUOTED.sub("", line)
        best = max(_SIGNS, key=bare.count)
        if best in bare:
            return best
    return ","
