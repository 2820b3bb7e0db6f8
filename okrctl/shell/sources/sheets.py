"""Tables that people export, checked row by row: nothing is guessed, skipped or cut off on the way to the engine."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO
from zipfile import ZipFile

from okrctl.shell.sources.answer import INSTALL, Refused

_SEPARATORS = ",;\t|"
_LONGEST_CELL = 1 << 20
_MOST_UNPACKED = 256 << 20
_MOST_ROWS = 1 << 20
_MOST_CELLS = 1 << 24
_MOST_WRITTEN = 64 << 20
_EXPORT = "export less, or as CSV"


class Budget:
    """How much all sheets of a source may come to. A few bytes of XLSX can stand for any number of cells and texts."""

    def __init__(self) -> None:
        self.cells = _MOST_CELLS
        self.text = _MOST_WRITTEN

    def spend(self, row: list[str]) -> str | None:
        """What is too much with that row, if anything is."""
        self.cells -= len(row)
        self.text -= sum(len(cell.encode("utf-8", "replace")) + 1 for cell in row)
        if self.cells < 0:
            return f"{_MOST_CELLS:,} cells"
        return f"{_MOST_WRITTEN >> 20} MiB of text" if self.text < 0 else None


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
    except (OSError, EOFError, zlib.error, csv.Error) as error:
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


def sheet_as_csv(path: str, sheet: str | None, budget: Budget) -> str:
    """A sheet of an XLSX file as CSV beside it, values as they were last worked out."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise Refused("source-unread", "reading XLSX needs openpyxl", INSTALL, of_query=False) from None
    try:
        _check_unpacked(path)
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        if sheet is not None and sheet not in book.sheetnames:
            there = f"there is {', '.join(book.sheetnames)}"
            raise Refused("source-unread", f"{path} has no sheet {sheet!r}", there, of_query=False)
        rows = (book[sheet] if sheet is not None else book.worksheets[0]).iter_rows(values_only=True)
        return _written(path, rows, budget)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # openpyxl and its XML parser have no common kind of error
        raise Refused("source-unread", f"{path} cannot be read as XLSX: {error}", None, of_query=False) from None


def _check_unpacked(path: str) -> None:
    """Nothing is unpacked beyond the sizes that the archive states, so they can be trusted."""
    with ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
            raise _too_large(path, f"{_MOST_UNPACKED >> 20} MiB unpacked")


def _written(path: str, rows: Iterable[tuple[Any, ...]], budget: Budget) -> str:
    target = f"{path}.csv"
    with Path(target).open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for number, row in enumerate(rows):
            if number >= _MOST_ROWS:
                raise _too_large(path, f"{_MOST_ROWS:,} rows")
            cells = [_cell(cell) for cell in row]
            if too_much := budget.spend(cells):
                raise _too_large(path, too_much)
            if any(cell is not None for cell in row):
                writer.writerow(cells)
    return target


def _too_large(path: str, limit: str) -> Refused:
    return Refused("source-limit", f"{path} is too large: XLSX is read up to {limit}", _EXPORT, of_query=False)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
