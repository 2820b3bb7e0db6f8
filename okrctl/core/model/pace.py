"""The expected progress on a day: evenly over the days that a key result runs, or through its checkpoints."""

from bisect import bisect_left
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from okrctl.core.model.figures import ONE, ZERO, show
from okrctl.core.values.counted import counted
from okrctl.core.values.frozen import frozen

if TYPE_CHECKING:
    from okrctl.core.model.measure import Measure


@frozen
class Window:
    """The days a key result runs: ``end`` is its cycle's end or closing day, ``due`` its own due date or that end.

    ``every`` is its check-in interval in days, ``grace`` how late check-ins may be. ``whole`` is the cycle's end, if it
    was closed earlier. ``earlier`` has (first day it no longer applied, measure), oldest first.
    """

    start: date
    end: date
    due: date
    every: int
    grace: int = 0
    closed: bool = False
    whole: date | None = None
    earlier: tuple[tuple[date, "Measure"], ...] = ()

    @property
    def cut(self) -> date:
        """The last day of the cycle: closing doesn't change the periods."""
        return self.whole or self.end

    def day_number(self, day: date) -> int:
        """x(day) of scoring.md: days since the day before the start."""
        return (day - self.start).days + 1


def stepped_pace(day: date, window: Window, points: list[tuple[date, Fraction]]) -> Fraction:
    """Piecewise linear pace through (0, 0), the checkpoints in progress units, and (n, 1).

    ``n`` is the number of the due date; without checkpoints, the pace is x/n (scoring.md, "Expected progress").
    """
    x, n = window.day_number(day), window.day_number(window.due)
    if x <= 0:
        return ZERO
    if x >= n:
        return ONE
    (x0, p0), (x1, p1) = _stretch(x, n, window, points)
    return p0 + (p1 - p0) * Fraction(x - x0, x1 - x0)


def stepped_formula(day: date, window: Window, points: list[tuple[date, Fraction]]) -> str:
    """The pace with its numbers, between two checkpoints if there are any."""
    x, n = window.day_number(day), window.day_number(window.due)
    if not points or not 0 < x < n:
        return f"{max(0, min(x, n))} / {counted(n, 'day')}"
    (x0, p0), (x1, p1) = _stretch(x, n, window, points)
    return f"{show(p0)} + ({show(p1)} − {show(p0)}) × ({x} − {x0}) / ({x1} − {x0}) days"


def _stretch(
    x: int, n: int, window: Window, points: list[tuple[date, Fraction]]
) -> tuple[tuple[int, Fraction], tuple[int, Fraction]]:
    """The checkpoints around a day within the window: number of the day and progress planned for it."""
    following = bisect_left(points, x, key=lambda point: window.day_number(point[0]))
    around = [(window.day_number(day), progress) for day, progress in points[max(0, following - 1) : following + 1]]
    before = next((point for point in around if 0 < point[0] < x), (0, ZERO))
    return before, next((point for point in around if x <= point[0] < n), (n, ONE))
