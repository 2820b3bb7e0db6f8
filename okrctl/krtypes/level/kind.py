"""The level: its keys and its scores."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, ClassVar

from okrctl.core.format import types as f
from okrctl.core.format.meaning import GOAL
from okrctl.core.model.figures import ONE, ZERO, held, show
from okrctl.core.model.judges import Comparison, Judgment, higher_is_harder, less_is_easier, lower_is_harder
from okrctl.core.model.kind_fields import Asks
from okrctl.core.model.measure import Measure
from okrctl.core.model.pace import Window
from okrctl.core.model.quantities import Held, Plan
from okrctl.core.model.values import Observation, Series
from okrctl.core.values.quantity import Amount, parse_amount
from okrctl.core.values.remembered import Same
from okrctl.krtypes import _way as way
from okrctl.krtypes.level import periods


def share_held(change: Comparison) -> Judgment:
    """A smaller share is easier; none at all is the easiest."""
    return less_is_easier(_share(change.was), _share(change.now))


def _share(text: str | None) -> Fraction:
    if text is None:
        return ZERO
    amount = parse_amount(text)
    return ONE if amount is None else amount.value / 100


class Level(Measure):
    """Progress is 1 within the bounds. With ``hold``, it is the share of periods kept out of those required."""

    published_as: ClassVar = "level"
    decided_by: ClassVar = ("at_least", "at_most")
    summary: ClassVar = "a level (at_least, at_most)"
    rank: ClassVar = 3
    guards: ClassVar = True

    baseline: way.Baseline = None
    at_least: Annotated[
        f.Number | None,
        GOAL("The lower bound of the level.", higher_is_harder),
        Asks("At least", "The lower bound of a level.", "NUMBER", choice="A level to reach and stay above"),
    ] = None
    at_most: Annotated[
        f.Number | None,
        GOAL("The upper bound of the level.", lower_is_harder),
        Asks("At most", "The upper bound of a level.", "NUMBER", choice="A level to stay below"),
    ] = None
    hold: Annotated[
        f.Share | None,
        GOAL("Hold the level in every period, or in this share of them.", share_held),
        Asks(help="Hold the level: true for always, or a share.", metavar="true|SHARE", takes="text"),
    ] = None

    def reads_plainly(self, baseline: Fraction | None) -> bool:
        """A value as it is."""
        return True

    def contains(self, value: Fraction) -> bool:
        """Whether a value is within the bounds, inclusive."""
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """The share of the way to the range, or of the periods kept (scoring.md, "level")."""
        if self.hold is not None:
            return self._held(series, window, day)
        value = series.latest.number if series.latest else None
        if value is None:
            return None
        if self.contains(value):
            return ONE
        start = self._start(series)
        bound = self._bound(start, value)
        return ZERO if start is None or bound is None else (value - start) / (bound - start)

    def evidence(self, series: Series, window: Window) -> list[tuple[str, Observation]]:
        """For a held level, the value of each period; otherwise the latest value, and the first one outside, where
        it starts."""
        valued = [
            (look, look.value.number) for look in series.observations if look.value and look.value.number is not None
        ]
        if self.hold is not None:
            inside = {True: "inside", False: "outside"}
            told = periods.told(series, window, self._inside(window))
            return [(inside[period.kept], period.word) for period in told if period.word is not None]
        found = [("value", look) for look, _ in valued[-1:]]
        if series.baseline is None or self.contains(series.baseline):
            found += [("start", look) for look, number in valued if not self.contains(number)][:1]
        return found

    def _start(self, series: Series) -> Fraction | None:
        if series.baseline is not None and not self.contains(series.baseline):
            return series.baseline
        return next((number for _, number in series.numbers() if not self.contains(number)), None)

    def _bound(self, start: Fraction | None, value: Fraction) -> Fraction | None:
        """The bound on the way from the start; None if the value is beyond the other one."""
        if start is None:
            return None
        bound = self.at_least if self.at_least is not None and start < self.at_least else self.at_most
        return None if bound is None or (value > bound if start < bound else value < bound) else bound

    def _inside(self, window: Window) -> periods.Inside:
        """Whether a value is within the bounds of its own day."""

        def inside(day: date, value: Fraction) -> bool:
            then = next((measure for until, measure in window.earlier if day < until), self)
            return (then if isinstance(then, Level) else self).contains(value)

        return inside

    def holding(self, series: Series, window: Window, day: date) -> Held | None:
        """The state of the periods so far."""
        if self.hold is None:
            return None
        # progress, expectation and status need the same, and a cycle may have thousands of periods
        return _reading(Same(self), Same(series), Same(window), day)

    def _held(self, series: Series, window: Window, day: date) -> Fraction | None:
        found = self.holding(series, window, day)
        said = any(number_day <= window.end for number_day, _ in series.numbers())
        if not said or found is None or self.hold is None:
            return None
        return min(ONE, Fraction(found.kept, max(1, found.counted)) / self.hold)

    def asked(self, series: Series, window: Window, day: date) -> Fraction:
        """A held level is expected once a period counts."""
        found = self.holding(series, window, day)
        return super().asked(series, window, day) if found is None else ONE if found.counted else ZERO

    def pace(self, day: date, window: Window, baseline: Fraction | None) -> Fraction:
        """A held level is expected as a whole; one to reach, linearly."""
        return ONE if self.hold is not None else super().pace(day, window, baseline)

    def pace_formula(self, day: date, window: Window, baseline: Fraction | None) -> str:
        """Always, or share of the days."""
        return "1 once a period counts" if self.hold is not None else super().pace_formula(day, window, baseline)

    def formula(self, series: Series, window: Window, day: date) -> str:
        """The value and the range, with numbers."""
        found = self.holding(series, window, day)
        if found is not None:
            share = "" if self.hold == 1 else f" / {show(self.hold)}"
            return f"{found.kept} kept / {found.counted} periods{share}"
        value = series.latest.number if series.latest else None
        if value is None:
            return f"no value for {self.band()}"
        start = self._start(series)
        if self.contains(value) or start is None:
            return f"{show(value)} is {'inside' if self.contains(value) else 'outside'} {self.band()}"
        bound = self._bound(start, value)
        if bound is None:
            return f"{show(value)} is on the other side of {self.band()}"
        return f"({show(value)} − {show(start)}) / ({show(bound)} − {show(start)})"

    def band(self) -> str:
        """The range in words."""
        parts = []
        if self.at_least is not None:
            parts.append(f"at least {show(self.at_least)}")
        if self.at_most is not None:
            parts.append(f"at most {show(self.at_most)}")
        return " and ".join(parts)

    def plan(self, baseline: Fraction | None) -> Plan:
        """The range, and the share of periods that must be in it."""
        return Plan(baseline=baseline, at_least=self.at_least, at_most=self.at_most, hold=self.hold)

    def outcomes(self, series: Series, window: Window, now: date, day: date) -> tuple[int, int, int] | None:
        """Periods kept, missed and still to come by a future day; None for a level to reach."""
        found = self.holding(series, window, now)
        if found is None or self.hold is None:
            return None
        over = sum(1 for period in periods.cut(window) if period.end <= day)
        return found.kept, found.counted - found.kept, max(0, over - found.counted)

    def met(self, series: Series, progress: Fraction | None) -> bool:
        """Whether the latest value is in the range; a level to hold is met when it has ended."""
        if self.hold is not None:
            return False
        numbers = series.numbers()
        return bool(numbers) and self.contains(numbers[-1][1])

    def foreseen(self, series: Series, window: Window) -> Fraction | None:
        """None for a held level: a projected value says nothing about the share of periods."""
        return None if self.hold is not None else super().foreseen(series, window)

    def falls_short(self, series: Series, window: Window, green: Fraction) -> bool:
        """A held level falls short outside its range; one to reach, according to its progress."""
        if self.hold is None:
            return super().falls_short(series, window, green)
        value = series.projected.number if series.projected else None
        return value is not None and not self.contains(value)

    def trend_of_values(self) -> bool:
        """The values of a level to reach have a trend; its progress stands still inside the range."""
        return self.hold is None

    def ordinary_step(self, baseline: Fraction | None, last: Fraction) -> Fraction | None:
        """Half of the largest number."""
        return max(abs(each) for each in (last, self.at_least, self.at_most) if each is not None) / 2

    @classmethod
    def written(cls, key: str, value: Any) -> str | None:
        """A share: true for all."""
        return str(held(value)).lower() if key == "hold" and value is not None else None

    def begun(self, series: Series, progress: Fraction | None) -> Mapping[str, Fraction | Amount] | None:
        """From the last value on, if it is still outside."""
        numbers = series.numbers()
        if self.hold is not None or not numbers or self.contains(numbers[-1][1]):
            return {}
        return {"baseline": numbers[-1][1]}


@lru_cache(maxsize=4)
def _reading(level: Same[Level], series: Same[Series], window: Same[Window], day: date) -> Held:
    share = level.it.hold or ONE
    return periods.reading(series.it, window.it, day, share, level.it._inside(window.it))
