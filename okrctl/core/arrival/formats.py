"""CSV, JSON and YAML from other tools, read with limits."""

from __future__ import annotations

import csv
import json
import re

from okrctl.core.arrival.source import MOST_CELL, MOST_COLUMNS, MOST_ROWS, Row, Source, Table, Unread
from okrctl.core.findings.diagnose import Positions, diagnose
from okrctl.core.yaml import read

_SIGNS = ",;\t|^"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTED = re.compile('"[^"]*"')
_MOST_VALUES = 5_000_000


def csv_source(file: str, text: str) -> Source | Unread:
    """The rows of a CSV text with any common separator, without empty ones, each with the number of its first line."""
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


def json_source(file: str, text: str) -> Source | Unread:
    """The data of a JSON text; numbers stay text, so that nothing is rounded."""
    if sum(map(text.count, ",[{")) > _MOST_VALUES:
        return Unread(file, f"it has more than {_MOST_VALUES:,} values", "export it in parts", "1")
    try:
        data = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        return Unread(file, f"the JSON cannot be read: {error.msg}", "export it again", f"{error.lineno}:{error.colno}")
    except (ValueError, RecursionError):
        return Unread(file, "the JSON is nested too deep", "export less of it", "1")
    return Source(file, data=data)


def yaml_source(file: str, text: str) -> Source | Unread:
    """The data of a YAML text, read like okrctl's own files: no tags, no merge keys, numbers and dates as texts."""
    reading = read(file, text)
    if reading.broken or reading.data is None:
        found = diagnose(reading.problems[:1], Positions(lambda path: text), {}, ())
        if not found:
            return Unread(file, "the file is empty", "export it again", "1")
        return Unread(file, found[0].message, found[0].help or "", f"{found[0].span.line}:{found[0].span.column}")
    return Source(file, data=reading.data)
