"""Tables with one row per day and one column per key result."""

from __future__ import annotations

import re

from okrctl.core.arrival.answers import Answers
from okrctl.core.arrival.days import Order, read_day
from okrctl.core.arrival.numbers import Sign, is_nothing, read_number
from okrctl.core.arrival.source import Row, Table
from okrctl.core.arrival.tables import asked_order, asked_sign
from okrctl.core.arrival.values import Arrival, Item, Report
from okrctl.core.arrival.words import TOTALS, field_of, fold

_SHORT_NAME = re.compile(r"(?:kr|key result) ?#? ?\d+", re.IGNORECASE)


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
