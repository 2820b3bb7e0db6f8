"""Numbers as people write them, decided by the whole column and never by one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from okrctl.core.arrival.values import Where
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import MAX_DIGITS

Sign = Literal["point", "comma"]

_BLANKS = re.compile("[ \u00a0\u2009\u202f'’_]")
_FOOTNOTE = re.compile(r"(?<=\d)\s+\d{1,2}\.$")
_SHORT = re.compile(r"([+-]?[\d.,]+)\s?(k|m|mio\.?|bn|tsd\.?)", re.IGNORECASE)
_TIMES = {"k": 1_000, "tsd": 1_000, "m": 1_000_000, "mio": 1_000_000, "bn": 1_000_000_000}
_AMOUNT = re.compile(
    r"([+-]?)\s?([^\d\s.,+-]{0,3})\s?([+-]?[\d][\d.,\s\u00a0\u202f'’_]*|[.,]\d+)\s?(.{0,20})", re.DOTALL
)
_NOTHING = frozenset({"", "-", "–", "—", "na", "n/a", "n.a.", "tbd", "none", "null", "?", "nan", "#n/a"})
_DIGITS = re.compile(r"[+-]?(\d[\d.,]*|[.,]\d+)")


@frozen
class Read:
    """A number that was read: ``unit`` is what stood with it, ``percent`` whether that is %, ``rounded`` the
    abbreviation."""

    value: Fraction
    unit: str = ""
    percent: bool = False
    rounded: str = ""
    footnote: bool = False


@frozen
class Undecided:
    """A column in which no cell tells whether the sign groups digits or begins the decimals."""

    where: Where
    cell: str
    message: str


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no number."""
    return text.strip().lower() in _NOTHING


def decimal_sign(cells: Iterable[tuple[Where, str]], known: Sign | None = None) -> Sign | Undecided:
    """The decimal sign of a column; a point where nothing in it needs one.

    Args:
        cells: where each stands, and its text.
        known: what an answer or the tool's own documentation says; then no cell is asked.
    """
    if known is not None:
        return known
    told: dict[Sign, tuple[Where, str]] = {}
    open_: tuple[Where, str] | None = None
    for where, text in cells:
        said = _evidence(text)
        if said == "open":
            open_ = open_ or (where, text)
        elif said is not None:
            told.setdefault(said, (where, text))
    if len(told) == 2:
        other = told["point"]
        where, text = told["comma"]
        return Undecided(
            where, text, f"{text!r} is written with a decimal comma, {other[1]!r} ({other[0]}) with a point"
        )
    if told:
        return next(iter(told))
    if open_ is not None:
        where, text = open_
        return Undecided(where, text, f"{text!r} may be a thousand or a decimal, and no cell of its column decides it")
    return "point"


def _evidence(text: str) -> Sign | Literal["open"] | None:
    """What one cell tells of the decimal sign."""
    match = _DIGITS.search(_BLANKS.sub("", _FOOTNOTE.sub("", text.strip())))
    if match is None or is_nothing(text):
        return None
    digits = match.group().lstrip("+-").rstrip(".,")
    marks = re.findall("[.,]", digits)
    if not marks:
        return None
    if len(set(marks)) == 2:
        return _sign(marks[-1]) if marks[-1] not in marks[:-1] else None
    if len(marks) > 1:
        return _other(marks[0])
    head, tail = re.split("[.,]", digits)
    if len(tail) == 3 and 1 <= len(head) <= 3 and not head.startswith("0"):
        return "open"
    return _sign(marks[0])


def _sign(mark: str) -> Sign:
    return "point" if mark == "." else "comma"


def _other(mark: str) -> Sign:
    return "comma" if mark == "." else "point"


@lru_cache(maxsize=8192)
def read_number(text: str, sign: Sign) -> Read | None:
    """The number in a cell, with what stands around it; None when there is none, or more than one.

    Args:
        text: such as ``1.120``, ``940.000,00 €``, ``24 %``, ``1,12 K``.
        sign: the column's decimal sign.
    """
    text = text.strip()
    if is_nothing(text) or len(text) > 2 * MAX_DIGITS:
        return None
    bare = _FOOTNOTE.sub("", text)
    short = _SHORT.fullmatch(bare)
    if short:
        value = _exact(short[1], sign)
        times = _TIMES[short[2].lower().rstrip(".")]
        return None if value is None else Read(value * times, rounded=text)
    match = _AMOUNT.fullmatch(bare)
    if match is None or re.search(r"\d", match[4]):
        return None
    value = _exact(match[1] + match[3], sign)
    unit = (match[2] or match[4]).strip()
    return None if value is None else Read(value, unit, unit == "%", footnote=bare != text)


def _exact(digits: str, sign: Sign) -> Fraction | None:
    plain = _BLANKS.sub("", digits)
    group, point = (",", ".") if sign == "point" else (".", ",")
    whole, mark, rest = plain.partition(point)
    if mark and (group in rest or point in rest):
        return None
    parts = whole.lstrip("+-").split(group)
    if len(parts) > 1 and any(len(part) != 3 for part in parts[1:]):
        return None
    plain = f"{whole.replace(group, '')}.{rest}" if rest else whole.replace(group, "")
    try:
        return Fraction(plain) if len(plain) <= MAX_DIGITS and "e" not in plain.lower() else None
    except (ValueError, ZeroDivisionError):
        return None
