"""Do checkpoints help? Years of seasonal series, each planned by the year before and projected after 4, 6 and 9 months.

A month is taken as a weekly check-in. The target is 8% above the total of the year before or 4% below it, in turns, and
its checkpoints are that year's shares of the way, as `amend --season` writes them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate, pairwise
from statistics import fmean

from public_series import Values, seasonal
from shots import FIRST, moments, projections

MONTHS = 12
GROWTH = (1.08, 0.96)
MOST = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """What was projected, how far it had come by then, how far the plan was, and what came of it."""

    low: float
    middle: float
    high: float
    now: float
    planned: float
    actual: float

    @property
    def score(self) -> float:
        """The interval score."""
        return self.high - self.low + 10 * max(0.0, self.low - self.actual, self.actual - self.high)


def years(values: Values) -> Iterator[list[float]]:
    """The running totals of each whole year; an empty list for one with gaps or without anything."""
    for start in range(0, len(values) - MONTHS + 1, MONTHS):
        known = [value for value in values[start : start + MONTHS] if value]
        yield list(accumulate(known)) if len(known) == MONTHS else []


def seen(last: list[float], year: list[float], growth: float, *, planned: bool) -> Iterator[Seen]:
    """The projections of a year, with the year before for its plan or without."""
    target, days = last[-1] * growth, [FIRST + timedelta(days=7 * month - 1) for month in range(1, MONTHS + 1)]
    shares = [total / last[-1] for total in last]
    points = ", ".join(f"{day}: {target * share:.6f}" for day, share in zip(days[:-1], shares[:-1], strict=True))
    goal = f"baseline: 0, target: {target:.6f}" + (f", checkpoints: {{{points}}}" if planned else "")
    stops = moments(MONTHS)
    for stop, (found,) in zip(stops, projections([(goal, "committed")], year, stops), strict=True):
        now, actual = year[stop - 1] / target, year[-1] / target
        yield Seen(found.low, found.at_end, found.high, now, shares[stop - 1], actual)


def table() -> list[str]:
    """With checkpoints and without them, and what comes of the plain rule of three."""
    lines = [
        "| seasonal series | forecasts | checkpoints | inside 80% | width | error | error, rule of three |",
        "|---|--:|---|--:|--:|--:|--:|",
    ]
    for found in seasonal():
        pairs = [
            (last, year, GROWTH[number % len(GROWTH)])
            for values in found.read().values()
            for number, (last, year) in enumerate(pairwise(years(values)))
            if last and year
        ]
        chosen = random.Random(found.name).sample(pairs, min(MOST, len(pairs)))
        for planned in (True, False):
            shots = [shot for last, year, growth in chosen for shot in seen(last, year, growth, planned=planned)]
            inside, width = fmean(s.low <= s.actual <= s.high for s in shots), fmean(s.high - s.low for s in shots)
            error = fmean(abs(s.middle - s.actual) for s in shots)
            kept = fmean(abs(s.now / s.planned - s.actual) for s in shots)
            mark = " (held out)" if found.held_out else ""
            cells = f"{inside:.0%} | {width:.2f} | {error:.3f} | {kept:.3f}"
            lines.append(
                f"| {found.name}{mark}: {found.about} | {len(shots)} | {'yes' if planned else 'no'} | {cells} |"
            )
    return lines


if __name__ == "__main__":
    print("\n".join(table()))
