"""Series cut into cycles, and what okrctl and other methods project after parts of them.

okrctl itself makes the projections, from a workspace with these check-ins.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from statistics import fmean, median

from public_series import SeriesSet, Values, sets
from rivals import RIVALS, Interval

from okrctl.core.company.workspace import build
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.settings import defaults
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.forecast import Forecast, forecast
from okrctl.core.scores.trend import MOST

LENGTHS = (8, 13, 26, 40)
MOMENTS = (1 / 4, 1 / 2, 3 / 4)
COMPARED = 3
"""The other methods project the first so many cycles of each set and length: some of them are slow."""
STRETCH = (1, 2)
AMBITIONS = ("committed", "aspirational")
OURS, LAST = "okrctl", "last value"
FIRST = date(2026, 1, 5)


@dataclass(frozen=True, slots=True)
class Shot:
    """What was projected after some check-ins and what came of it.

    ``apart`` tells how well the slopes so far agree. ``intervals`` are by method in the unit of the series; okrctl has
    one for each target, with its probability and whether it was met; and two more for the same targets with each
    other's ambition.
    """

    apart: float
    actual: float
    intervals: dict[str, list[Interval]]
    odds: list[tuple[float, bool]]
    mistaken: list[tuple[Interval, float, bool]]

    def score(self, method: str) -> float:
        """The interval score (Gneiting and Raftery): the width, and ten times what lies outside."""
        return fmean(
            high - low + 10 * max(0.0, low - self.actual) + 10 * max(0.0, self.actual - high)
            for low, _, high in self.intervals[method]
        )

    def inside(self, method: str) -> float:
        """Which share of the intervals holds the value."""
        return fmean(low <= self.actual <= high for low, _, high in self.intervals[method])

    def error(self, method: str) -> float:
        """How far off the middle is."""
        return fmean(abs(middle - self.actual) for _, middle, _ in self.intervals[method])


def moments(length: int) -> list[int]:
    """After how many check-ins projections are made."""
    return sorted({max(4, round(length * share)) for share in MOMENTS})


def cycles(values: Values, length: int) -> Iterator[list[float]]:
    """Stretches of a series without gaps: a baseline and as many check-ins; each begins where the one before ended."""
    for start in range(0, len(values) - length, length):
        known = [value for value in values[start : start + length + 1] if value is not None]
        if len(known) == length + 1:
            yield known


def usual_move(values: Values, steps: int) -> float:
    """How far a series usually moves in so many steps."""
    pairs = zip(values, values[steps:], strict=False)
    moves = [abs(after - before) for before, after in pairs if before is not None and after is not None]
    return median(moves) if moves else 0.0


def projections(
    goals: Sequence[tuple[str, str]], values: Sequence[float], stops: Sequence[int]
) -> Iterator[list[Forecast]]:
    """What okrctl projects after so many check-ins, for each goal (the keys of a key result, and its ambition)."""
    days = [FIRST + timedelta(days=7 * number - 1) for number in range(1, len(values) + 1)]
    objectives = "".join(
        f"  - id: o{number}\n    title: O\n    ambition: {ambition}\n    key_results:\n"
        f"      - {{id: kr{number}, title: K, {goal}}}\n"
        for number, (goal, ambition) in enumerate(goals)
    )
    entries = "".join(
        f"  - {{date: {day}, by: ana, results: {{{', '.join(f'kr{at}: {value:.9f}' for at in range(len(goals)))}}}}}\n"
        for day, value in zip(days, values, strict=True)
    )
    text = f"okrctl: 1\ndepartment: lab\ncycle: {FIRST}/{days[-1]}\nobjectives:\n{objectives}check_ins:\n{entries}"
    facts = department_facts("lab.yaml", text)
    if facts.problems:
        raise ValueError(facts.problems[0].message)
    workspace = build(defaults(), [facts])
    for stop in stops:
        scored = [each.key_results[0] for each in ReportDay(workspace, days[stop - 1]).scores.objectives]
        found = [forecast(each, days[-1]) for each in scored]
        if None in found:
            raise ValueError(f"no projection after {stop} check-ins")
        yield [each for each in found if each is not None]


def agreement(values: Sequence[float]) -> float:
    """How far the quartiles of the slopes between recent values lie apart, as a share of their median."""
    recent = values[-MOST:]
    slopes = sorted((b - a) / (j - i) for (i, a), (j, b) in combinations(enumerate(recent), 2))
    middle, quarter = median(slopes), len(slopes) // 4
    return (slopes[-1 - quarter] - slopes[quarter]) / abs(middle) if middle else float("inf")


def shots(cycle: Sequence[float], move: float, *, compared: bool = True) -> Iterator[Shot]:
    """Every projection of a cycle, towards its usual and its stretch target a move away."""
    length, base, actual = len(cycle) - 1, cycle[0], cycle[-1]
    ways = [move * stretch for stretch in STRETCH]
    stops = moments(length)
    keys = [f"baseline: {base:.9f}, target: {base + way:.9f}" for way in ways]
    goals = list(zip(keys, AMBITIONS, strict=True))
    if compared:
        goals += zip(keys, reversed(AMBITIONS), strict=True)
    for stop, found in zip(stops, projections(goals, cycle[1:], stops), strict=True):
        known = cycle[: stop + 1]
        wanted = RIVALS if compared else {LAST: RIVALS[LAST]}
        intervals = {name: [rival(known, length - stop)] for name, rival in wanted.items()}
        met = [(actual - base) / way >= 1 for way in ways]
        told = [(_interval(base, way, each), each.probability_full) for way, each in zip(ways * 2, found, strict=False)]
        intervals[OURS] = [interval for interval, _ in told[: len(ways)]]
        odds = [(chance, done) for (_, chance), done in zip(told, met, strict=False)]
        mistaken = [(*each, done) for each, done in zip(told[len(ways) :], met, strict=False)]
        yield Shot(agreement(known[1:]), actual, intervals, odds, mistaken)


def _interval(base: float, way: float, found: Forecast) -> Interval:
    low, high = sorted((base + way * found.low, base + way * found.high))
    return low, base + way * found.at_end, high


def sampled(found: SeriesSet, length: int, most: int) -> list[tuple[list[float], float]]:
    """Cycles of a set with their moves, at most so many, always the same; moves go up and down in turns."""
    everything = [
        (cycle, move if number % 2 else -move)
        for values in found.read().values()
        if (move := usual_move(values, length))
        for number, cycle in enumerate(cycles(values, length))
    ]
    return random.Random(f"{found.name} {length}").sample(everything, min(most, len(everything)))


@dataclass(frozen=True, slots=True)
class Row:
    """The shots of one set and length of cycle."""

    found: SeriesSet
    length: int
    shots: list[Shot]

    def ratio(self, method: str, what: str) -> float:
        """A method's mean score or error as a multiple of the last value's."""
        own, last = (fmean(getattr(shot, what)(name) for shot in self.shots) for name in (method, LAST))
        return own / last

    def compared(self) -> Row:
        """Only what every method projected."""
        return Row(self.found, self.length, [shot for shot in self.shots if len(shot.intervals) > len(RIVALS)])


def measure(most: int) -> list[Row]:
    """Everything."""
    rows = []
    for found in sets():
        for length in LENGTHS:
            chosen = enumerate(sampled(found, length, most))
            fired = [shot for at, (cycle, move) in chosen for shot in shots(cycle, move, compared=at < COMPARED)]
            if fired:
                rows.append(Row(found, length, fired))
    return rows
