"""Saved exports of issues from GitHub, GitLab and Jira, as CSV or JSON; which of them were closed, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from okrctl.core.arrival.days import date_order, month_of, read_day
from okrctl.core.arrival.numbers import Undecided
from okrctl.core.arrival.source import Source, Table
from okrctl.core.arrival.words import fold
from okrctl.core.draft.evidence import ClosedIssue
from okrctl.core.values.cycle import parse_date
from okrctl.core.values.frozen import frozen

_FIELDS = {
    "title": ("title", "summary"),
    "key": ("issue key", "iid", "issue iid", "number", "key", "issue id", "id"),
    "state": ("state", "status"),
    "closed": ("closed at utc", "closed at", "closedat", "closed", "resolved", "resolutiondate"),
    "labels": ("labels", "label", "component s", "components"),
    "text": ("description", "body"),
}
_DONE = frozenset({"closed", "done", "resolved", "merged", "completed"})
_NAMED_MONTH = re.compile(r"(\d{1,2})[/ -]([A-Za-z]{3,9})[/ -](\d{4}|\d{2})(?:[ ,].*)?")


@frozen
class Skipped:
    """A row or file that can't be used: where, and why."""

    file: str
    at: str
    message: str


Fields = Mapping[str, Sequence[str]]
"""The texts of an issue by folded heading or key."""


def closed_issues(source: Source) -> Iterator[ClosedIssue | Skipped]:
    """The closed issues of an export, and the rows that can't be used."""
    if source.tables is not None:
        for table in source.tables:
            yield from _of_table(table)
    elif source.data is not None:
        yield from _of_data(source.file, source.data)
    else:
        yield Skipped(source.file, "1", "this isn't an export of issues")


def _of_table(table: Table) -> Iterator[ClosedIssue | Skipped]:
    heading = [fold(cell) for cell in table.rows[0].cells]
    days = next((heading.index(name) for name in _FIELDS["closed"] if name in heading), None)
    titled = not {*heading}.isdisjoint(_FIELDS["title"])
    if days is None or not titled:
        yield Skipped(table.file, "1", f"no column has the {'day of closing' if titled else 'title'} of issues")
        return
    rows = table.rows[1:]
    order = date_order([(table.where(row), cell) for row in rows for cell in row.cells[days : days + 1] if cell])
    for row in rows:
        fields: dict[str, list[str]] = {}
        for name, cell in zip(heading, row.cells, strict=False):
            fields.setdefault(name, []).extend(cell.split(",") if name in _FIELDS["labels"] else [cell])
        yield from _issue(table.file, table.where(row).at, fields, order)


def _of_data(file: str, data: Any) -> Iterator[ClosedIssue | Skipped]:
    """From a list as REST and `gh issue list --json` return it, or from Jira's search."""
    rows = data.get("issues", data.get("items")) if isinstance(data, Mapping) else data
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not all(isinstance(row, Mapping) for row in rows):
        yield Skipped(file, "1", "this isn't a list of issues")
        return
    for number, row in enumerate(rows):
        inner = row.get("fields") if isinstance(row.get("fields"), Mapping) else {}
        fields = {fold(str(key)): _texts(value) for key, value in {**row, **inner}.items()}
        yield from _issue(file, f"[{number}]", fields, "day-first")


def _issue(file: str, at: str, fields: Fields, order: str | Undecided) -> Iterator[ClosedIssue | Skipped]:
    said = {
        name: [text.strip() for known in names for text in fields.get(known, ()) if text]
        for name, names in _FIELDS.items()
    }
    first = {name: next(iter(texts), "") for name, texts in said.items()}
    written = first["closed"]
    if not first["title"]:
        return
    if not written:
        if fold(first["state"]) in _DONE:
            yield Skipped(file, at, "the issue is closed, but has no day of closing")
        return
    day = _day(written, order)
    if day is None:
        yield Skipped(file, at, f"closed on {written[:40]!r}, which isn't clearly a day")
        return
    key = f"#{first['key']}" if first["key"].isdigit() else first["key"]
    yield ClosedIssue(key, first["title"], day, file, at, said["labels"], first["text"])


def _day(text: str, order: str | Undecided) -> date | None:
    match = _NAMED_MONTH.fullmatch(text.strip())
    if match:
        month = month_of(match[2])
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        return parse_date(f"{year:04d}-{month:02d}-{int(match[1]):02d}") if month else None
    if isinstance(order, Undecided):
        return read_day(text, "day-first") if read_day(text, "day-first") == read_day(text, "month-first") else None
    return read_day(text, "month-first" if order == "month-first" else "day-first")


def _texts(value: Any) -> list[str]:
    """The text of a field, or those in a list; for an object, its name."""
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    if isinstance(value, Mapping):
        return [str(value.get("name") or "")]
    return [value.strip()] if isinstance(value, str) else []
