"""Tables that people export, checked row by row: nothing is guessed, skipped or cut off on the way to the engine."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from okrctl.shell.sources.answer import INSTALL, Refused

_SEPARATORS = ",;\t|"
_LONGEST_CELL = 1 << 20


def csv_options(paths: list[str]) -> str:
    """How the engine is to read these files: with the separator of their heading, and every row as wide as that."""
    separators = {_checked(path) for path in paths}
    if len(separators) > 1:
        message = f"the files from {paths[0]} on have different separators"
        raise Refused("source-unread", message, "export all of them alike", of_query=False)
    separator = separators.pop().replace("\t", "\\t")
    return (
        f", header = true, sample_size = -1, union_by_name = true, skip = 0, comment = '', delim = '{separator}', "
        "quote = '\"', escape = '\"'"
    )


def _checked(path: str) -> str:
    """The separator of a file whose rows are all of one width."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with _opened(path) as file:
            heading = file.readline()
            likely = "\t" + _SEPARATORS if ".tsv" in path else _SEPARATORS
            separator = max(likely, key=heading.count)
            file.seek(0)
            rows = csv.reader(file, delimiter=separator, strict=True)
            width = len(next(rows, []))
            odd = next((row for row in rows if row and len(row) != width), None)
            at = rows.line_num
    except UnicodeDecodeError:
        raise Refused("source-unread", f"{path} is not UTF-8", "export it as UTF-8", of_query=False) from None
    except (OSError, EOFError, csv.Error) as error:
        raise Refused("source-unread", f"{path} cannot be read as CSV: {error}", None, of_query=False) from None
    if not heading.strip():
        raise Refused("source-unread", f"{path} has no heading", "the first row names the columns", of_query=False)
    if odd is not None:
        message = f"{path}: the row that ends on line {at} has {len(odd)} cells, the heading {width}"
        raise Refused("source-unread", message, "quote cells that hold a separator", of_query=False)
    return separator


def _opened(path: str) -> TextIO:
    if path.endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return open(path, encoding="utf-8-sig", newline="")


def sheet_as_csv(path: str, sheet: str | None) -> str:
    """A sheet of an XLSX file as CSV beside it, values as they were last worked out."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise Refused("source-unread", "reading XLSX needs openpyxl", INSTALL, of_query=False) from None
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        if sheet is not None and sheet not in book.sheetnames:
            there = f"there is {', '.join(book.sheetnames)}"
            raise Refused("source-unread", f"{path} has no sheet {sheet!r}", there, of_query=False)
        rows = (book[sheet] if sheet is not None else book.worksheets[0]).iter_rows(values_only=True)
        return _written(f"{path}.csv", rows)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # openpyxl and its XML parser have no common kind of error
        raise Refused("source-unread", f"{path} cannot be read as XLSX: {error}", None, of_query=False) from None


def _written(target: str, rows: Iterable[tuple[Any, ...]]) -> str:
    with Path(target).open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row in rows:
            if any(cell is not None for cell in row):
                writer.writerow([_cell(cell) for cell in row])
    return target


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
