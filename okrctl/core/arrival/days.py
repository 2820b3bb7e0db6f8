"""Dates and periods as people write them; the whole column decides the order of day and month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from okrctl.core.arrival.numbers import FOOTNOTE, Undecided, agreed
from okrctl.core.arrival.values import Where
from okrctl.core.arrival.words import fold
from okrctl.core.values.cycle import FIRST_YEAR, LAST_YEAR, parse_date, span_name
from okrctl.core.values.frozen import frozen

Order = Literal["day-first", "month-first"]

_WAYS: tuple[Order, Order] = ("day-first", "month-first")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_PARTS = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})[./-]\s?(\d{4}|\d{2})(?:\s+\d{1,2}:\d.*)?")


def date_order(cells: Iterable[tuple[Where, str]], known: Order | None = None) -> Order | Undecided:
    """The order of day and month in a column; with points, the day always comes first."""
    clash = "{} has the month first, {} ({}) the day"
    doubt = "may start with the day or the month, and no cell of its column decides"
    return known or agreed(cells, _evidence, _WAYS, clash, doubt)


def _evidence(text: str) -> Order | Literal["open"] | None:
    """What one cell tells about the order."""
    match = _PARTS.fullmatch(FOOTNOTE.sub("", text.strip()))
    if match is None or match[2] == ".":
        return None
    first, second = int(match[1]), int(match[3])
    if max(first, second) > 12:
        return "day-first" if first > 12 else "month-first"
    return None if first == second else "open"


def read_day(text: str, order: Order) -> date | None:
    """The date in a cell; None if there is none, or the day doesn't exist."""
    text = FOOTNOTE.sub("", text.strip())
    iso = _ISO.fullmatch(text)
    if iso:
        return parse_date(text[:10])
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return _day(int(match[1]), int(match[2]), int(match[3]))
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 if year < 100 else 0
    day, month = (first, second) if order == "day-first" or match[2] == "." else (second, first)
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    return parse_date(f"{year:04d}-{month:02d}-{day:02d}")


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero janeiro",
            "february feb februar fevrier febrero fevereiro",
            "march mar marz maerz mars marzo marco",
            "april apr avril abril",
            "may mai mayo maio",
            "june jun juni juin junio junho",
            "july jul juli juillet julio julho",
            "august aug aout agosto",
            "september sep sept septembre septiembre setembro",
            "october oct okt oktober octobre octubre outubro",
            "november nov novembre noviembre novembro",
            "december dec dez dezember decembre diciembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
_FISCAL = r"(?P<fy>fy|gj|fiscal year|fiscal|geschaftsjahr|exercice|ejercicio)?"
_YEAR = r"(?:cy|y)?\s?(?P<year>(?:19|20|21)\d{2}|\d{2})(?!\d)"
_PART = (
    r"(?:(?:q|quarter|quartal|t|trimestre)\s?(?P<q>[1-4])|(?P<q2>[1-4])\s?(?:q|t)(?!\w)"
    r"|(?:h|half|hj|halbjahr|s|semestre)\s?(?P<h>[12])|(?P<h2>[12])\s?(?:h|hj)(?!\w))"
)
_GAP = r"[\s\-_/,.:]*"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?<!\w){_FISCAL}{_GAP}{_YEAR}{_GAP}{_PART}(?!\w)",
        rf"(?<!\w){_PART}{_GAP}(?:of|de)?\s?{_FISCAL}{_GAP}{_YEAR}(?!\w)",
    )
)
_WHOLE_YEAR = re.compile(
    rf"(?:annual|year|jahr|annee|ano|cycle)?{_GAP}{_FISCAL}{_GAP}(?:cy|y)?\s?(?P<year>(?:19|20|21)\d{{2}})"
)
_SHORT_YEAR = re.compile(r"(?P<fy>fy|gj)\s?(?P<year>\d{2})")
_MONTH = re.compile(r"([a-z]+)\s(\d{4})|(\d{4})[-/](\d{2})")
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:to|until|through|bis|–|-|/|\.\.+|…)\s*(\d{4}-\d{2}-\d{2})")


def month_of(name: str) -> int | None:
    """The number of a month, by its name or abbreviation in one of the languages."""
    return _MONTHS.get(fold(name))


@frozen
class Period:
    """A period: the name of a cycle; ``fiscal`` if it depends on the start of the fiscal year."""

    name: str
    fiscal: bool = False


def read_period(text: str, *, whole: bool = True) -> Period | None:
    """The cycle that words such as ``Q3 Y2025``, ``FY22Q3`` or ``Annual 2025`` mean; None if they mean none.

    With ``whole``, the text must be nothing but a period; otherwise it may contain one.
    """
    plain = re.sub(r"\s+", " ", fold(text, keep="-/_.,:")).strip()
    found = _range(text)
    if found is not None:
        return Period(found)
    for form in _FORMS:
        match = form.search(plain)
        if match:
            parts = match.groupdict()
            quarter, half = parts["q"] or parts["q2"], parts["h"] or parts["h2"]
            part = f"Q{quarter}" if quarter else f"H{half}"
            return _named(parts["year"], part, fiscal=bool(parts["fy"]))
    match = _WHOLE_YEAR.fullmatch(plain) or _SHORT_YEAR.fullmatch(plain)
    if match:
        return _named(match["year"], "", fiscal=bool(match["fy"]))
    if not whole:
        return None
    match = _MONTH.fullmatch(plain)
    if match and match[1] in _MONTHS:
        return Period(f"{match[2]}-{_MONTHS[match[1]]:02d}")
    return Period(f"{match[3]}-{match[4]}") if match and match[3] and 1 <= int(match[4]) <= 12 else None


def _range(text: str) -> str | None:
    match = _RANGE.search(text)
    start, end = (parse_date(match[1]), parse_date(match[2])) if match else (None, None)
    return span_name(start, end) if start and end and start <= end else None


def _named(year: str, part: str, *, fiscal: bool) -> Period | None:
    full = int(year) + (2000 if len(year) == 2 else 0)
    if not FIRST_YEAR <= full <= LAST_YEAR:
        return None
    return Period("-".join(filter(None, [f"{'FY' if fiscal else ''}{full}", part])), fiscal)
