"""Rows as records: texts, numbers and dates by field; and tables with a row per day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.columns import DAYS, NUMBERS, Layout, fields_of_columns, heading_row, headings
from okrctl.core.arrival.days import Order, date_order, read_day
from okrctl.core.arrival.numbers import Read, Sign, decimal_sign, is_nothing, read_number
from okrctl.core.arrival.source import Row, Table, letters
from okrctl.core.arrival.values import Arrival, Item, Report, Where
from okrctl.core.arrival.words import TOTALS, field_of, fold
from okrctl.core.values.frozen import frozen

_SHORT_NAME = re.compile(r"(?:kr|key result) ?#? ?\d+", re.IGNORECASE)


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


@frozen
class _Column:
    """A column with its heading and field; ``sign`` or ``order`` if it has numbers or dates."""

    heading: str = ""
    name: str | None = None
    sign: Sign | None = None
    order: Order | None = None


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
        arrival.leave(table.where(row), "above the headings", row.text)
    fields = fields_of_columns(heading, rows, layout, answers)
    columns = []
    for index, (text, name) in enumerate(zip(heading, fields, strict=True)):
        cells = [(table.where(row, index), cell) for row in rows for cell in row.cells[index : index + 1] if cell]
        sign = asked_sign(cells, answers.decimal or layout.sign, text, arrival) if name in NUMBERS else None
        order = asked_order(cells, answers.dates or layout.order, text, arrival) if name in DAYS else None
        columns.append(_Column(text, name, sign, order))
    records: list[Record] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        if _is_total(row, columns):
            arrival.leave(table.where(row), "a total", row.text)
            continue
        record = _record(table, row, columns, layout, arrival)
        same = tuple(row.cells)
        if any(record.texts.values()) and same in seen:
            message = f"the row repeats line {seen[same]} exactly and is imported once"
            arrival.remark("import-row", record.where, message)
            continue
        seen.setdefault(same, row.line)
        records.append(record)
    return Records(table, records, {column.heading: column.name for column in columns if column.heading})


Cells = Sequence[tuple[Where, str]]


def asked_sign(cells: Cells, known: Sign | None, heading: str, arrival: Arrival) -> Sign:
    """The decimal sign of a column, or of several without a heading in common; the user is asked for an open one."""
    sign = decimal_sign(cells, known)
    if isinstance(sign, str):
        return sign
    way = "--decimal point or --decimal comma; or in a mapping `decimal: point`"
    message = f"column {heading!r}: {sign.message}" if heading else sign.message
    arrival.remark("import-number", sign.where, message, way, blocks=True, key="decimal")
    return "point"


def asked_order(cells: Cells, known: Order | None, heading: str, arrival: Arrival, hint: str = "") -> Order:
    """The order of day and month in a column; the user is asked for an open one, with a hint."""
    order = date_order(cells, known)
    if isinstance(order, str):
        return order
    way = "--dates day-first or --dates month-first; or in a mapping `dates: day-first`"
    message = f"column {heading!r}: {order.message}{hint}"
    arrival.remark("import-date", order.where, message, way, blocks=True, key="dates")
    return "day-first"


def _record(table: Table, row: Row, columns: Sequence[_Column], layout: Layout, arrival: Arrival) -> Record:
    record = Record(row, table.where(row))
    for index, text in enumerate(row.cells):
        column = columns[index] if index < len(columns) else _Column()
        name = column.name
        if not text:
            continue
        if not column.heading:
            record.spare.append(text)
        if name is not None and name not in record.texts and column.heading:
            record.texts[name] = text
            kept = _read(record, column, name, text)
            if kept is not None:
                arrival.leave(table.where(row, index), name, *kept)
        elif column.heading or not layout.takes_spare:
            key = "x-" + ("-".join(fold(column.heading).split()) or f"column-{letters(index).lower()}")
            record.extra.setdefault(key, text)
            what = column.heading or "a column without a heading"
            arrival.leave(table.where(row, index), what, text, key)
    return record


def _read(record: Record, column: _Column, name: str, text: str) -> tuple[str, str] | None:
    """Read the number or date in a cell; what of it is only kept, and under which key."""
    number = read_number(text, column.sign) if column.sign else None
    day = read_day(text, column.order) if column.order else None
    if number is not None:
        record.numbers[name] = number
        return (f"the footnote mark of {text!r}", "") if number.footnote else None
    if day is not None:
        record.days[name] = day
    elif (column.sign or column.order) and (not is_nothing(text) or "weight" in name):
        key = f"x-{name.replace(' ', '-')}"
        record.extra.setdefault(key, text)
        return text, key
    return None


def _is_total(row: Row, columns: Sequence[_Column]) -> bool:
    """Whether a row is a total: a word for it instead of a title."""
    named = zip(row.cells, columns, strict=False)
    words = [cell for cell, column in named if column.name in ("title", "objective", "key result") and cell]
    return bool(words) and all(fold(word) in TOTALS for word in words)


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


def series(table: Table, answers: Answers, arrival: Arrival) -> bool:
    """Read a table of this form; return whether it was one.

    Its first column is called date, and all other known columns are computed ones.
    """
    if not table.rows:
        return False
    heading = table.rows[0].cells
    others = [(index, text) for index, text in enumerate(heading) if index and text]
    named = [(index, text) for index, text in others if fold(text) not in TOTALS]
    short = [text for _, text in named if _SHORT_NAME.fullmatch(text)]
    if not heading or field_of(heading[0]) != "date" or not named:
        return False
    if any(field_of(text) for _, text in named if text not in short) or len(table.rows) < 2:
        return False
    _take(table, heading[0], named, answers, arrival)
    return True


def _take(table: Table, first: str, named: list[tuple[int, str]], answers: Answers, arrival: Arrival) -> None:
    rows: list[Row] = []
    others: list[Row] = []
    for row in table.rows[1:]:
        dated = re.match(r"\d", row.cells[0]) and re.search(r"[./-]\d", row.cells[0])
        (rows if dated else others).append(row)
    legend = {fold(row.cells[0]): row.cells[1] for row in others if len(row.cells) > 1}
    days = [read_day(row.cells[0], "day-first") for row in rows]
    known = [day for day in days if day]
    hint = "; day first, all days are in order" if known == sorted(known) and len(known) == len(days) else ""
    order = asked_order([(table.where(row, 0), row.cells[0]) for row in rows], answers.dates, first, arrival, hint)
    cells = [
        (table.where(row, index), row.cells[index]) for row in rows for index, _ in named if index < len(row.cells)
    ]
    sign = asked_sign(cells, answers.decimal, "", arrival)
    for index, text in named:
        title = legend.get(fold(text), text)
        item = Item("key result", table.where(table.rows[0], index), title, text)
        if title != text:
            item.extra["x-source-id"] = text
        for row in rows:
            _cell(table, row, index, order, sign, item, arrival)
        arrival.add(item)
    names = {fold(text) for _, text in named}
    for row in others:
        if fold(row.cells[0]) not in names:
            arrival.leave(table.where(row), "a footnote", row.text)
    computed = [i for i, text in enumerate(table.rows[0].cells) if i and text and fold(text) in TOTALS]
    for index in computed:
        for row in rows:
            if index < len(row.cells) and row.cells[index]:
                arrival.leave(table.where(row, index), "a total", row.cells[index])


def _cell(table: Table, row: Row, index: int, order: Order, sign: Sign, item: Item, arrival: Arrival) -> None:
    text = row.cells[index] if index < len(row.cells) else ""
    if is_nothing(text):
        return
    day = read_day(row.cells[0], order)
    found = read_number(text, sign)
    if day is None or found is None:
        what = f"{row.cells[0]!r} isn't a date" if day is None else f"{text!r} isn't a number"
        arrival.leave(table.where(row, index), what, text)
        return
    report = Report(table.where(row, index), day, value=found.value)
    report.rounded = found.rounded
    item.reports.append(report)
    item.unit = item.unit or found.unit
    if found.footnote:
        arrival.leave(table.where(row, index), "a footnote mark", text)
