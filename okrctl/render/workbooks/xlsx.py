"""XLSX: sheets with real numbers and dates, filters, colors for statuses, and one chart.

User text is written as text: it never becomes a formula or a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from okrctl.core.values import safe
from okrctl.views.signs import style
from okrctl.views.workbook import Sheet, Value, Workbook

_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_COLORS = {"good": ("#E2F3E9", "#11734A"), "warn": ("#FBEED3", "#8A5200"), "bad": ("#FCE6E3", "#B3261E")}
_WIDEST, _NARROWEST = 60, 9


def render(workbook: Workbook) -> bytes:
    """The file as bytes; the same for the same workbook."""
    import xlsxwriter  # type: ignore[import-untyped]

    out = BytesIO()
    book = xlsxwriter.Workbook(out, _PLAIN)
    made = datetime(workbook.day.year, workbook.day.month, workbook.day.day)  # noqa: DTZ001 - files say no zone
    title = safe.cell(f"{workbook.name}: OKRs as of {workbook.day}")
    book.set_properties({"title": title, "created": made, "comments": "Made by okrctl report"})
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "score": book.add_format({"num_format": "0.00"}),
        **{name: book.add_format({"bg_color": back, "font_color": front}) for name, (back, front) in _COLORS.items()},
    }
    for sheet in workbook.sheets:
        page = book.add_worksheet(sheet.name)
        _fill(page, sheet, looks)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.titles) - 1)
        page.repeat_rows(0)
        page.set_landscape()
        page.fit_to_pages(1, 0)
    if len(workbook.sheets[0].rows) > 1:
        _draw(book, workbook.sheets[0])
    book.close()
    return out.getvalue()


def _fill(page: Any, sheet: Sheet, looks: Mapping[str, Any]) -> None:
    for column, title in enumerate(sheet.titles):
        page.write_string(0, column, title, looks["head"])
        texts = [title, *(_shown(row[column]) for row in sheet.rows)]
        page.set_column(column, column, min(_WIDEST, max(_NARROWEST, *(len(text) + 2 for text in texts))))
        for number, row in enumerate(sheet.rows, 1):
            _write(page, number, column, row[column], looks, score=title in sheet.scores)
    if sheet.judged and sheet.rows:
        column = sheet.titles.index(sheet.judged)
        for status in _statuses(row[column] for row in sheet.rows):
            rule = {"type": "cell", "criteria": "==", "value": f'"{status}"', "format": looks[style(status)]}
            page.conditional_format(1, column, len(sheet.rows), column, rule)


def _write(page: Any, row: int, column: int, value: Value, looks: Mapping[str, Any], *, score: bool) -> None:
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, Decimal):
        page.write_number(row, column, value, looks["score"] if score else None)
    elif isinstance(value, date):
        # spreadsheets have no dates before 1900
        if value.year < 1900:
            page.write_string(row, column, value.isoformat())
        else:
            page.write_datetime(row, column, datetime(value.year, value.month, value.day), looks["day"])  # noqa: DTZ001
    elif value:
        page.write_string(row, column, safe.cell(value))


def _statuses(values: Iterable[Value]) -> list[str]:
    """Our own words that have a color."""
    words = {value for value in values if isinstance(value, str)}
    return sorted(word for word in words if style(word) in _COLORS)


def _shown(value: Value) -> str:
    if value is None:
        return ""
    return "0.00" if isinstance(value, Decimal) and len(str(value)) > 9 else str(value).partition("\n")[0]


def _draw(book: Any, sheet: Sheet) -> None:
    """Score and expected score by department; the numbers are those of the cells."""
    chart = book.add_chart({"type": "bar"})
    last = len(sheet.rows)
    for title, color in (("Expected", "#9A9EA6"), ("Score", "#4A74D9")):
        column = sheet.titles.index(title)
        chart.add_series(
            {
                "name": [sheet.name, 0, column],
                "categories": [sheet.name, 1, 0, last, 0],
                "values": [sheet.name, 1, column, last, column],
                "fill": {"color": color},
                "gap": 60,
            }
        )
    chart.set_title({"name": "Score and expected", "overlay": False})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0.0"})
    chart.set_size({"width": 640, "height": 90 + 36 * last})
    book.get_worksheet_by_name(sheet.name).insert_chart(
        1, len(sheet.titles) + 1, chart, {"description": "Score beside what is expected, by department"}
    )
