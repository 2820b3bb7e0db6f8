"""Movable holidays that affect sales, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Astronomical Algorithms, ch. 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    """The n-th weekday of this kind (0 is Monday) in a month."""
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))


HOLIDAYS: Mapping[str, Callable[[int], date]] = {
    "easter": easter,
    "pentecost": lambda year: easter(year) + timedelta(49),
    "mothers-day": lambda year: _nth(year, 5, 6, 2),
    "thanksgiving": lambda year: _nth(year, 11, 3, 4),
    "black-friday": lambda year: _nth(year, 11, 3, 4) + timedelta(1),
    "cyber-monday": lambda year: _nth(year, 11, 3, 4) + timedelta(4),
}
"""The date of each in a year; mothers-day as in the United States and most of Europe, the second Sunday in May."""
