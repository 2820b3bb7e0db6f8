"""Shared by kinds of things to be done: they are not quantities and have no trend."""

from fractions import Fraction
from typing import ClassVar

from okrctl.core.model.measure import Measure
from okrctl.core.model.pace import Window
from okrctl.core.model.values import InvalidResult, Series, Value
from okrctl.core.values.cycle import parse_date


class Thing(Measure):
    """Something to be done, at once or in steps."""

    thing: ClassVar = True
    in_numbers: ClassVar = False
    no_trend: ClassVar = "yes/no and step-by-step results"

    def read_projected(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
        """The date on which it will be done."""
        day = parse_date(text)
        if day is None:
            return InvalidResult(f"{text!r} isn't a date", "write the date it will be done, such as 2026-06-30")
        return Value(day=day)

    def foreseen(self, series: Series, window: Window) -> Fraction | None:
        """A date isn't progress."""
        return None

    def falls_short(self, series: Series, window: Window, green: Fraction) -> bool:
        """Whether it will be done later than due."""
        day = series.projected.day if series.projected else None
        return day is not None and day > window.due

    def ordinary_step(self, baseline: Fraction | None, last: Fraction) -> Fraction | None:
        """Being done is never implausible."""
        return None
