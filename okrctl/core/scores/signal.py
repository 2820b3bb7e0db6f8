"""Whether the latest value of a series is news or noise: an XmR chart as Wheeler describes it.

Values vary without a reason. A value outside the natural process limits, or eight in a row on one side of the mean, are
unlikely to be that. The limits are the mean of the earlier values ± 2.66 times their mean moving range.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from okrctl.core.values.frozen import frozen, mutable

FEWEST = 12
"""With fewer values, counted from where the present level begins, nothing can be told."""

RUN = 8
"""So many in a row on one side of the mean begin a new level."""

_SPAN = Fraction(266, 100)


@frozen
class Chart:
    """How the latest value stands against the earlier ones of its level.

    ``signal`` is ``point`` for a value outside the limits, ``shift`` for the last of eight in a row on one side of the
    mean, and None otherwise. ``since`` is the position at which the present level begins. Without enough values there
    are no limits.
    """

    signal: str | None
    mean: Fraction | None
    low: Fraction | None
    high: Fraction | None
    since: int

    @property
    def word(self) -> str:
        """``signal``, ``noise`` or ``too few points``."""
        if self.signal is not None:
            return "signal"
        return "too few points" if self.mean is None else "noise"


def chart(values: Sequence[Fraction]) -> Chart:
    """The chart of a series, judged at its latest value."""
    level, since, found = _Level(), 0, Chart(None, None, None, None, 0)
    for at, value in enumerate(values):
        if level.count < FEWEST - 1:
            found = Chart(None, None, None, None, since)
        else:
            low, mean, high = level.limits()
            run = values[at + 1 - RUN : at + 1]
            if all(each > mean for each in run) or all(each < mean for each in run):
                since = at + 1 - RUN
                found, level = Chart("shift", mean, low, high, since), _Level()
                for each in run[:-1]:
                    level.add(each)
            else:
                found = Chart(None if low <= value <= high else "point", mean, low, high, since)
        level.add(value)
    return found


def limits(values: Iterable[Fraction]) -> tuple[Fraction, Fraction, Fraction]:
    """Lower natural process limit, mean and upper natural process limit of at least two values."""
    level = _Level()
    for value in values:
        level.add(value)
    return level.limits()


@mutable
class _Level:
    """The values of a level so far, added up."""

    count: int = 0
    total: Fraction = Fraction(0)
    moved: Fraction = Fraction(0)
    last: Fraction | None = None

    def add(self, value: Fraction) -> None:
        """One value more."""
        if self.last is not None:
            self.moved += abs(value - self.last)
        self.count, self.total, self.last = self.count + 1, self.total + value, value

    def limits(self) -> tuple[Fraction, Fraction, Fraction]:
        """Lower limit, mean and upper limit."""
        mean, reach = self.total / self.count, _SPAN * self.moved / (self.count - 1)
        return mean - reach, mean, mean + reach
