"""Check-ins from options and texts: ``--set ID=VALUE``, CSV, JSON.

A table has one row per result, or one column per result and one row per day. Spreadsheets have other purposes, too:
unrelated columns are ignored and listed. But a name that looks like a typo is a mistake: a value must not get lost.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay
from okrctl.core.checkin.entry import SAYS, CheckInInput, Mistake, ResultInput
from okrctl.core.values.counted import counted
from okrctl.core.values.cycle import parse_date

_KEYS = {"date", "by", "note", "results", "unchanged"}


def from_pairs(option: str, said: Callable[[str], ResultInput], texts: Iterable[str]) -> CheckInInput | Mistake:
    """The values of a repeated option such as ``--set ID=VALUE``; ``said`` turns each into a result."""
    words = CheckInInput()
    for text in texts:
        id, sign, value = text.partition("=")
        if not sign or not id.strip():
            return Mistake(f"{option} {text}: expected an id and a value", f"write {option} ID=VALUE")
        if not value.strip():
            return Mistake(f"{option} {text}: the value is missing", f"or pass --unchanged {id.strip()}")
        both = words.merged(CheckInInput({id.strip(): said(value.strip())}))
        if isinstance(both, Mistake):
            return both
        words = both
    return words


# the text of a form in a mail: a line that starts its object
_PASTED = re.compile(r"^[> ]*\{\s*(?:\"|$)", re.MULTILINE)
_QUOTED = re.compile(r"^(?:> ?)+")


def from_text(text: str, day: date, *, exactly: bool = False) -> CheckInInput | Mistake:
    """The content of a CSV or JSON text; JSON starts with ``{`` or ``[``, or is in a mail. See :func:`from_rows` for
    the days."""
    text = text.removeprefix("\ufeff")
    start = text.lstrip()[:1]
    if not start:
        return Mistake("the input is empty", 'use CSV with the columns id,value or JSON such as {"ID": VALUE}')
    if start in "{[":
        return _from_json(text)
    if _PASTED.search(text):
        return _from_json(_pasted(text))
    rows = rows_of(text)
    return rows if isinstance(rows, Mistake) else from_rows(rows, day, exactly=exactly)


def _pasted(text: str) -> str:
    """The JSON in a mail: without the words around it, and without the marks of a quoted reply."""
    lines = (_QUOTED.sub("", line) for line in text.splitlines())
    body = "\n".join(lines)
    return body[body.find("{") : body.rfind("}") + 1]


def _from_json(text: str) -> CheckInInput | Mistake:
    try:
        # numbers stay text: 0.10 must not become 0.1 on its way to the file
        data = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        return Mistake(f"the JSON cannot be read: {error}", 'use {"ID": VALUE, …} or a list of {"id": …, "value": …}')
    if isinstance(data, list):
        return _from_records(data)
    if "results" not in data and not _KEYS & set(data):
        data = {"results": data}
    unknown = [key for key in data if key not in _KEYS]
    if unknown:
        return Mistake(f"unknown JSON key {unknown[0]!r}", f"available: {', '.join(sorted(_KEYS))}")
    return _from_entry(data)


def _from_entry(data: Mapping[str, Any]) -> CheckInInput | Mistake:
    results = data.get("results") or {}
    unchanged = data.get("unchanged") or []
    unchanged = [unchanged] if isinstance(unchanged, str) else unchanged
    if not isinstance(results, dict) or not isinstance(unchanged, list):
        return Mistake("in the JSON, results must be a mapping and unchanged a list", None)
    records = []
    for id, value in results.items():
        fields = value if isinstance(value, dict) else {"done" if isinstance(value, list) else "value": value}
        records.append({**fields, "id": id})
    words = _from_records(records)
    if isinstance(words, Mistake):
        return words
    day = parse_date(str(data["date"])) if data.get("date") is not None else None
    if data.get("date") is not None and day is None:
        return Mistake(f"{data['date']!r} is not a date", "write it as 2026-02-14")
    note, by = (None if data.get(key) is None else str(data[key]) for key in ("note", "by"))
    return CheckInInput(words.results, tuple(str(id) for id in unchanged), note, day, by)


def _from_records(records: list[Any]) -> CheckInInput | Mistake:
    words = CheckInInput()
    for record in records:
        if not isinstance(record, dict) or not isinstance(record.get("id"), str) or not record["id"]:
            return Mistake("a row without an id", "give every row the id of a key result or KPI")
        said = _said(record)
        both = said if isinstance(said, Mistake) else words.merged(CheckInInput({record["id"]: said}))
        if isinstance(both, Mistake):
            return both
        words = both
    return words


def _said(record: Mapping[str, Any]) -> ResultInput | Mistake:
    given: dict[str, Any] = {}
    for key, value in record.items():
        if key not in COLUMNS:
            return Mistake(f"{record['id']}: unknown key {key!r}", f"available: {', '.join(COLUMNS[1:])}")
        if key == "done" and value is not None:
            parts = value.split(",") if isinstance(value, str) else value
            if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
                return Mistake(f"{record['id']}: done must be a list of milestones", None)
            given["done"] = tuple(part.strip() for part in parts if part.strip())
        elif key != "id" and value is not None:
            if not isinstance(value, str):
                return Mistake(
                    f"{record['id']}: the {key} isn't a number or text", "write done or open, not true or false"
                )
            given[key] = value.strip()
    return ResultInput(**given)


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


def by_id(dept: DepartmentDay, words: CheckInInput) -> CheckInInput:
    """Items named by title or full reference, by id; columns unknown in this department are ignored."""
    if all(id in dept.ws.entries.get(dept.department, {}) for id in words.results):
        return words
    titles: dict[str, list[CheckInItem]] = {}
    for subject in dept.round():
        titles.setdefault(_plain(subject.title), []).append(subject)
    results: dict[str, ResultInput] = {}
    left_out = list(words.left_out)
    for key, said in words.results.items():
        found = titles.get(_plain(key), [])
        home, _, id = key.rpartition("/")
        if home == dept.department:
            results[id] = said
        elif not isinstance(dept.subject(key), CheckInItem) and len(found) == 1:
            results[found[0].name] = said
        elif key in words.optional and not _known(dept, key, titles):
            left_out.append(key)
        else:
            results[key] = said
    return replace(words, results=results if results else words.results, left_out=tuple(left_out))


def _known(dept: DepartmentDay, key: str, titles: dict[str, list[CheckInItem]]) -> bool:
    """Whether a column resembles something here."""
    ids = list(dept.ws.entries.get(dept.department, {}))
    return bool(get_close_matches(key, ids, 1, 0.8) or get_close_matches(_plain(key), titles, 1, 0.8))


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()
