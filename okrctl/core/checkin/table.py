"""Check-ins from tables.

A table has one row per result, or one column per result and one row per day. Spreadsheets have other purposes, too:
unrelated columns are ignored and listed. But a name that looks like a typo is a mistake: a value must not get lost.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

from okrctl.core.checkin.entry import SAYS, CheckInInput, Mistake, ResultInput
from okrctl.core.values.counted import counted
from okrctl.core.values.cycle import parse_date

COLUMNS = ("id", *SAYS)
_NAMES = ("id", "ref", "title", "key result")
_DATES = ("date", "day")
_COMMA = re.compile(r"[+-]?\d+,\d+%?|[+-]?\d{1,3}(\.\d{3})+,\d+%?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+%?", re.ASCII)

Rows = Sequence[Sequence[str]]


def rows_of(text: str) -> Rows | Mistake:
    """The rows of CSV text; between semicolons a decimal comma becomes a point."""
    lines = text.replace("\r\n", "\n").split("\n")
    delimiter = max(",;\t", key=lines[0].count)
    try:
        rows = list(csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return Mistake(f"the CSV cannot be read: {error}", "quote cells that contain a quote or a line break")
    if delimiter != ";":
        return rows
    # tables use semicolons if the comma is the decimal separator
    for row in rows:
        odd = next((cell for cell in row if _THOUSANDS.fullmatch(cell.strip())), None)
        if odd is not None:
            plain = odd.strip().replace(".", "")
            return Mistake(f"{odd} may mean {plain} or a decimal", "export numbers without thousands separators")
    return [[_with_point(cell) for cell in row] for row in rows]


def _with_point(cell: str) -> str:
    return cell.replace(".", "").replace(",", ".") if _COMMA.fullmatch(cell.strip()) else cell


def from_rows(rows: Rows, day: date, *, exactly: bool = False) -> CheckInInput | Mistake:
    """The content of a table.

    The first row is the heading. Of rows with dates, the latest one up to the day counts; with ``exactly``, only one of
    exactly this day.
    """
    heading, *body = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    names = [name.lower() for name in heading]
    while names and not names[-1] and all(len(row) < len(names) or not row[-1] for row in body):
        names.pop()
        heading.pop()
        body = [row[: len(names)] for row in body]
    wrong = next((row for row in body if len(row) != len(heading)), None)
    if wrong:
        return Mistake(f"the row {', '.join(wrong)!r} has {len(wrong)} cells, but the heading has {len(heading)}", None)
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        return Mistake(f"duplicate column {twice!r} in the heading", "name each column once")
    if set(names) & set(_NAMES):
        return _by_row(names, body, day if exactly else None)
    if set(names) & set(SAYS):
        hint = f"name the columns in the first row: {', '.join(COLUMNS)}, or title"
        return Mistake("the heading has no column for the key result", hint)
    return _by_column(heading, body, day, exactly)


def _by_row(names: list[str], body: list[list[str]], asked: date | None) -> CheckInInput | Mistake:
    """One row per result, all of one day: the one ``asked`` for, if there is one."""
    when = _one_day(names, body)
    if isinstance(when, Mistake):
        return when
    if when and asked and when != asked:
        return Mistake(f"the rows are of {when}, not of {asked}", "pass that day with --date")
    others = [name for name in names if name not in (*_NAMES, *SAYS, *_DATES)]
    for name in others:
        near = get_close_matches(name, COLUMNS, n=1, cutoff=0.7)
        if near:
            return Mistake(f"unknown column {name!r}", f"did you mean {near[0]}?")
    if not set(names) & set(SAYS):
        unknown = f"unknown column {others[0]!r}" if others else "no column has values"
        return Mistake(unknown, f"name the columns in the first row: {', '.join(COLUMNS)}, or title")
    words = CheckInInput(left_out=tuple(others), date=when)
    for row in body:
        cells = {name: cell for name, cell in zip(names, row, strict=True) if cell}
        key = next((cells[name] for name in _NAMES if name in cells), None)
        if key is None:
            return Mistake("a row without an id", "give every row the id or title of a key result or KPI")
        said = {name: cells[name] for name in SAYS if name in cells and name != "done"}
        done = tuple(id.strip() for id in cells["done"].split(",") if id.strip()) if "done" in cells else None
        if not said and done is None:
            continue
        both = words.merged(CheckInInput({key: ResultInput(**said, done=done)}))
        if isinstance(both, Mistake):
            return both
        words = both
    return words


def _one_day(names: list[str], body: list[list[str]]) -> date | Mistake | None:
    """The day of a table with one row per result; None if no column has it."""
    at = next((number for number, name in enumerate(names) if name in _DATES), None)
    texts = {row[at] for row in body} if at is not None else set()
    days = {parse_date(text) for text in texts}
    if texts <= {""}:
        return None
    if None in days:
        odd = next(text for text in sorted(texts) if parse_date(text) is None)
        return Mistake(f"{odd!r} is not a date", "write it as 2026-02-14, in every row")
    if len(days) > 1:
        return Mistake(
            "the rows are of several days", "give one day at a time, or a column per result and a row per day"
        )
    return days.pop()


def _by_column(heading: list[str], body: list[list[str]], day: date, exactly: bool) -> CheckInInput | Mistake:
    """One column per result, and one row per day (or a single row)."""
    dated = next((number for number, name in enumerate(heading) if name.lower() in _DATES), None)
    if dated is None:
        if len(body) != 1:
            return Mistake(
                f"the table has {counted(len(body), 'row')} but no column date", "name the column with dates date"
            )
        return CheckInInput(_cells(heading, body[0]), optional=frozenset(heading))
    rows: dict[date, list[str]] = {}
    for row in body:
        when = parse_date(row[dated])
        if when is None:
            return Mistake(f"{row[dated]!r} is not a date", "write it as 2026-02-14")
        if when <= day and any(cell for number, cell in enumerate(row) if number != dated):
            rows[when] = row
    last = day if exactly else max(rows, default=day)
    if last not in rows:
        return Mistake(f"the table has no row {'for' if exactly else 'until'} {day}", "pass another day with --date")
    results = _cells(heading, rows[last])
    results.pop(heading[dated])
    return CheckInInput(results, date=last, optional=frozenset(heading))


def _cells(heading: list[str], row: list[str]) -> dict[str, ResultInput]:
    return {name: ResultInput(cell) for name, cell in zip(heading, row, strict=True) if cell and name}
