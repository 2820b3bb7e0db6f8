"""The literals of the format: its limits, the patterns of its texts, and what such a text means.

Each ``parse_`` function returns a text's value, or None. Field types (``core/format/types.py``) add error messages; the
JSON Schema and messages use the same patterns and limits.
"""

from __future__ import annotations

import re
from fractions import Fraction

from okrctl.core.values.cycle import YEAR, parse_cycle
from okrctl.core.values.quantity import MAX_DIGITS, parse_amount, parse_duration, parse_number

FORMAT_VERSION = "1"
LONGEST_ID = 100
LONGEST_TITLE = 500
LONGEST_REFERENCE = 300
LONGEST_NUMBER = MAX_DIGITS
MOST_SECONDS = 999
MOST_PATTERNS = 100
MOST_POLICIES = 50
LONGEST_PATTERN = 200

SEVERITIES = ("off", "advice", "warning", "error")
"""Severities of rules, from the least to the most strict."""

SLUG = "[a-z0-9][a-z0-9-]*"
TABLE = "[a-z][a-z0-9_]{0,62}"
# spelled out, because \s and [^\S] differ between dialects of regular expressions
REFERENCE = rf"{SLUG}(/{SLUG}){{0,2}}(@[^@ \t\r\n\f\v]+)?"
DIGITS = r"([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
DURATION = "[0-9]{1,4}[dw]"
MONTH = "([1-9]|1[0-2])"
SECONDS = "[1-9][0-9]{0,2}"
FEW = "(0|[1-9][0-9]{0,3})"
DATE = f"{YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
# anything that can be seen: blanks, and letters and marks that are drawn as blanks, are no text
SOMETHING = "[^\\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2800\u3164\ufe00-\ufe0f\uffa0]"
# a letter or digit that can be seen: fillers of Korean script are letters, too
REASON = "[^\\W_\u115f\u1160\u3164\uffa0]"
CYCLE = f"((FY)?{YEAR}(-(H[12]|Q[1-4]))?|{YEAR}-(0[1-9]|1[0-2])|{DATE}/{DATE})"

_ID = re.compile(SLUG)
_LETTER = re.compile("[a-z]")
_TABLE = re.compile(TABLE)
_REASON = re.compile(REASON)


def parse_id(text: str) -> str | None:
    """A slug with at least one letter, not like a number and not starting with ``x-``."""
    usable = _ID.fullmatch(text) and not text.startswith("x-") and len(text) <= LONGEST_ID
    return text if usable and _LETTER.search(text) and parse_number(text) is None else None


def says_why(text: str) -> bool:
    """Whether a text can be a reason: it has at least one letter or digit."""
    return _REASON.search(text) is not None


def parse_positive(text: str) -> Fraction | None:
    """A number above 0."""
    value = parse_number(text)
    return value if value is not None and value > 0 else None


def parse_weight(text: str) -> Fraction | None:
    """A number of 0 or more."""
    value = parse_number(text)
    return value if value is not None and value >= 0 else None


def parse_flag(text: str) -> bool | None:
    """``true`` or ``false``, in lowercase."""
    return {"true": True, "false": False}.get(text)


def parse_share(text: str) -> Fraction | None:
    """``true`` for 1, or a percentage above 0%."""
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
    """The name of a cycle, as written."""
    return text if parse_cycle(text) else None


def parse_table(text: str) -> str | None:
    """The name of a table in a query."""
    return text if _TABLE.fullmatch(text) else None
