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
    columns = {name: [i for known in names for i, cell in enumerate(heading) if cell == known]
               for name, names in _FIELDS.items()}  # fmt: skip
    if not columns["title"] or not columns["closed"]:
        missing = "title" if not columns["title"] else "day of closing"
        yield Skipped(table.file, "1", f"no column has the {missing} of issues")
        return
    rows = table.rows[1:]
    days = columns["closed"][:1]
    cells = [(table.where(row), row.cells[i]) for row in rows for i in days if i < len(row.cells) and row.cells[i]]
    order = date_order(cells)
    for row in rows:
        found = {
            name: [row.cells[i] for i in at if i < len(row.cells) and row.cells[i]] for name, at in columns.items()
        }
        first = {name: (texts or [""])[0] for name, texts in found.items()}
        labels = [label for text in found["labels"] for label in text.split(",")]
        yield from _issue(table.file, table.where(row).at, first, labels, order)


def _of_data(file: str, data: Any) -> Iterator[ClosedIssue | Skipped]:
    """From a list as REST and `gh issue list --json` return it, or from Jira's search."""
    rows = data.get("issues", data.get("items")) if isinstance(data, Mapping) else data
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not all(isinstance(row, Mapping) for row in rows):
        yield Skipped(file, "1", "this isn't a list of issues")
        return
    for number, row in enumerate(rows):
        fields = row.get("fields") if isinstance(row.get("fields"), Mapping) else {}
        plain = {fold(str(key)): value for key, value in {**row, **fields}.items()}
        first = {name: next((text for known in names if (text := _text(plain.get(known)))), "")
                 for name, names in _FIELDS.items()}  # fmt: skip
        labels = plain.get("labels")
        texts = [_text(label) for label in labels] if isinstance(labels, list) else [_text(labels)]
        yield from _issue(file, f"[{number}]", first, texts, "day-first")


def _issue(
    file: str, at: str, first: Mapping[str, str], labels: Sequence[str], order: str | Undecided
) -> Iterator[ClosedIssue | Skipped]:
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
    yield ClosedIssue(key, first["title"], day, file, at, [label.strip() for label in labels if label], first["text"])


def _day(text: str, order: str | Undecided) -> date | None:
    match = _NAMED_MONTH.fullmatch(text.strip())
    if match:
        month = month_of(match[2])
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        return parse_date(f"{year:04d}-{month:02d}-{int(match[1]):02d}") if month else None
    if isinstance(order, Undecided):
        return read_day(text, "day-first") if read_day(text, "day-first") == read_day(text, "month-first") else None
    return read_day(text, "month-first" if order == "month-first" else "day-first")


def _text(value: Any) -> str:
    """The text of a field; for an object, its name."""
    if isinstance(value, Mapping):
        return str(value.get("name") or "")
    return value.strip() if isinstance(value, str) else ""
