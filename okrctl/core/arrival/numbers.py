"""Numbers as people write them; the whole column decides their format, never a single cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal, TypeVar

from okrctl.core.arrival.values import Arrival, Item, Report, Where
from okrctl.core.arrival.words import fold
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import MAX_DIGITS

Sign = Literal["point", "comma"]
Way = TypeVar("Way", bound=str)

_BLANKS = re.compile("[ \u00a0\u2009\u202f'’_]")
FOOTNOTE = re.compile(r"(?<=\d)\s+\d{1,2}\.$")
_MINUS = re.compile("[\u2212\u2010-\u2015](?=\\s?[^\\s\\d]{0,3}\\s?[\\d.,])")
_IN_PARENTHESES = re.compile(r"\((?=[^()]*\d)([^()+-]+)\)")
_BOUND = re.compile(
    r"(?P<most><=|=<|≤|<|(?:max(?:imum|imal)?|at most|up to|höchstens|unter|under|below|au plus|máx?)\b\.?)\s*"
    r"|(?P<least>>=|=>|≥|>|(?:min(?:imum|destens)?|at least|mehr als|über|over|above|au moins|mín?)\b\.?)\s*",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:~|≈|(?:ca|circa|approx|about|around|etwa|rund|env|environ|aprox)\b\.?)\s*", re.IGNORECASE)
_SCALES = {
    **dict.fromkeys(("k", "tsd", "tausend", "thousand"), 10**3),
    **dict.fromkeys(("mio", "mn", "mill", "million", "millions", "millionen", "millones", "milhoes"), 10**6),
    **dict.fromkeys(("bn", "mrd", "milliarden", "milliards", "billion", "billions"), 10**9),
}
_MONEY_SCALES = {"m": 1_000_000, "mm": 1_000_000, "b": 1_000_000_000}
"""Letters that mean millions or billions for money, and meters, millimeters or bytes for other things."""
_UNSURE = frozenset({"mil", "lakh", "crore"})
_SCALE = re.compile(r"([a-zõ]+)\.?(?![a-zõ])\s*", re.IGNORECASE)
_CURRENCY = re.compile(r"[$€£¥₹]|\b(?:USD|EUR|GBP|CHF|BRL|R\$|JPY|INR)\b")
_AMOUNT = re.compile(
    r"([+-]?)\s?([^\d\s.,+-]{0,3})\s?([+-]?[\d][\d.,\s\u00a0\u202f'’_]*|[.,]\d+)\s?(.{0,30})", re.DOTALL
)
_WAYS: tuple[Sign, Sign] = ("point", "comma")
_SIGNS: dict[str, Sign] = {".": "point", ",": "comma"}
_NOTHING = frozenset({"", "-", "–", "—", "na", "n/a", "n.a.", "tbd", "none", "null", "?", "nan", "#n/a"})
_DIGITS = re.compile(r"[+-]?(\d[\d.,]*|[.,]\d+)")


@frozen
class Read:
    """A number that was read.

    Attributes:
        value: with its abbreviation worked out, so that `1.2 M` is 1,200,000.
        unit: what stood with it.
        percent: whether that is %.
        rounded: the cell, if it was abbreviated or is approximate.
        footnote: whether a footnote mark was left out.
        bound: ``at_most`` for `< 2`, ``at_least`` for `>= 90`.
        signed: whether it has a plus or minus sign, so that it may be a change.
    """

    value: Fraction
    unit: str = ""
    percent: bool = False
    rounded: str = ""
    footnote: bool = False
    bound: str = ""
    signed: bool = False


@frozen
class Undecided:
    """A column whose cells don't tell how they are written: the first such cell, and why."""

    where: Where
    message: str


def is_nothing(text: str) -> bool:
    """Whether a cell has no number."""
    return text.strip().lower() in _NOTHING


def agreed(
    cells: Iterable[tuple[Where, str]],
    said: Callable[[str], str | None],
    ways: tuple[Way, Way],
    clash: str,
    doubt: str,
) -> Way | Undecided:
    """The way in which the cells of a column are written; the first of both, which is usual, if no cell tells.

    ``said`` is what a cell tells: one of the ways, ``open`` for either, or None. ``clash`` and ``doubt`` are what is
    said of cells that contradict each other, or stay open.
    """
    usual, other = ways
    told: dict[str, tuple[Where, str]] = {}
    for where, text in cells:
        way = said(text)
        if way is not None:
            told.setdefault(way, (where, text))
    if usual in told and other in told:
        where, text = told[other]
        place, cell = told[usual]
        return Undecided(where, clash.format(repr(text), repr(cell), place))
    if usual in told or other in told or "open" not in told:
        return other if other in told else usual
    where, text = told["open"]
    return Undecided(where, f"{text!r} {doubt}")


def decimal_sign(cells: Iterable[tuple[Where, str]], known: Sign | None = None) -> Sign | Undecided:
    """The decimal sign of a column; a point if nothing in it needs one.

    If the sign is known from an answer or the tool's documentation, no cell is asked.
    """
    clash = "{} is written with a decimal comma, {} ({}) with a point"
    doubt = "may be a thousand or a decimal, and no cell of its column decides it"
    return known or agreed(cells, _evidence, _WAYS, clash, doubt)


