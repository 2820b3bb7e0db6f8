"""Short forms of values, the same at the prompt, with ``--set`` and in tables; files never contain them.

57.5k  52,000     numbers as people write them         +=3  -=3    three more, or less, than the last value
1,3               milestones by their number           done        all of them; a thing that is done
"""

from __future__ import annotations

import re
from fractions import Fraction

from okrctl.core.checkin.department_day import CheckInItem
from okrctl.core.checkin.entry import Mistake
from okrctl.core.model.values import Value
from okrctl.core.values.quantity import literal, parse_number

BETWEEN = re.compile(r"[,;\s]+")
_NUMBER = re.compile(r"([+-]?)(=?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)([kKmM]?)(%|pp)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?=?(?:\d{1,3}\.)*\d+,\d+[kKmM]?(%|pp)?", re.ASCII)
_SCALE = {"": 1, "k": 1_000, "m": 1_000_000}
_WORDS = ("done", "open")
ALL = "done"


def in_full(text: str, subject: CheckInItem) -> str | Mistake:
    """A value as written to a file; a text that isn't a short form is returned unchanged.

    ``+=3`` adds to the subject's last value.
    """
    if text.lower() in _WORDS:
        return text.lower()
    match = _NUMBER.fullmatch(text)
    if match is None:
        return decimal_comma(text) or text
    sign, step, digits, scale, suffix = match.groups(default="")
    number = parse_number(digits.replace(",", ""))
    if number is None or (step and not sign):
        return text
    amount = number * _SCALE[scale.lower()]
    if step:
        return _further(text, amount * (-1 if sign == "-" else 1), suffix, subject)
    # a full number keeps its digits
    return text if not scale and "," not in digits else f"{sign}{literal(amount)}{suffix}"


def plain_number(text: str) -> Fraction | None:
    """The number that a short form without a sign in front of ``=``, without ``%`` and without ``pp`` stands for."""
    match = _NUMBER.fullmatch(text)
    if match is None or match[2] or match[5]:
        return parse_number(text)
    number = parse_number(match[3].replace(",", ""))
    return None if number is None else number * _SCALE[match[4].lower()] * (-1 if match[1] == "-" else 1)


def by_number(text: str, subject: CheckInItem) -> tuple[str, ...]:
    """The milestones that a text lists by id or by number, as ids; ``done`` is all of them."""
    steps = subject.measure.steps()
    ids = {str(number): step.id for number, step in enumerate(steps, 1)}
    ids.update((step.id, step.id) for step in steps)
    if text.lower() == ALL and ALL not in ids:
        return tuple(step.id for step in steps)
    return tuple(ids.get(part, part) for part in BETWEEN.split(text) if part)


def _further(text: str, amount: Fraction, suffix: str, subject: CheckInItem) -> str | Mistake:
    """The last value, and so much more."""
    last = _last(subject)
    if last is None:
        return Mistake(f"{subject.name}: {text} adds to the last value, but there is none yet", "write the value")
    if last.number is not None and suffix in ("", "pp"):
        return str(literal(last.number + amount))
    if last.change is not None and suffix in ("", last.suffix):
        change = last.change + amount
        return f"{'+' if change >= 0 else ''}{literal(change)}{last.suffix}"
    return Mistake(f"{subject.name}: {text} has another unit than the last value", f"write {text.rstrip('%p')}")


def _last(subject: CheckInItem) -> Value | None:
    """The last value, else the baseline, else 0 for a count."""
    series = subject.series
    if series.latest is not None:
        return series.latest
    if series.baseline is not None:
        return Value(number=series.baseline)
    return Value(number=Fraction(0)) if subject.measure.counted else None


def decimal_comma(text: str) -> Mistake | None:
    """The mistake of a decimal comma."""
    if not _DECIMAL_COMMA.fullmatch(text):
        return None
    point = text.replace(".", "").replace(",", ".")
    return Mistake(f"{text} has a decimal comma", f"write {point}; a comma only groups thousands, as in 52,000")
