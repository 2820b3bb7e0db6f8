"""Quantities as text: exact for formulas, with thousands separators for people; units, ranges and changes."""

from fractions import Fraction
from math import floor

from okrctl.core.values.quantity import Amount, half_up, literal

ONE = Fraction(1)
ZERO = Fraction(0)
NONE = "–"


def share(value: Fraction | None) -> str:
    """A score or progress: ``0.41``; rounded half up, like final statuses."""
    if value is None:
        return NONE
    cents = int(half_up(value, 2) * 100)
    return f"{'−' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def show(value: Fraction | None) -> str:
    """A number for a formula: exact if it is a decimal, otherwise with 6 places."""
    return "?" if value is None else f"{literal(value):f}".replace("-", "−")


def number(value: Fraction | None) -> str:
    """A quantity with all its digits and thousands separators."""
    return NONE if value is None else f"{literal(value):,f}".replace("-", "−")


def quantity(value: Fraction | None, unit: str | None) -> str:
    """A quantity with its unit."""
    return f"{number(value)}{in_unit(unit, value)}"


def short(value: Fraction, unit: str | None = None) -> str:
    """A quantity as people say it, with its unit: ``1.50 M``, ``57,252``, ``2.86%``; at least three digits of it."""
    for name, scale in _SCALES:
        if abs(value) >= scale * 1000:
            # beyond the names of large numbers
            power = len(str(floor(abs(value)))) - 1
            return f"{_digits(value / 10**power, 2)}e{power}{in_unit(unit)}"
        if abs(value) >= scale:
            return f"{_digits(value / scale, 2)} {name}{in_unit(unit)}"
    return f"{_digits(value)}{in_unit(unit)}"


_SCALES = (("T", 10**12), ("B", 10**9), ("M", 10**6))


def _digits(value: Fraction, fewest: int = 0) -> str:
    """Whole numbers from 100 on, three digits below; at least this many places, without more trailing zeros."""
    places = 0
    while abs(value) * 10**places < 100 and places < _MOST_PLACES:
        places += 1
    rounded = literal(half_up(value, max(places, fewest)))
    return (f"{rounded:,.{fewest}f}" if fewest and places <= fewest else f"{rounded:,f}").replace("-", "−")


_MOST_PLACES = 8


_SINGLE = {f"{each}s": each for each in ("day", "week", "month", "hour", "minute", "second", "point", "star")}


def in_unit(unit: str | None, value: Fraction | None = None) -> str:
    """The text after a number for its unit; with the number, "1 day" is not "1 days"."""
    if not unit:
        return ""
    if value is not None and abs(value) == 1:
        unit = _SINGLE.get(unit, unit)
    return "%" if is_percent(unit) else f" {unit}"


def is_percent(unit: str | None) -> bool:
    """Whether a unit says that values are percentages."""
    return unit in ("percent", "%")


def band(at_least: Fraction | None, at_most: Fraction | None, unit: str | None) -> str:
    """A level: ``≥ 10%``, ``≤ 30 days``, ``10 to 20 days``."""
    if at_least is not None and at_most is not None:
        return f"{number(at_least)} to {number(at_most)}{in_unit(unit)}"
    if at_least is not None:
        return f"≥ {quantity(at_least, unit)}"
    return NONE if at_most is None else f"≤ {quantity(at_most, unit)}"


def held(share: Fraction | None) -> str | bool | None:
    """`hold` as written in files: true, or a percentage such as ``95%``."""
    return None if share is None else True if share == 1 else f"{literal(share * 100)}%"


def apply_change(change: Amount, baseline: Fraction) -> Fraction | None:
    """The value after a change; None for a percentage of a zero or negative baseline (scoring.md)."""
    if change.suffix == "%":
        return baseline * (1 + change.value / 100) if baseline > 0 else None
    return baseline + change.value


def two_decimals(score: Fraction) -> Fraction:
    """Rounded half up to two decimals, as scores are compared with grades (scoring.md)."""
    return Fraction(floor(score * 100 + Fraction(1, 2)), 100)
