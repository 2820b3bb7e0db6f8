"""Last year's values from an export: a column of days or months, and a column of values."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from okrctl.core.checkin.entry import Mistake
from okrctl.core.values.cycle import last_of_month, parse_date
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import parse_amount

Rows = Sequence[Sequence[str]]
_ONE_DAY = timedelta(1)


@frozen
class Period:
    """A value of a day or month, and its row."""

    first: date
    last: date
    value: Fraction
    row: int


@frozen
class LastYear:
    """A curve through last year: days and the total by then, with straight lines between.

    ``months`` are those with rows in the export. Outside of them, amounts that are added up count as zero.
    """

    points: tuple[tuple[date, Fraction], ...]
    months: frozenset[tuple[int, int]]
    added_up: bool

    def at(self, day: Fraction) -> Fraction:
        """The total at the end of a day, given as a number of days like :meth:`date.toordinal`."""
        days = [each.toordinal() for each, _ in self.points]
        after = bisect_right(days, day)
        if not after:
            return self.points[0][1]
        if after == len(days):
            return self.points[-1][1]
        (_, low), (_, high) = self.points[after - 1 : after + 1]
        return low + (high - low) * (day - days[after - 1]) / (days[after] - days[after - 1])


def last_year(rows: Rows, column: str | None, *, counted: bool) -> LastYear | Mistake:
    """Last year's values in a table.

    The first row is the heading. Without ``column``, the only one with numbers is used. ``counted`` values are amounts
    per day or month, to add up; without a value column, each row counts as one.
    """
    if len(rows) < 2 or not any(cell.strip() for cell in rows[1]):
        return Mistake("the file has no rows below its heading", "export days or months, and values")
    heading = [cell.strip() for cell in rows[0]]
    dates = next((at for at, cell in enumerate(rows[1]) if _period(cell) is not None and at < len(heading)), None)
    if dates is None:
        return Mistake("row 2: no column has dates or months", "write days as 2026-02-14, months as 2026-02")
    values = _value_column(heading, rows[1], dates, column, counted)
    if isinstance(values, Mistake):
        return values
    periods: list[Period] = []
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            found = _read(heading, row, number, dates, values)
            if isinstance(found, Mistake):
                return found
            periods.append(found)
    periods.sort(key=lambda period: (period.last, period.row))
    return _added_up(periods) if counted else _levels(periods)


def _value_column(
    heading: list[str], first: Sequence[str], dates: int, column: str | None, counted: bool
) -> int | Mistake | None:
    """The column with values; None if each row counts as one."""
    if column is not None:
        names = [name.casefold() for name in heading]
        if column.casefold() not in names:
            return Mistake(f"there is no column {column}", f"available: {', '.join(filter(None, heading))}")
        return names.index(column.casefold())
    found = [at for at, cell in enumerate(first) if at != dates and _number(cell) is not None]
    found = [at for at in found if at < len(heading)]
    if len(found) == 1:
        return found[0]
    if not found:
        return None if counted else Mistake("row 2: no column has a number", "one column has days, another one values")
    names = [heading[at] for at in found]
    return Mistake(f"several columns have numbers: {', '.join(names)}", f"name one: FILE#{names[0]}")


def _read(heading: list[str], row: Sequence[str], number: int, dates: int, values: int | None) -> Period | Mistake:
    def wrong(at: int, what: str, help: str) -> Mistake:
        cell = row[at].strip() if at < len(row) else ""
        name = heading[at] or str(at + 1)
        return Mistake(
            f"row {number}, column {name}: {f'{cell!r} is not {what}' if cell else f'{what} is missing'}", help
        )

    period = _period(row[dates]) if dates < len(row) else None
    if period is None:
        return wrong(dates, "a day or a month", "write days as 2026-02-14, months as 2026-02")
    value = Fraction(1) if values is None else _number(row[values]) if values < len(row) else None
    if value is None:
        assert values is not None
        return wrong(values, "a number", "write digits with a point and no thousands separators, such as 57500 or 0.5")
    return Period(*period, value, number)


def _period(cell: str) -> tuple[date, date] | None:
    text = cell.strip()
    month = parse_date(f"{text}-01") if len(text) == 7 else None
    if month is not None:
        return month, last_of_month(month.year, month.month)
    day = parse_date(text[:10]) if text[10:11] in ("", " ", "T") else None
    return None if day is None else (day, day)


def _number(cell: str) -> Fraction | None:
    amount = parse_amount(cell.strip()) if cell.strip() else None
    return amount.value if amount else None


def _levels(periods: list[Period]) -> LastYear | Mistake:
    for one, other in pairwise(periods):
        if one.last == other.last:
            return Mistake(
                f"row {other.row}: {other.last} is also in row {one.row}",
                "export one value per day or month",
            )
    return LastYear(tuple((period.last, period.value) for period in periods), _months(periods), added_up=False)


def _added_up(periods: list[Period]) -> LastYear | Mistake:
    lengths = {period.first == period.last for period in periods}
    if len(lengths) > 1:
        return Mistake("the file has both days and months", "export only one of them")
    points: dict[date, Fraction] = {}
    total = Fraction(0)
    for period in periods:
        points.setdefault(period.first - _ONE_DAY, total)
        total += period.value
        points[period.last] = total
    return LastYear(tuple(sorted(points.items())), _months(periods), added_up=True)


def _months(periods: list[Period]) -> frozenset[tuple[int, int]]:
    return frozenset((period.last.year, period.last.month) for period in periods)
