"""A quantity that moves from a baseline to a target, up or down."""

from datetime import date
from fractions import Fraction
from typing import ClassVar

from okrctl.core.model.measure import (
    Measure,
    Misfit,
    Plan,
    Series,
    Value,
    Window,
    apply_change,
    linear_formula,
    linear_pace,
    read_number,
    show,
    stepped_formula,
    stepped_pace,
)
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import Amount, parse_amount


@frozen
class Moves(Measure):
    """Progress is the share of the way from baseline to target: (v − b) / (t − b)."""

    kind: ClassVar = "metric"
    decided_by: ClassVar = ("target", "change")
    fields: ClassVar = {"baseline": "number", "target": "number", "change": "change", "checkpoints": "checkpoints"}
    summary: ClassVar = "a quantity that moves (target, or change)"

    baseline: Fraction | None = None
    target: Fraction | None = None
    change: Amount | None = None
    checkpoints: tuple[tuple[date, Amount], ...] = ()

    def read(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | Misfit:
        """Absolute with a known baseline; without one a signed change in the change's own unit."""
        if baseline is not None or self.change is None:
            return read_number(text, unit, baseline)
        amount = parse_amount(text)
        if amount is None:
            return read_number(text, unit, baseline)
        if not amount.signed or amount.suffix != self.change.suffix:
            example = f"+7{self.change.suffix}"
            return Misfit(
                f"{text} cannot be read: the baseline is not known, and the plan is a change of {self.change}",
                f"write the change so far, signed ({example}), or {{value: …, baseline: …}}",
            )
        return Value(change=amount.value, suffix=amount.suffix)

    def goal(self, baseline: Fraction | None) -> Fraction | None:
        """The target as a number, once the baseline is known."""
        if self.change is None:
            return self.target
        return None if baseline is None else apply_change(self.change, baseline)

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """(v − b) / (t − b), or v / change while the baseline is unknown."""
        return None if series.latest is None else self._share(series.latest, series.baseline)

    def _share(self, value: Value, baseline: Fraction | None) -> Fraction | None:
        if value.number is not None:
            goal = self.goal(baseline)
            if baseline is None or goal is None or goal == baseline:
                return None
            return (value.number - baseline) / (goal - baseline)
        if value.change is not None and self.change is not None and self.change.value:
            return value.change / self.change.value
        return None

    def pace(self, day: date, window: Window, baseline: Fraction | None) -> Fraction:
        """Linear, or through the checkpoints."""
        points = self.points(baseline)
        return stepped_pace(day, window, points) if points else linear_pace(day, window)

    def pace_formula(self, day: date, window: Window, baseline: Fraction | None) -> str:
        """Share of the days, or the way between two checkpoints."""
        points = self.points(baseline)
        return stepped_formula(day, window, points) if points else linear_formula(day, window)

    def points(self, baseline: Fraction | None) -> list[tuple[date, Fraction]]:
        """The checkpoints as shares of the way from baseline to target."""
        shares = [(at, self._share(self._checkpoint(amount, baseline), baseline)) for at, amount in self.checkpoints]
        return [(at, share) for at, share in shares if share is not None]

    def _checkpoint(self, amount: Amount, baseline: Fraction | None) -> Value:
        if baseline is None:
            own = self.change is not None and amount.signed and amount.suffix == self.change.suffix
            return Value(change=amount.value) if own else Value()
        if not amount.suffix:
            return Value(number=amount.value)
        return Value(number=apply_change(amount, baseline))

    def formula(self, series: Series, window: Window, day: date) -> str:
        """(value − baseline) / (target − baseline), with numbers."""
        latest = series.latest
        if latest is not None and latest.number is None and latest.change is not None and self.change is not None:
            return f"{show(latest.change)} / {show(self.change.value)}"
        value = show(latest.number if latest else None)
        base, goal = show(series.baseline), show(self.goal(series.baseline))
        return f"({value} − {base}) / ({goal} − {base})"

    def plan(self, baseline: Fraction | None) -> Plan:
        """Baseline, effective target, and the change as written."""
        return Plan(baseline=baseline, target=self.goal(baseline), change=str(self.change) if self.change else None)

    def given_baseline(self) -> Fraction | None:
        """The baseline of the plan."""
        return self.baseline

    def takes_baseline(self) -> bool:
        """A missing baseline may come with a result."""
        return True
