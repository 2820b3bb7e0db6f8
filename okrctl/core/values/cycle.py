"""Cycles: the named periods that objectives run in."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from okrctl.core.values.frozen import frozen

_NAMED = re.compile(r"(FY)?(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})))?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1970, 2200
YEAR = "(19[7-9][0-9]|2[01][0-9]{2}|2200)"
"""A pattern for these years."""


def is_year(text: str) -> bool:
    """Whether a text is one of these years."""
    return re.fullmatch(YEAR, text) is not None


@frozen
class FiscalYear:
    """``starts`` is the first month (1 to 12); the year is named after the calendar year it starts or ends in."""

    starts: int = 1
    named_after: Literal["start", "end"] = "start"


@frozen
class Cycle:
    """A period with the name it was written with; both days belong to it."""

    name: str
    start: date
    end: date

    @property
    def days(self) -> int:
        """Length in days, both ends included."""
        return (self.end - self.start).days + 1

    def contains(self, day: date) -> bool:
        """Whether the day lies in the cycle."""
        return self.start <= day <= self.end

    def overlaps(self, other: "Cycle") -> bool:
        """Whether the two have a day in common."""
        return self.start <= other.end and other.start <= self.end

    def same_days(self, other: "Cycle") -> bool:
        """Whether both have the same days; their names may differ."""
        return (self.start, self.end) == (other.start, other.end)


@lru_cache(maxsize=8192)
def parse_date(text: str) -> date | None:
    """An ISO date between 1970 and 2200; None for anything else."""
    if not _DATE.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


@frozen
class MonthDay:
    """A day of every year; February 29 is the last of February in other years."""

    month: int
    day: int

    def __str__(self) -> str:
        """As the format writes it."""
        return f"{self.month:02}-{self.day:02}"

    def within(self, year: int) -> date:
        """The date in a year."""
        return date(year, self.month, min(self.day, last_of_month(year, self.month).day))


_LEAP_YEAR = 2000


@lru_cache(maxsize=512)
def parse_month_day(text: str) -> MonthDay | None:
    """A month and a day, such as 11-20; None for anything else."""
    found = parse_date(f"{_LEAP_YEAR}-{text}")
    return None if found is None else MonthDay(found.month, found.day)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = year * 12 + month - 1 + count - 1
    return date(year, month, 1), last_of_month(last // 12, last % 12 + 1)


@lru_cache(maxsize=1024)
def parse_cycle(text: str, fiscal: FiscalYear = FiscalYear()) -> Cycle | None:
    """The period of a cycle's name; None if the text isn't a cycle.

    ``2026``, ``2026-H1``, ``2026-Q1``, ``2026-03``; ``FY2026``, ``FY2026-H1``, ``FY2026-Q1`` in fiscal years; or two
    dates ``2026-01-15/2026-07-14``.
    """
    if "/" in text:
        first, _, last = text.partition("/")
        start, end = parse_date(first), parse_date(last)
        return Cycle(text, start, end) if start and end and start <= end else None
    match = _NAMED.fullmatch(text)
    if not match:
        return None
    fy, year, half, quarter, month = match[1], int(match[2]), match[3], match[4], match[5]
    if not FIRST_YEAR <= year <= LAST_YEAR or (month and (fy or not 1 <= int(month) <= 12)):
        return None
    first_month = 1
    if fy:
        first_month = fiscal.starts
        if fiscal.named_after == "end" and fiscal.starts > 1:
            year -= 1
    offset, length = 0, 12
    if half:
        offset, length = (int(half) - 1) * 6, 6
    elif quarter:
        offset, length = (int(quarter) - 1) * 3, 3
    elif month:
        offset, length = int(month) - 1, 1
    years, index = divmod(first_month - 1 + offset, 12)
    return Cycle(text, *_months(year + years, index + 1, length))


def following(cycle: Cycle) -> str:
    """The name of the next cycle of the same kind: ``2026-Q2`` after ``2026-Q1``."""
    match = _NAMED.fullmatch(cycle.name)
    if match:
        parts = {"H": (match[3], 2), "Q": (match[4], 4), "": (match[5], 12)}
        for letter, (number, count) in parts.items():
            if number:
                more, at = divmod(int(number), count)
                return f"{match[1] or ''}{int(match[2]) + more:04d}-{letter}{at + 1:0{1 if letter else 2}d}"
        return f"{match[1] or ''}{int(match[2]) + 1:04d}"
    start = cycle.end + timedelta(days=1)
    months = (start.year - cycle.start.year) * 12 + start.month - cycle.start.month
    years, month = divmod(start.month - 1 + months, 12)
    if start.day != cycle.start.day or start.day > last_of_month(start.year + years, month + 1).day:
        return f"{start}/{start + timedelta(days=cycle.days - 1)}"
    return f"{start}/{day_before(date(start.year + years, month + 1, start.day))}"


def span_name(start: date, end: date) -> str:
    """The name of the cycle between two days: that of a calendar period if it is one, else both days."""
    for part in ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4", f"-{start.month:02d}"):
        cycle = parse_cycle(f"{start.year:04d}{part}")
        if cycle and (cycle.start, cycle.end) == (start, end):
            return cycle.name
    return f"{start}/{end}"


def last_of_month(year: int, month: int) -> date:
    """The last day of a month; importing ``calendar`` for this would be slow."""
    return day_before(date(year + month // 12, month % 12 + 1, 1))


def day_before(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)
