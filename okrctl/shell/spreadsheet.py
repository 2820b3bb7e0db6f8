"""Reading the first sheet of an XLSX file as text, cell by cell. Needs the extra ``okrctl[xlsx]``."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from okrctl.shell.stdin import LIMIT, UnreadableInput

_MOST_ROWS = 10_000
_MOST_BYTES = 50 << 20


def is_spreadsheet(name: str) -> bool:
    """Whether a file's name says that it is one."""
    return name.lower().endswith((".xlsx", ".xlsm"))


def read_spreadsheet(name: str) -> list[list[str]] | UnreadableInput:
    """The rows of the first sheet, values as they were last worked out."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        from okrctl.shell.origin import install

        return UnreadableInput(f"{name}: reading XLSX needs openpyxl", f"{install('xlsx')}, or export it as CSV")
    try:
        if Path(name).stat().st_size > LIMIT:
            return UnreadableInput(f"{name} is longer than {LIMIT:,} bytes", "give it in parts")
        with zipfile.ZipFile(name) as parts:
            # a small file may hold a flood
            if sum(part.file_size for part in parts.infolist()) > _MOST_BYTES:
                return UnreadableInput(f"{name} holds more than {_MOST_BYTES:,} bytes", "export the sheet as CSV")
        book = load_workbook(name, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(max_row=_MOST_ROWS)]
        finally:
            book.close()
    except OSError as error:
        return UnreadableInput(f"{name} cannot be read: {error.strerror or error}")
    except Exception as error:  # openpyxl and its XML parser have no common kind of error
        return UnreadableInput(f"{name} cannot be read as XLSX: {error}", "export it as CSV")
    filled = [row for row in rows if any(row)]
    return filled or UnreadableInput(f"{name}: the first sheet is empty")


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        shown = value * 100 if "%" in (cell.number_format or "") else value
        return f"{shown:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
