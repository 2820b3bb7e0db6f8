"""The count: its keys and its scores."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import floor
from typing import Annotated, ClassVar

from okrctl.core.format import types as f
from okrctl.core.format.meaning import GOAL
from okrctl.core.model.figures import ONE, show
from okrctl.core.model.judges import higher_is_harder
from okrctl.core.model.kind_fields import Asks
from okrctl.core.model.measure import Measure
from okrctl.core.model.pace import Window
from okrctl.core.model.quantities import Plan
from okrctl.core.model.values import InvalidResult, Series, Value
from okrctl.core.values.quantity import Amount, parse_number
from okrctl.core.values.remembered import remembered
from okrctl.krtypes import _way as way


class Count(Measure):
    """Progress is v / n; the pace counts whole things, so nobody is behind by a fraction of one."""

    published_as: ClassVar = "metric"
    decided_by: ClassVar = ("count",)
    summary: ClassVar = "a number of things (count)"
    rank: ClassVar = 2
    waypoints_in: ClassVar = "checkpoints"
    left_behind: ClassVar = ("checkpoints",)
    counted: ClassVar = True
    meant_to_move: ClassVar = True

    count: Annotated[
        f.Count,
        GOAL("How many, starting from 0.", higher_is_harder),
        Asks("How many", "How many, starting from 0.", "NUMBER", choice="How many of something, starting from 0"),
    ]
    checkpoints: way.Checkpoints = None

    def read(self, text: str, unit: str | None, baseline: Fraction | None) -> Value | InvalidResult:
        """The number so far."""
        number = parse_number(text)
        if number is not None and text.startswith("+"):
            return InvalidResult(f"{text} could mean {text[1:]} or {text[1:]} more", "write the number so far")
        if number is not None and number < 0:
            return InvalidResult(f"{text} is less than 0", f"write the number so far, of {show(self.count)}")
        if number is None:
            return InvalidResult(f"{text!r} is not a number", f"write the number so far, of {show(self.count)}")
        return Value(number=number)

    def reads_plainly(self, baseline: Fraction | None) -> bool:
        """The number itself."""
        return True

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """v / n."""
        number = series.latest.number if series.latest else None
        return None if number is None else number / self.count

    def pace(self, day: date, window: Window, baseline: Fraction | None) -> Fraction:
        """The linear (or checkpointed) share, in whole things."""
        share = super().pace(day, window, baseline)
        return share if share >= ONE else floor(share * self.count) / self.count

    def pace_formula(self, day: date, window: Window, baseline: Fraction | None) -> str:
        """Whole things by now, of all."""
        share = super().pace_formula(day, window, baseline)
        return f"⌊{show(self.count)} × {share.removesuffix(' days')}⌋ / {show(self.count)}"

    @remembered
    def points(self, baseline: Fraction | None) -> list[tuple[date, Fraction]]:
        """The checkpoints as shares of the count."""
        return [(at, amount.value / self.count) for at, amount in self.waypoints().items() if not amount.suffix]

    def formula(self, series: Series, window: Window, day: date) -> str:
        """How many / how many planned."""
        return f"{show(series.latest.number if series.latest else None)} / {show(self.count)}"

    def plan(self, baseline: Fraction | None) -> Plan:
        """The number is the target; there is no baseline."""
        return Plan(target=self.count)

    def begun(self, series: Series, progress: Fraction | None) -> Mapping[str, Fraction | Amount] | None:
        """The rest: from the last number to the same target."""
        number = series.latest.number if series.latest else None
        if number is None:
            return {}
        if number / self.count >= 1:
            return None
        return {"baseline": number, "target": self.count} if number else {}

    def anew(self, series: Series) -> Mapping[str, Fraction | Amount] | None:
        """The same number, starting from 0 again."""
        return {} if series.latest is not None and series.latest.number else None
