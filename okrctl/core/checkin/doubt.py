"""Values that are probably typos: far from the trend, beyond what their unit allows, done long before they are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from okrctl.core.checkin.department_day import CheckInItem
from okrctl.core.checkin.entry import ResultInput
from okrctl.core.model.figures import is_percent
from okrctl.core.model.quantities import Step
from okrctl.core.model.values import InvalidResult, Value
from okrctl.core.scores.trend import project
from okrctl.core.values.quantity import parse_number

_FAR = 3
"""A value is far off at this many half widths of the 80% interval."""

_JUMP = 2
"""Without a trend, a value is far off at this many times the planned distance from the last value."""


_EARLY = 3
"""Milestones are early if they are due later than this part of the cycle from now: a third."""

_WHOLE = 100
_SCALE = 100
"""At this many times the plan's largest number, the scale is probably wrong, such as thousands for units."""


def too_early(subject: CheckInItem, said: ResultInput, day: date) -> list[Step] | None:
    """Newly done milestones that are due much later, the last one first; otherwise None."""
    if said.done is None or subject.scored is None:
        return None
    window = subject.scored.planned.window
    new = [step for step in subject.measure.steps() if step.id in said.done and step.id not in subject.series.done]
    limit = ((window.cut - window.start).days + 1) // _EARLY
    due = [step for step in new if ((step.due or window.due) - day).days > limit]
    return sorted(due, key=lambda step: step.due or window.due, reverse=True) or None


def doubtful_start(subject: CheckInItem, start: Fraction) -> str | None:
    """Why a starting value is implausible; None if it isn't."""
    return _beyond(subject, start)


def _beyond(subject: CheckInItem, number: Fraction) -> str | None:
    plan = subject.measure.plan(None)
    numbers = (plan.target, plan.at_least, plan.at_most, subject.series.baseline)
    known: list[Fraction] = [abs(each) for each in numbers if each is not None]
    if is_percent(subject.unit) and number > _WHOLE and all(each <= _WHOLE for each in known):
        return "more than 100 percent"
    largest = max(known, default=Fraction(0))
    if largest and abs(number) > _SCALE * largest:
        return f"more than {_SCALE} times the largest number in its plan"
    return None


def doubtful(subject: CheckInItem, said: ResultInput, day: date) -> Value | None:
    """The expected value, if the reported one is far from it; otherwise None."""
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
    if value is not None and not relative and _beyond(subject, value) and value != last:
        plan = subject.measure.plan(baseline)
        goals = (last, plan.target, plan.at_least, plan.at_most)
        return _likely(read, next((each for each in goals if each is not None), Fraction(0)))
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
    # a value near the last one is plausible, even if the trend was steady
    off = min(abs(value - middle), abs(value - last))
    return _likely(read, middle) if off > max(reach, way / 2) else None


def _likely(read: Value, amount: Fraction) -> Value:
    return replace(read, change=amount) if read.number is None else replace(read, number=amount)


def _amount(value: Value, relative: bool) -> Fraction | None:
    return value.change if relative else value.number
