"""Rows as records: texts, numbers and dates by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.columns import DAYS, NUMBERS, Layout, fields_of_columns, heading_row, headings
from okrctl.core.arrival.days import Order, date_order, read_day
from okrctl.core.arrival.numbers import Read, Sign, Undecided, decimal_sign, is_nothing, read_number
from okrctl.core.arrival.source import Row, Table, letters
from okrctl.core.arrival.values import Arrival, Where
from okrctl.core.arrival.words import TOTALS, fold


@dataclass(slots=True)
class Record:
    """One row by field: texts, numbers and days."""

    row: Row
    where: Where
    texts: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, Read] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    spare: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The text of a field; empty without it."""
        return self.texts.get(name, "")

    def number(self, name: str) -> Fraction | None:
        """The number of a field."""
        found = self.numbers.get(name)
        return found.value if found else None


@dataclass
class Records:
    """The records of a table, and the field of each column."""

    table: Table
    records: list[Record]
    columns: dict[str, str | None]

    def has(self, *names: str) -> bool:
        """Whether there is a column for each of these fields."""
        return set(names) <= set(self.columns.values())


def read_records(table: Table, layout: Layout, answers: Answers, arrival: Arrival) -> Records | None:
    """The records below the headings; None if there are no headings.

    Unknown columns are kept with each record, and listed; so are rows above the headings and totals.
    """
    at = heading_row(table, layout, answers)
    if at is None:
        return None
    heading, height = headings(table, at, layout, answers)
    rows = table.rows[at + height :]
    for row in table.rows[:at]:
        _left(arrival, table, row, "above the headings")
    columns = fields_of_columns(heading, rows, layout, answers)
    signs, orders = _decided(table, rows, columns, heading, layout, answers, arrival)
    records: list[Record] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        if _is_total(row, columns):
            _left(arrival, table, row, "a total")
            continue
        record = _record(table, row, heading, columns, signs, orders, layout, arrival)
        same = tuple(row.cells)
        if any(record.texts.values()) and same in seen:
            arrival.remark(
                "import-row", record.where, f"the row repeats line {seen[same]} exactly and is imported once"
            )
            continue
        seen.setdefault(same, row.line)
        records.append(record)
    named = {heading[index]: name for index, name in enumerate(columns) if heading[index]}
    return Records(table, records, named)


def _decided(
    table: Table,
    rows: Sequence[Row],
    columns: Sequence[str | None],
    heading: Sequence[str],
    layout: Layout,
    answers: Answers,
    arrival: Arrival,
) -> tuple[dict[int, Sign], dict[int, Order]]:
    """The decimal sign and the date order of each column; the user is asked for open ones."""
    signs: dict[int, Sign] = {}
    orders: dict[int, Order] = {}
    for index, name in enumerate(columns):
        cells = [
            (table.where(row, index), row.cells[index]) for row in rows if index < len(row.cells) and row.cells[index]
        ]
        if name in NUMBERS:
            sign = decimal_sign(cells, answers.decimal or layout.sign)
            if isinstance(sign, Undecided):
                way = "--decimal point or --decimal comma; or in a mapping `decimal: point`"
                _ask(arrival, "import-number", sign, heading[index], way, "decimal")
            signs[index] = "point" if isinstance(sign, Undecided) else sign
        elif name in DAYS:
            order = date_order(cells, answers.dates or layout.order)
            if isinstance(order, Undecided):
                way = "--dates day-first or --dates month-first; or in a mapping `dates: day-first`"
                _ask(arrival, "import-date", order, heading[index], way, "dates")
            orders[index] = "day-first" if isinstance(order, Undecided) else order
    return signs, orders


def _ask(arrival: Arrival, rule: str, found: Undecided, heading: str, way: str, key: str) -> None:
    arrival.remark(rule, found.where, f"column {heading!r}: {found.message}", way, blocks=True, key=key)


def _record(
    table: Table,
    row: Row,
    heading: Sequence[str],
    columns: Sequence[str | None],
    signs: Mapping[int, Sign],
    orders: Mapping[int, Order],
    layout: Layout,
    arrival: Arrival,
) -> Record:
    record = Record(row, table.where(row))
    for index, text in enumerate(row.cells):
        name = columns[index] if index < len(columns) else None
        title = heading[index] if index < len(heading) else ""
        if not text:
            continue
        if not title:
            record.spare.append(text)
            if not layout.takes_spare:
                _keep(record, table, row, index, title, text, arrival)
        elif name is None or (name in record.texts):
            _keep(record, table, row, index, title, text, arrival)
        else:
            record.texts[name] = text
            if index in signs:
                _number(record, name, text, signs[index], table, row, index, arrival)
            elif index in orders:
                _day(record, name, text, orders[index], table, row, index, arrival)
    return record


def _number(
    record: Record, name: str, text: str, sign: Sign, table: Table, row: Row, index: int, arrival: Arrival
) -> None:
    found = read_number(text, sign)
    if found is not None:
        record.numbers[name] = found
        if found.footnote:
            arrival.leave(table.where(row, index), name, f"the footnote mark of {text!r}")
    elif not is_nothing(text) or "weight" in name:
        record.extra.setdefault(f"x-{name.replace(' ', '-')}", text)
        arrival.leave(table.where(row, index), name, text, f"x-{name.replace(' ', '-')}")


def _day(
    record: Record, name: str, text: str, order: Order, table: Table, row: Row, index: int, arrival: Arrival
) -> None:
    found = read_day(text, order)
    if found is not None:
        record.days[name] = found
    elif not is_nothing(text):
        record.extra.setdefault(f"x-{name}", text)
        arrival.leave(table.where(row, index), name, text, f"x-{name}")


def _keep(record: Record, table: Table, row: Row, index: int, title: str, text: str, arrival: Arrival) -> None:
    """Keep a cell without a field with its item, under an ``x-`` key."""
    key = "x-" + ("-".join(fold(title).split()) or f"column-{letters(index).lower()}")
    record.extra.setdefault(key, text)
    arrival.leave(table.where(row, index), title or "a column without a heading", text, key)


def _is_total(row: Row, columns: Sequence[str | None]) -> bool:
    """Whether a row is a total: a word for it instead of a title."""
    words = [
        cell
        for cell, name in zip(row.cells, columns, strict=False)
        if name in ("title", "objective", "key result") and cell
    ]
    return bool(words) and all(fold(word) in TOTALS for word in words)


def _left(arrival: Arrival, table: Table, row: Row, what: str) -> None:
    text = " · ".join(cell for cell in row.cells if cell)
    arrival.leave(table.where(row), what, text)


def filled_down(records: Sequence[Record], names: Sequence[str]) -> Iterator[tuple[Record, dict[str, str]]]:
    """Records with their levels; a blank level takes the value above, within the same parent.

    ``names`` are fields from the outermost level to the innermost one.
    """
    above: dict[str, str] = {}
    for record in records:
        now: dict[str, str] = {}
        fresh = False
        for name in names:
            text = record.text(name)
            if text and text != above.get(name):
                fresh = True
            now[name] = text or ("" if fresh else above.get(name, ""))
        above = now
        yield record, now
