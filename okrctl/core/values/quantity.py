"""Numbers, amounts and durations as people write them, read from text into exact values."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Literal

from okrctl.core.values.frozen import frozen

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_DURATION = re.compile(r"(\d{1,4})([dw])", re.ASCII)
MAX_DIGITS = 40
MAX_EXPONENT = 15

Suffix = Literal["", "%", "pp"]


@frozen
class Amount:
    """A number with the sign and suffix it was written with.

    ``suffix`` is ``%`` (relative), ``pp`` (percentage points) or empty; ``signed``: whether a sign was written.
    """

    value: Fraction
    suffix: Suffix = ""
    signed: bool = False

    def __str__(self) -> str:
        sign = "+" if self.signed and self.value >= 0 else ""
        return f"{sign}{literal(self.value)}{self.suffix}"


@lru_cache(maxsize=8192)
def parse_number(text: str) -> Fraction | None:
    """The exact value of a number, or None if the text isn't one.

    At most 40 characters, and an exponent within ±15, so that a hostile ``1e999999`` costs nothing.
    """
    if len(text) > MAX_DIGITS or not _NUMBER.fullmatch(text):
        return None
    exponent = re.split("[eE]", text)[1:]
    if exponent and abs(int(exponent[0])) > MAX_EXPONENT:
        return None
    return Fraction(text)


@lru_cache(maxsize=8192)
def parse_amount(text: str) -> Amount | None:
    """A number, a relative change (``+20%``) or percentage points (``+2pp``); None if the text is none of these."""
    suffix: Suffix = "%" if text.endswith("%") else "pp" if text.endswith("pp") else ""
    value = parse_number(text[: len(text) - len(suffix)])
    return None if value is None else Amount(value, suffix, text[0] in "+-")


def on_confidence_scale(value: Fraction) -> bool:
    """Whether a number is between 0 and 10; written with integers, because it is called for every check-in."""
    return 0 <= value.numerator <= 10 * value.denominator


def parse_duration(text: str) -> int | None:
    """Days of a duration such as ``7d`` or ``2w``; None if the text isn't one."""
    match = _DURATION.fullmatch(text)
    return int(match[1]) * (7 if match[2] == "w" else 1) if match else None


def literal(value: Fraction) -> Decimal:
    """The exact decimal of a quantity, without trailing zeros or exponent.

    Plan quantities are sums and products of decimals and therefore always have one; a quotient without one is rounded
    to 6 places.
    """
    numerator, rest = value.numerator, value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return round6(value)
    places = max(twos, fives)
    if not places:
        return Decimal(numerator)
    digits = numerator * 2 ** (places - twos) * 5 ** (places - fives)
    sign, text = ("-" if digits < 0 else ""), str(abs(digits)).rjust(places + 1, "0")
    return Decimal(f"{sign}{text[:-places]}.{text[-places:]}")


def half_up(value: Fraction, places: int) -> Fraction:
    """A number as people see it: rounded half away from zero."""
    scaled = floor(abs(value) * 10**places + Fraction(1, 2))
    return Fraction(-scaled if value < 0 else scaled, 10**places)


def round6(value: Fraction) -> Decimal:
    """A score, progress or gap as published: 6 places, half to even, without trailing zeros."""
    scaled = round(value * 1_000_000)
    return literal(Fraction(scaled, 1_000_000))
