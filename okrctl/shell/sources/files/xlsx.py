"""Sheets of Excel workbooks, written as CSV first, with values as last calculated."""

from __future__ import annotations

import csv as writing
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from okrctl.shell.sources.answer import INSTALL, Refused
from okrctl.shell.sources.files import Budget, Reader, csv

SUFFIXES = (".xlsx", ".xlsm")
GZIP = False
_MOST_UNPACKED = 256 << 20
_MOST_ROWS = 1 << 20
_EXPORT = "export less, or as CSV"


def table(paths: list[str], sheet: str | None, budget: Budget) -> Reader:
    """The sheet with that name, or the first one, of each file."""
    return csv.table([_sheet_as_csv(path, sheet, budget) for path in paths], None, budget)


def _sheet_as_csv(path: str, sheet: str | None, budget: Budget) -> str:
    """A sheet of an XLSX file as CSV beside it, with values as last calculated."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise Refused("source-unread", "reading XLSX needs openpyxl", INSTALL, of_query=False) from None
    try:
        _check_unpacked(path)
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        if sheet is not None and sheet not in book.sheetnames:
            there = f"available: {', '.join(book.sheetnames)}"
            raise Refused("source-unread", f"{path} has no sheet {sheet!r}", there, of_query=False)
        rows = (book[sheet] if sheet is not None else book.worksheets[0]).iter_rows(values_only=True)
        return _written(path, rows, budget)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # openpyxl and its XML parser have no common kind of error
        raise Refused("source-unread", f"{path} cannot be read as XLSX: {error}", None, of_query=False) from None


def _check_unpacked(path: str) -> None:
    """Refuse files that would be too large; nothing is unpacked beyond the sizes that the archive states."""
    with ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
            raise _too_large(path, f"{_MOST_UNPACKED >> 20} MiB unpacked")


def _written(path: str, rows: Iterable[tuple[Any, ...]], budget: Budget) -> str:
    target = f"{path}.csv"
    with Path(target).open("x", encoding="utf-8", newline="") as file:
        writer = writing.writer(file)
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
