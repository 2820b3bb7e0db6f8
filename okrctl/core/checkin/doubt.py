"""A value far from where a quantity was heading is more often a slip of the finger than news: worth one question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from okrctl.core.checkin.department_day import CheckInItem
from okrctl.core.checkin.entry import ResultInput
from okrctl.core.model.values import InvalidResult, Value
from okrctl.core.scores.trend import project
from okrctl.core.values.quantity import parse_number

_FAR = 3
"""So many half widths of the 80% interval are far."""

_JUMP = 2
"""So many times the whole way planned is far from the last value, while there is no trend."""


def doubtful(subject: CheckInItem, said: ResultInput, day: date) -> Value | None:
    """The value that was to be expected, when what is said lies far from it; else None.

    Args:
        subject: with its series as known so far.
        said: fits the subject.
        day: the day it is said of.
    """
    if said.value is None:
        return None
    baseline = subject.series.baseline if said.baseline is None else parse_number(said.baseline)
    read = subject.measure.read(said.value, subject.unit, baseline)
    if isinstance(read, InvalidResult) or read.finished is not None:
        return None
    relative = read.number is None
    value = _amount(read, relative)
    known = [
        (look.day, amount)
        for look in subject.series.observations
        if look.day < day and look.value is not None and (amount := _amount(look.value, relative)) is not None
    ]
    last = known[-1][1] if known else Fraction(0) if relative or subject.measure.counted else baseline
    if value is None or last is None or value == last:
        return None
    way = subject.measure.ordinary_step(baseline, last)
    if way is None:
        return None
    trend = project(known, day)
    if trend is None:
        return _likely(read, last) if abs(value - last) > _JUMP * way else None
    reach = Fraction(_FAR * max(trend.high - trend.middle, trend.middle - trend.low))
    middle = Fraction(trend.middle)
    # news that stays near the last value is none, however steady the trend was
    off = min(abs(value - middle), abs(value - last))
    return _likely(read, middle) if off > max(reach, way / 2) else None


def _likely(read: Value, amount: Fraction) -> Value:
    return replace(read, change=amount) if read.number is None else replace(read, number=amount)


def _amount(value: Value, relative: bool) -> Fraction | None:
    return value.change if relative else value.number