def _evidence(text: str) -> Sign | Literal["open"] | None:
    """What one cell tells about the decimal sign."""
    match = _DIGITS.search(_BLANKS.sub("", FOOTNOTE.sub("", text.strip())))
    if match is None or is_nothing(text):
        return None
    digits = match.group().lstrip("+-").rstrip(".,")
    marks = re.findall("[.,]", digits)
    if not marks:
        return None
    if len(set(marks)) == 2:
        return _SIGNS[marks[-1]] if marks[-1] not in marks[:-1] else None
    if len(marks) > 1:
        return "comma" if marks[0] == "." else "point"
    head, tail = re.split("[.,]", digits)
    if len(tail) == 3 and 1 <= len(head) <= 3 and not head.startswith("0"):
        return "open"
    return _SIGNS[marks[0]]


@lru_cache(maxsize=8192)
def read_number(text: str, sign: Sign) -> Read | None:
    """The number in a cell, with the text around it; None if there is none, or more than one.

    ``text`` is, for example, ``1.120``, ``940.000,00 €``, ``24 %`` or ``1,12 K``.
    """
    text = text.strip()
    if is_nothing(text) or len(text) > 2 * MAX_DIGITS:
        return None
    bare = _MINUS.sub("-", FOOTNOTE.sub("", text))
    footnote = FOOTNOTE.sub("", text) != text
    bounded, about = _BOUND.match(bare), False
    if bounded:
        bare = bare[bounded.end() :]
    if _ABOUT.match(bare):
        bare, about = _ABOUT.sub("", bare, count=1), True
    negative = _IN_PARENTHESES.fullmatch(bare)
    match = _AMOUNT.fullmatch(negative[1].strip() if negative else bare)
    if match is None or re.search(r"\d", match[4]):
        return None
    value = _exact(match[1] + match[3], sign)
    scaled = _scaled(match[2], match[4].strip())
    if value is None or scaled is None:
        return None
    times, unit = scaled
    bound = "" if bounded is None else "at_most" if bounded["most"] else "at_least"
    if not bounded and unit.endswith("+") and not match[1]:
        bound, unit = "at_least", unit.removesuffix("+").strip()
    return Read(
        -value * times if negative else value * times,
        unit,
        unit == "%",
        text if times != 1 or about else "",
        footnote,
        bound,
        bool(match[1] or match[3][0] in "+-"),
    )


def _scaled(before: str, after: str) -> tuple[int, str] | None:
    """The factor of an abbreviation, and the unit; None if a letter may be either.

    The text before is, for example, ``$``, the text after ``Mio. €``.
    """
    word = _SCALE.match(after)
    times, rest = 1, after
    if word is not None:
        name, rest = fold(word[1]), after[word.end() :]
        money = _CURRENCY.search(before) or _CURRENCY.search(rest)
        if name in _SCALES:
            times = _SCALES[name]
        elif name in _MONEY_SCALES and money:
            times = _MONEY_SCALES[name]
        elif word[1] == "M":
            times = _SCALES["mio"]
        elif (name in _MONEY_SCALES and not rest) or name in _UNSURE:
            return None
        else:
            rest = after
    return times, " ".join(filter(None, [before.strip(), rest.strip()]))


def without_scale(unit: str) -> str:
    """A unit without a leading word for thousands or millions."""
    word = _SCALE.match(unit)
    return unit[word.end() :] if word and fold(word[1]) in {*_SCALES, *_MONEY_SCALES} else unit


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


def confidences(arrival: Arrival, items: Sequence[Item], scale: str | None) -> None:
    """Convert confidence to 0–10; if the source's scale is unknown, keep it under an ``x-`` key."""
    holders: list[Item | Report] = [item for item in items if item.confidence is not None]
    holders += [report for item in items for report in item.reports if report.confidence is not None]
    values = [holder.confidence for holder in holders if holder.confidence is not None]
    scale = scale or _scale(values)
    most = {"0-1": 1, "0-10": 10, "percent": 100}.get(scale or "", 0)
    odd: list[Where] = []
    for holder in holders:
        value = holder.confidence
        if value is not None and 0 <= value <= most:
            holder.confidence = value * 10 / most
        elif value is not None:
            holder.extra["x-confidence"] = str(float(value)).removesuffix(".0")
            holder.confidence = None
            odd.append(holder.where)
    if odd:
        way = "--confidence 0-1, 0-10 or percent; or in a mapping `confidence: 0-10`"
        what = (
            f"{len(odd)} of {len(values)} confidences don't fit one scale"
            if scale
            else "the scale of confidence is unknown"
        )
        arrival.remark("import-open", odd[0], f"{what}; kept as x-confidence", way)


def _scale(values: Sequence[Fraction]) -> str | None:
    if not values:
        return None
    if max(values) <= 1:
        return "0-1" if any(value.denominator > 1 for value in values) else None
    if any(0 < value < 1 for value in values):
        return None
    return "0-10" if max(values) <= 10 else "percent" if max(values) <= 100 else None
