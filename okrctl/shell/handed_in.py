"""Reads what users hand in: text from a file or standard input, sheets of XLSX files, everything to import.

Spreadsheets need the extra ``okrctl[xlsx]``.
"""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from okrctl.core.arrival.numbers import without_scale
from okrctl.core.arrival.source import MOST_CELL, MOST_COLUMNS, MOST_ROWS, Row, Source, Table, Unread, letters
from okrctl.core.arrival.tool import suffixes, text_source
from okrctl.core.arrival.values import Where
from okrctl.core.values.stop import Failure

MOST_BYTES = 64 << 20
_MOST_FILES = 1_000
_OLD = {
    ".xls": "Excel before 2007",
    ".zip": "an archive",
    ".ods": "an OpenDocument sheet",
    ".pdf": "a PDF",
    ".docx": "Word",
}
_MOST_ROWS = 10_000
_MOST_BYTES = 50 << 20
_MOST_SHEETS = 50
_HIDES_THOUSANDS = re.compile(r"[0#],+(?![0#,])")
_LITERAL = re.compile(r'"([^"]{1,12})"|\[\$([^\]-]{1,8})(?:-[0-9A-Fa-f]+)?\]')
LIMIT = 1 << 20


def named_files(names: Sequence[str]) -> Iterator[str]:
    """The named files, and the files of a named folder that can be read, sorted."""
    for name in names:
        if os.path.isdir(name):
            inside = sorted(each.name for each in os.scandir(name) if each.is_file() and not each.name.startswith("."))
            yield from (
                os.path.join(name, each) for each in inside if each.lower().endswith(suffixes()) or is_spreadsheet(each)
            )
        else:
            yield name


def read_files(names: Sequence[str]) -> list[Source | Unread]:
    """The contents of each file, or why it cannot be read. Nothing in them is run, and nothing is fetched."""
    found: list[Source | Unread] = []
    used = 0
    for count, name in enumerate(named_files(names)):
        if count >= _MOST_FILES:
            return [*found, Unread(name, f"more than {_MOST_FILES:,} files", "import fewer at once")]
        made, size = read_one(name.replace(os.sep, "/"), Path(name))
        used += size
        if used > 2 * MOST_BYTES:
            return [*found, Unread(name, f"the files have more than {2 * MOST_BYTES:,} bytes", "import fewer at once")]
        found.append(made)
    return found


def read_one(shown: str, path: Path) -> tuple[Source | Unread, int]:
    """The contents of one file, under the name to show, and its size in bytes."""
    ending = path.suffix.lower()
    if ending in _OLD:
        return Unread(shown, f"{_OLD[ending]} is not supported", "unpack it, or save it as XLSX, CSV or Markdown"), 0
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        return Unread(shown, f"it cannot be read: {error.strerror}"), 0
    if len(raw) > MOST_BYTES:
        return Unread(shown, f"it is longer than {MOST_BYTES:,} bytes", "split it"), 0
    if is_spreadsheet(path.name):
        return workbook(shown, path), len(raw)
    text = _decoded(shown, raw)
    return (text if isinstance(text, Unread) else text_source(shown, text)), len(raw)


def _decoded(file: str, raw: bytes) -> str | Unread:
    """The decoded text: UTF-16 with a byte order mark, as Excel writes it, or UTF-8."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            return Unread(file, "it is neither UTF-16 nor UTF-8", "save it as UTF-8", "1")
    if b"\0" in raw[:4096]:
        return Unread(file, "it isn't text", "save it as CSV, Markdown, JSON or XLSX", "1")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        return Unread(
            file, f"the byte 0x{raw[error.start]:02X} is not valid UTF-8", "save it as UTF-8", f"{line}:{column}"
        )


def is_spreadsheet(name: str) -> bool:
    """Whether a file name is that of a spreadsheet."""
    return name.lower().endswith((".xlsx", ".xlsm"))


def read_spreadsheet(name: str) -> list[list[str]]:
    """The rows of the first sheet, with values as last calculated.

    Raises:
        Failure: it cannot be read.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        from okrctl.shell.origin import install

        raise Failure(f"{name}: reading XLSX needs openpyxl", f"{install('xlsx')}, or export it as CSV") from None
    try:
        if Path(name).stat().st_size > LIMIT:
            raise Failure(f"{name} is longer than {LIMIT:,} bytes", "give it in parts")
        with zipfile.ZipFile(name) as parts:
            # a small file may expand to a huge one
            if sum(part.file_size for part in parts.infolist()) > _MOST_BYTES:
                raise Failure(f"{name} holds more than {_MOST_BYTES:,} bytes", "export the sheet as CSV")
        with closing(load_workbook(name, read_only=True, data_only=True)) as book:
            rows = [[_text(cell) for cell in row] for row in book.worksheets[0].iter_rows(max_row=_MOST_ROWS)]
    except Failure:
        raise
    except OSError as error:
        raise Failure(f"{name} cannot be read: {error.strerror or error}") from None
    except Exception as error:  # openpyxl and its XML parser have no common kind of error
        raise Failure(f"{name} cannot be read as XLSX: {error}", "export it as CSV") from None
    filled = [row for row in rows if any(row)]
    if not filled:
        raise Failure(f"{name}: the first sheet is empty")
    return filled


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


