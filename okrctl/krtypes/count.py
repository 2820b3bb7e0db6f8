"""How many of something, counted from none."""

from datetime import date
from fractions import Fraction
from math import floor
from typing import ClassVar

from okrctl.core.model.measure import (
    ONE,
    Measure,
    Misfit,
    Plan,
    Series,
    Value,
    Window,
    linear_formula,
    linear_pace,
    show,
    stepped_formula,
    stepped_pace,
)
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import Amount, parse_number


@frozen
class Count(Measure):
    """Progress is v / n; nobody is behind by a part of a piece, so the pace counts whole ones."""

    kind: ClassVar = "metric"
    decided_by: ClassVar = ("count",)
    fields: ClassVar = {"count": "count", "checkpoints": "checkpoints"}
    summary: ClassVar = "how many of something (count)"

    count: Fraction = ONE
    checkpoints: tuple[tuple[date, Amount], ...] = ()

    def read(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | Misfit:
        """How many there are so far."""
        number = parse_number(text)
        if number is None:
            return Misfit(f"{text!r} is not a number", f"write how many there are so far, of {show(self.count)}")
        return Value(number=number)

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """v / n."""
        number = series.latest.number if series.latest else None
        return None if number is None else number / self.count

    def pace(self, day: date, window: Window, baseline: Fraction | None) -> Fraction:
        """The linear (or checkpointed) share, in whole pieces."""
        points = self.points(baseline)
        share = stepped_pace(day, window, points) if points else linear_pace(day, window)
        return share if share >= ONE else floor(share * self.count) / self.count

    def pace_formula(self, day: date, window: Window, baseline: Fraction | None) -> str:
        """Whole pieces by now, of all."""
        points = self.points(baseline)
        share = stepped_formula(day, window, points) if points else linear_formula(day, window)
        return f"⌊{show(self.count)} × {share.removesuffix(' days')}⌋ / {show(self.count)}"

    def points(self, baseline: Fraction | None) -> list[tuple[date, Fraction]]:
        """The checkpoints as shares of the count."""
        return [(at, amount.value / self.count) for at, amount in self.checkpoints if not amount.suffix]

    def formula(self, series: Series, window: Window, day: date) -> str:
        """How many / how many planned."""
        return f"{show(series.latest.number if series.latest else None)} / {show(self.count)}"

    def plan(self, baseline: Fraction | None) -> Plan:
        """The number is the target; there is no baseline."""
        return Plan(target=self.count)
