"""What a level is, and how it is scored."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Annotated, Any, ClassVar

from pydantic import Field

from okrctl.core.format import types as f
from okrctl.core.format.meaning import Means
from okrctl.core.model.asks import Asks
from okrctl.core.model.figures import ONE, ZERO, held, show
from okrctl.core.model.judges import higher_is_harder, lower_is_harder
from okrctl.core.model.measure import Measure, Plan
from okrctl.core.model.pace import Window, linear_formula, linear_pace
from okrctl.core.model.values import Look, Series
from okrctl.krtypes import _way as way
from okrctl.krtypes.level.judge import share_held


class Level(Measure):
    """Inside the band is 1. With ``hold`` the share of check-ins inside counts, as asked for."""

    published_as: ClassVar = "level"
    decided_by: ClassVar = ("at_least", "at_most")
    summary: ClassVar = "a level (at_least, at_most)"
    rank: ClassVar = 3
    guards: ClassVar = True

    baseline: way.Baseline = None
    at_least: Annotated[
        f.Number | None,
        Means("goal", judge=higher_is_harder),
        Asks("At least", "The lower bound of a level.", "NUMBER"),
    ] = Field(None, description="The lower bound of the level.")
    at_most: Annotated[
        f.Number | None,
        Means("goal", judge=lower_is_harder),
        Asks("At most", "The upper bound of a level.", "NUMBER"),
    ] = Field(None, description="The upper bound of the level.")
    hold: Annotated[
        f.Share | None,
        Means("goal", judge=share_held),
        Asks(help="Hold the level, always or so often.", metavar="true|SHARE", takes="text"),
    ] = Field(None, description="Hold the level at every check-in, or at the share given.")

    def contains(self, value: Fraction) -> bool:
        """Whether a value lies in the band, bounds included."""
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    def progress(self, series: Series, window: Window, day: date) -> Fraction | None:
        """Share of the way into the band, or of the check-ins inside it (scoring.md, "level")."""
        if self.hold is not None:
            return self._held(series, window, day)
        numbers = [number for _, number in series.numbers()]
        if not numbers:
            return None
        value = numbers[-1]
        if self.contains(value):
            return ONE
        start = self._start(series, numbers)
        if start is None:
            return ZERO
        bound = self.at_least if self.at_least is not None and start < self.at_least else self.at_most
        if bound is None or (value > bound if start < bound else value < bound):
            return ZERO
        return (value - start) / (bound - start)

    def evidence(self, series: Series, window: Window) -> list[tuple[str, Look]]:
        """Every check-in of a held level; else the value, and the first value outside where the way begins there."""
        valued = [(look, look.value.number) for look in series.looks if look.value and look.value.number is not None]
        if self.hold is not None:
            inside = {True: "inside", False: "outside"}
            return [(inside[self.contains(number)], look) for look, number in valued if look.day <= window.end]
        found = [("value", look) for look, _ in valued[-1:]]
        if series.baseline is None or self.contains(series.baseline):
            found += [("start", look) for look, number in valued if not self.contains(number)][:1]
        return found

    def _start(self, series: Series, numbers: list[Fraction]) -> Fraction | None:
        if series.baseline is not None and not self.contains(series.baseline):
            return series.baseline
        return next((number for number in numbers if not self.contains(number)), None)

    def _check_ins(self, series: Series, window: Window) -> list[Fraction]:
        """What each check-in within the cycle said; entries after its end do not count for a held level."""
        return [number for day, number in series.numbers() if day <= window.end]

    def _counts(self, series: Series, window: Window, day: date) -> tuple[int, int, int]:
        made = self._check_ins(series, window)
        inside = sum(1 for number in made if self.contains(number))
        due = floor(Fraction(max(0, window.day_number(min(day, window.end))), window.every))
        return inside, len(made), due

    def _held(self, series: Series, window: Window, day: date) -> Fraction | None:
        inside, made, due = self._counts(series, window, day)
        if not made or self.hold is None:
            return None
        return min(ONE, Fraction(inside, max(made, due)) / self.hold)

    def pace(self, day: date, window: Window, baseline: Fraction | None) -> Fraction:
        """A held level is expected from the first day on; one to reach, linearly."""
        return ONE if self.hold is not None else linear_pace(day, window)

    def pace_formula(self, day: date, window: Window, baseline: Fraction | None) -> str:
        """Always, or share of the days."""
        return "1 from the first day on" if self.hold is not None else linear_formula(day, window)

    def formula(self, series: Series, window: Window, day: date) -> str:
        """Where it stands against the band, with numbers."""
        if self.hold is not None:
            inside, made, due = self._counts(series, window, day)
            share = "" if self.hold == 1 else f" / {show(self.hold)}"
            return f"{inside} inside / max({made} check-ins, {due} due){share}"
        numbers = [number for _, number in series.numbers()]
        if not numbers:
            return f"no value against {self.band()}"
        value = numbers[-1]
        start = self._start(series, numbers)
        if self.contains(value) or start is None:
            return f"{show(value)} is {'inside' if self.contains(value) else 'outside'} {self.band()}"
        bound = self.at_least if self.at_least is not None and start < self.at_least else self.at_most
        if bound is None or (value > bound if start < bound else value < bound):
            return f"{show(value)} is on the other side of {self.band()}"
        return f"({show(value)} − {show(start)}) / ({show(bound)} − {show(start)})"

    def band(self) -> str:
        """The band in words."""
        parts = []
        if self.at_least is not None:
            parts.append(f"at least {show(self.at_least)}")
        if self.at_most is not None:
            parts.append(f"at most {show(self.at_most)}")
        return " and ".join(parts)

    def plan(self, baseline: Fraction | None) -> Plan:
        """The band, and the share of check-ins that is to lie in it."""
        return Plan(baseline=baseline, at_least=self.at_least, at_most=self.at_most, hold=self.hold)

    def given_baseline(self) -> Fraction | None:
        """The baseline of the plan."""
        return self.baseline

    def takes_baseline(self) -> bool:
        """A missing baseline may come with a result."""
        return True

    def outside(self, series: Series, window: Window) -> int | None:
        """How many of the latest check-ins in a row are outside; None for a level that is only to be reached."""
        if self.hold is None:
            return None
        run = 0
        for number in reversed(self._check_ins(series, window)):
            if self.contains(number):
                break
            run += 1
        return run

    def outcomes(self, series: Series, window: Window, now: date, day: date) -> tuple[int, int, int] | None:
        """Kept, lost and still to come; None for a level that is only to be reached.

        As many are taken to come as are due or were not made, or as came before; at most one a day.
        """
        if self.hold is None:
            return None
        inside, made, so_far = self._counts(series, window, now)
        due = self._counts(series, window, day)[2]
        left, past = max(0, (min(day, window.end) - now).days), max(1, window.day_number(now))
        chances = left if series.last_day == now else left + 1
        ahead = min(chances, max(0, due - so_far, due - made, ceil(Fraction(made * left, past))))
        return inside, max(1, due, made + ahead) - inside - ahead, ahead

    def met(self, series: Series, progress: Fraction | None) -> bool:
        """Whether the latest value lies in the band."""
        numbers = series.numbers()
        return bool(numbers) and self.contains(numbers[-1][1])

    def trend_of_values(self) -> bool:
        """A level to reach has a trend of its own: its progress stands still inside the band."""
        return self.hold is None

    def ordinary_step(self, baseline: Fraction | None, last: Fraction) -> Fraction | None:
        """Half of the largest number there is."""
        return max(abs(each) for each in (last, self.at_least, self.at_most) if each is not None) / 2

    @classmethod
    def written(cls, key: str, value: Any) -> str | None:
        """A share: true for all."""
        return str(held(value)).lower() if key == "hold" and value is not None else None

    def begun(self, series: Series, progress: Fraction | None) -> Mapping[str, Fraction] | None:
        """From the last value on, where it is still outside."""
        numbers = series.numbers()
        if self.hold is not None or not numbers or self.contains(numbers[-1][1]):
            return {}
        return {"baseline": numbers[-1][1]}
