"""The moving quantity: its keys and its scores."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, ClassVar

from okrctl.core.format import types as f
from okrctl.core.format.meaning import GOAL
from okrctl.core.model.figures import apply_change, show
from okrctl.core.model.kind_fields import Asks
from okrctl.core.model.measure import Measure
from okrctl.core.model.pace import Window
from okrctl.core.model.quantities import Plan
from okrctl.core.model.values import InvalidResult, Series, Value, absolute, changed, read_number
from okrctl.core.values.quantity import Amount, half_up, parse_amount, parse_number
from okrctl.core.values.remembered import remembered
from okrctl.krtypes import _way as way


class Moves(Measure):
    """Progress is the share of the way from baseline to target: (v − b) / (t − b)."""

    published_as: ClassVar = "metric"
    decided_by: ClassVar = ("target", "change")
    summary: ClassVar = "a quantity with a target or change (target, change)"
    rank: ClassVar = 1
    alternatives: ClassVar = ("target", "change")
    together: ClassVar = ("baseline", "target", "change")
    asked_first: ClassVar = ("baseline",)
    waypoints_in: ClassVar = "checkpoints"
    left_behind: ClassVar = ("checkpoints",)
    meant_to_move: ClassVar = True

    baseline: way.Baseline = None
    target: Annotated[
        f.Number | None,
        GOAL("Where it should be at the end.", way.goal),
        Asks("Target", metavar="NUMBER", choice="A number to move from a starting value to a target"),
    ] = None
    change: Annotated[
        f.Change | None,
        GOAL("How far it should move: +20%, +2pp or -1; always signed.", way.goal),
        Asks(
            "Change, such as +20% (relative), +2pp (percentage points) or -1",
            "How far it should move: +20%, +2pp, -1.",
            "CHANGE",
            choice="A number to change by an amount, such as +20%",
        ),
    ] = None
    checkpoints: way.Checkpoints = None

    def read(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
        """With ``change``, signed results are changes from the baseline; unsigned ones are absolute and need a
        baseline."""
        amount = parse_amount(text)
        if self.change is None or amount is None:
            return super().read(text, unit, baseline)
        if baseline is not None:
            return changed(text, amount, baseline) if amount.signed else absolute(text, amount, unit)
        if amount.signed and amount.suffix == self.change.suffix:
            return Value(change=amount.value, suffix=amount.suffix)
        example = f"+7{self.change.suffix}"
        return self._without_baseline(
            text, f"write the change so far, signed ({example}), or {{value: …, baseline: …}}"
        )

    def read_watched(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
        """A KPI's values are absolute, even negative ones; only the key result's own may be changes."""
        if self.change is None:
            return super().read_watched(text, unit, baseline)
        if baseline is None:
            return self._without_baseline(text, "add a `baseline` to the key result")
        return read_number(text, unit, None)

    def _without_baseline(self, text: str, help: str) -> InvalidResult:
        return InvalidResult(f"{text} needs a baseline, because the plan is a change of {self.change}", help)

    def reads_plainly(self, baseline: Fraction | None) -> bool:
        """If the baseline is known, or isn't needed."""
        return self.change is None or baseline is not None

    def target_from(self, baseline: Fraction | None) -> Fraction | None:
        """The target as a number, once the baseline is known."""
        if self.change is None:
            return self.target
        return None if baseline is None else apply_change(self.change, baseline)

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """(v − b) / (t − b), or v / change while the baseline is unknown."""
        return None if series.latest is None else self._share(series.latest, series.baseline)

    def _share(self, value: Value, baseline: Fraction | None) -> Fraction | None:
        if value.number is not None:
            goal = self.target_from(baseline)
            if baseline is None or goal is None or goal == baseline:
                return None
            return (value.number - baseline) / (goal - baseline)
        if value.change is not None and self.change is not None and self.change.value:
            return value.change / self.change.value
        return None

    @remembered
    def points(self, baseline: Fraction | None) -> list[tuple[date, Fraction]]:
        """The checkpoints as shares of the way from baseline to target."""
        shares = [
            (at, self._share(self._checkpoint(amount, baseline), baseline)) for at, amount in self.waypoints().items()
        ]
        return [(at, share) for at, share in shares if share is not None]

    def _checkpoint(self, amount: Amount, baseline: Fraction | None) -> Value:
        if baseline is None:
            own = self.change is not None and amount.signed and amount.suffix == self.change.suffix
            return Value(change=amount.value) if own else Value()
        if not amount.suffix and not (self.change is not None and amount.signed):
            return Value(number=amount.value)
        return Value(number=apply_change(amount, baseline))

    def formula(self, series: Series, window: Window, day: date) -> str:
        """(value − baseline) / (target − baseline), with numbers."""
        latest = series.latest
        if latest is not None and latest.number is None and latest.change is not None and self.change is not None:
            return f"{show(latest.change)} / {show(self.change.value)}"
        value = show(latest.number if latest else None)
        base, goal = show(series.baseline), show(self.target_from(series.baseline))
        return f"({value} − {base}) / ({goal} − {base})"

    def plan(self, baseline: Fraction | None) -> Plan:
        """Baseline, effective target, and the change as written."""
        return Plan(
            baseline=baseline, target=self.target_from(baseline), change=str(self.change) if self.change else None
        )

    def wants_baseline(self, series: Series) -> bool:
        """A target needs one; a signed change doesn't until the first value."""
        return series.baseline is None and (self.change is None or series.latest is None)

    def leads_somewhere(self, baseline: Fraction) -> bool:
        """There is no distance if both are equal, or the change is a share of zero."""
        return self.target_from(baseline) not in (None, baseline)

    def change_asked(self) -> Amount | None:
        """The change as written."""
        return self.change

    def _left(self, series: Series) -> Amount | None:
        """The rest of a change, relative to the current value; percent with one decimal. None if unknown."""
        done = series.latest.change if series.latest else None
        if self.change is None or not done:
            return None
        if self.change.suffix != "%":
            return Amount(self.change.value - done, self.change.suffix, True)
        whole, so_far = 1 + self.change.value / 100, 1 + done / 100
        if so_far <= 0 or (done / self.change.value) >= 1:
            return Amount(Fraction(0), "%", True)
        return Amount(half_up((whole / so_far - 1) * 100, 1), "%", True)

    def anew(self, series: Series) -> Mapping[str, Fraction | Amount] | None:
        """The same change again, from the last value on."""
        if self.change is None or series.latest is None:
            return None
        number = series.latest.number
        return {"change": self.change} if number is None else {"baseline": number, "change": self.change}

    @classmethod
    def same_goal(cls, fields: Mapping[str, str], baseline: Fraction | None) -> object:
        """A number, or a change while the baseline is unknown."""
        target, change = parse_number(fields.get("target", "")), parse_amount(fields.get("change", ""))
        if target is not None or change is None:
            return None if target is None else (target, "")
        goal = apply_change(change, baseline) if baseline is not None else None
        return (change.value, change.suffix or "+") if goal is None else (goal, "")

    def begun(self, series: Series, progress: Fraction | None) -> Mapping[str, Fraction | Amount] | None:
        """The rest: from the last value to the same target, or the rest of a change from an unknown baseline."""
        number, target = series.latest.number if series.latest else None, self.target_from(series.baseline)
        if number is None or target is None:
            left = self._left(series)
            return {} if left is None else {"change": left} if left.value else None
        return None if progress is not None and progress >= 1 else {"baseline": number, "target": target}