def workbook(file: str, path: Path) -> Source | Unread:
    """All sheets of an XLSX file as tables of text, with values as last calculated.

    Formulas are not run; macros and links to other files are ignored. Formulas without a calculated value are listed in
    the notes of their table.

    ``file`` is its name in messages.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        from okrctl.shell.origin import install

        return Unread(file, "reading XLSX needs openpyxl", f"{install('xlsx')}, or export it as CSV")
    try:
        with zipfile.ZipFile(path) as parts:
            # nothing is unpacked beyond the sizes that the archive states
            if sum(part.file_size for part in parts.infolist()) > _MOST_BYTES:
                return Unread(file, f"it holds more than {_MOST_BYTES:,} bytes unpacked", "export the sheet as CSV")
        with (
            closing(load_workbook(path, read_only=True, data_only=True, keep_links=False)) as book,
            closing(load_workbook(path, read_only=True, data_only=False, keep_links=False)) as raw,
        ):
            if len(book.worksheets) > _MOST_SHEETS:
                return Unread(file, f"it has more than {_MOST_SHEETS} sheets", "export the sheet as CSV")
            tables: list[Table] = []
            for sheet, formulas in zip(book.worksheets, raw.worksheets, strict=True):
                table = _table(file, sheet, formulas)
                if isinstance(table, Unread):
                    return table
                tables.append(table)
    except OSError as error:
        return Unread(file, f"it cannot be read: {error.strerror or error}")
    except Exception as error:  # openpyxl and its XML parser have no common kind of error
        return Unread(file, f"it cannot be read as XLSX: {error}", "export it as CSV")
    return Source(file, tables) if any(table.rows for table in tables) else Unread(file, "its sheets are empty")


def _table(file: str, sheet: Any, formulas: Any) -> Table | Unread:
    if (sheet.max_row or 0) > MOST_ROWS or (sheet.max_column or 0) > MOST_COLUMNS:
        limit = f"a sheet is read up to {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns"
        return Unread(file, limit, "delete what lies beyond the table, or export it as CSV", sheet.title)
    table = Table(file, [], sheet.title, sheet.sheet_state != "visible")
    for number, (row, other) in enumerate(zip(sheet.iter_rows(), formulas.iter_rows(), strict=False), 1):
        cells: list[str] = []
        struck = False
        for column, (cell, written) in enumerate(zip(row, other, strict=False)):
            where = Where(file, f"{sheet.title}!{letters(column)}{number}")
            if cell.value is None and isinstance(written.value, str) and written.value.startswith("="):
                table.notes.append((where, f"the formula {written.value[:80]} has no value that was worked out"))
            text = "" if cell.value is None else _cell_text(cell)
            if len(text) > MOST_CELL:
                return Unread(file, f"a cell has more than {MOST_CELL:,} characters", "shorten it", where.at)
            if cell.data_type == "e":
                table.notes.append((where, f"the error {text}"))
                text = ""
            struck = struck or bool(text and isinstance(cell.value, str) and cell.font is not None and cell.font.strike)
            cells.append(text.strip())
        if any(cells):
            table.rows.append(Row(number, cells, struck))
    return table


def _cell_text(cell: Any) -> str:
    """The text of a cell as people see it, as far as it affects the meaning: percent and currency."""
    text, form = _text(cell), cell.number_format or ""
    if not isinstance(cell.value, int | float) or isinstance(cell.value, bool):
        return text
    if "%" in form:
        return f"{text}%"
    unit = _LITERAL.search(form)
    if unit is None:
        return text
    shown = (unit[1] or unit[2]).strip()
    # a comma after the digits hides thousands: the number is complete, so the word for them isn't part of the unit
    return f"{text} {without_scale(shown) if _HIDES_THOUSANDS.search(form) else shown}".strip()


def sheet_bytes(title: str, rows: Iterable[Sequence[str]]) -> bytes | None:
    """An XLSX file with one sheet, all cells as text: nothing in it is a formula. None without openpyxl."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    except ImportError:
        return None
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("\ufffd", text) or None)
            if text:
                # a text with a leading equals sign would be a formula
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read_input(name: str) -> str:
    """The text of a file, or of standard input for ``-``; UTF-8, at most a megabyte.

    Raises:
        Failure: it cannot be read.
    """
    shown = "standard input" if name == "-" else name
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(LIMIT + 1)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(LIMIT + 1)
    except OSError as error:
        raise Failure(f"{shown} cannot be read: {error.strerror}") from None
    if len(raw) > LIMIT:
        raise Failure(f"{shown} is longer than {LIMIT:,} bytes", "give it in parts")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Failure(f"{shown} is not UTF-8", "export it as UTF-8") from None
