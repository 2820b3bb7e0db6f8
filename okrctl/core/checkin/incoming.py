"""Check-ins from options and texts: ``--set ID=VALUE``, CSV, JSON.

Tables are read by ``table``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay
from okrctl.core.checkin.entry import CheckInInput, Mistake, ResultInput
from okrctl.core.checkin.table import COLUMNS, from_rows, rows_of
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
