"""What the text of a field means: each function gives its value, or None when the text is none such.

Fields in ``core/format/types.py`` add the words of a refusal.
"""

from __future__ import annotations

import re
from fractions import Fraction

from okrctl.core.values.cycle import parse_cycle
from okrctl.core.values.quantity import parse_amount, parse_duration, parse_number

_REFERENCE = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*){0,2}(@[^\s@]+)?", re.ASCII)

_ID = re.compile(r"[a-z0-9][a-z0-9-]*", re.ASCII)
_LETTER = re.compile("[a-z]")
_TABLE = re.compile(r"[a-z][a-z0-9_]{0,62}", re.ASCII)
FORMAT_VERSION = "1"
LONGEST_ID = 100
LONGEST_TITLE = 500


def parse_id(text: str) -> str | None:
    """A slug with at least one letter, not shaped like a number and not beginning with ``x-``."""
    usable = _ID.fullmatch(text) and not text.startswith("x-") and len(text) <= LONGEST_ID
    return text if usable and _LETTER.search(text) and parse_number(text) is None else None


def parse_positive(text: str) -> Fraction | None:
    """A number above 0."""
    value = parse_number(text)
    return value if value is not None and value > 0 else None


def parse_weight(text: str) -> Fraction | None:
    """A number of 0 or more."""
    value = parse_number(text)
    return value if value is not None and value >= 0 else None


def parse_flag(text: str) -> bool | None:
    """``true`` or ``false``, in small letters."""
    return {"true": True, "false": False}.get(text)


def parse_share(text: str) -> Fraction | None:
    """``true`` for 1, or a share of it in per cent, above 0%."""
    if text == "true":
        return Fraction(1)
    amount = parse_amount(text)
    if amount is None or amount.suffix != "%" or amount.signed or not 0 < amount.value <= 100:
        return None
    return amount.value / 100


def parse_days(text: str) -> int | None:
    """The days of a duration, at least one."""
    return parse_duration(text) or None


def parse_cycle_name(text: str) -> str | None:
    """The name of a cycle, as it is written."""
    return text if parse_cycle(text) else None


def parse_table(text: str) -> str | None:
    """The name of a table in a query."""
    return text if _TABLE.fullmatch(text) else None


def parse_reference(text: str) -> str | None:
    """The text if it has the form of a reference, whether or not there is anything it means."""
    return text if _REFERENCE.fullmatch(text) and len(text) <= 300 else None
