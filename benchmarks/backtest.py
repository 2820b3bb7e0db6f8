"""How good are the forecasts? Public series, cut into cycles and projected as okrctl would have at the time.

    make backtest                          everything, written to docs/guide/forecast.md (some minutes)
    python benchmarks/backtest.py --print  the same, printed; --cycles 5: a few cycles of each kind only

Needs the extra `bench`. A cycle is 8, 13, 26 or 40 values in a row, taken as weekly check-ins; the value before them is
the baseline. The usual target lies one usual move of the series away, up and down in turns, and is committed; the
stretch target lies twice as far and is aspirational. okrctl itself makes the projections from a workspace with these
check-ins, after a quarter, a half and three quarters of them (four at least).
"""

from __future__ import annotations

import argparse
import ast
import platform
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import combinations, pairwise
from math import exp, log
from pathlib import Path
from statistics import fmean, median
from typing import Any

import simulation
from public_series import SeriesSet, Values, counts, sets
from rivals import RIVALS, Interval

import okrctl
from okrctl.core.company.workspace import build
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.settings import defaults
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.forecast import Forecast, forecast
from okrctl.core.scores.trend import MOST

PAGE = Path(__file__).resolve().parent.parent / "docs" / "guide" / "forecast.md"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
LENGTHS = (8, 13, 26, 40)
MOMENTS = (1 / 4, 1 / 2, 3 / 4)
CYCLES = 25
COMPARED = 3
"""The other methods project the first so many cycles of each set and length: some of them are slow."""
STRETCH = (1, 2)
AMBITIONS = ("committed", "aspirational")
_NAMES = ("usual", "stretch", "both")
CLASSES = (0.1, 0.2, 0.6, 2.0)
OURS, LAST = "okrctl", "last value"
_FIRST = date(2026, 1, 5)


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
    days = [_FIRST + timedelta(days=7 * number - 1) for number in range(1, len(values) + 1)]
    objectives = "".join(
        f"  - id: o{number}\n    title: O\n    ambition: {ambition}\n    key_results:\n"
        f"      - {{id: kr{number}, title: K, {goal}}}\n"
        for number, (goal, ambition) in enumerate(goals)
    )
    entries = "".join(
        f"  - {{date: {day}, by: ana, results: {{{', '.join(f'kr{at}: {value:.9f}' for at in range(len(goals)))}}}}}\n"
        for day, value in zip(days, values, strict=True)
    )
    text = f"okrctl: 1\ndepartment: lab\ncycle: {_FIRST}/{days[-1]}\nobjectives:\n{objectives}check_ins:\n{entries}"
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


def methods_table(rows: Sequence[Row]) -> list[str]:
    """How good each method is, each row alike."""
    lines = [
        "| method | inside 80% | interval score | error | interval score, held out | error, held out |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    rows = [row.compared() for row in rows]
    held = [row for row in rows if row.found.held_out]
    for name in (OURS, *RIVALS):
        inside = fmean(fmean(shot.inside(name) for shot in row.shots) for row in rows)
        ratios = [
            _mean([row.ratio(name, what) for row in part]) for part in (rows, held) for what in ("score", "error")
        ]
        cells = " | ".join(f"**{ratio:.2f}**" if name == OURS else f"{ratio:.2f}" for ratio in ratios)
        lines.append(f"| {name} | {inside:.0%} | {cells} |")
    return lines


def _mean(ratios: Sequence[float]) -> float:
    return exp(fmean(log(ratio) for ratio in ratios)) if ratios else float("nan")


def sets_table(rows: Sequence[Row]) -> list[str]:
    """okrctl's forecasts, by set and by length of cycle."""
    lines = ["| series | forecasts | inside 80% | interval score | error |", "|---|--:|--:|--:|--:|"]
    names = dict.fromkeys(row.found.name for row in rows)
    groups = [(name, [row for row in rows if row.found.name == name]) for name in names]
    groups += [(f"*{length} check-ins*", [row for row in rows if row.length == length]) for length in LENGTHS]
    groups.append(("**all**", list(rows)))
    for name, part in groups:
        if part:
            mark = " (held out)" if all(row.found.held_out for row in part) else ""
            fired = [shot for row in part for shot in row.shots]
            inside = fmean(shot.inside(OURS) for shot in fired)
            score, error = (_mean([row.ratio(OURS, what) for row in part]) for what in ("score", "error"))
            lines.append(f"| {name}{mark} | {len(fired):,} | {inside:.0%} | {score:.2f} | {error:.2f} |")
    return lines


def classes_table(fired: Sequence[Shot]) -> list[str]:
    """How often intervals hold, by how well the slopes so far agree."""
    lines = [
        "| quartiles of the slopes apart | forecasts | inside 80%, usual target | inside 80%, stretch target | both |",
        "|---|--:|--:|--:|--:|",
    ]
    edges = (0.0, *CLASSES, float("inf"))
    for low, high in pairwise(edges):
        part = [shot for shot in fired if low <= shot.apart < high or shot.apart == high == float("inf")]
        if part:
            inside = [
                fmean(
                    bottom <= shot.actual <= top for shot in part for bottom, _, top in [shot.intervals[OURS][number]]
                )
                for number in range(len(STRETCH))
            ]
            words = (
                f"below {high:g}" if not low else f"{low:g} to {high:g}" if high < float("inf") else f"{low:g} or more"
            )
            lines.append(f"| {words} | {len(part):,} | {inside[0]:.0%} | {inside[1]:.0%} | {fmean(inside):.0%} |")
    return lines


def odds_table(columns: Sequence[Sequence[tuple[float, bool]]], names: Sequence[str]) -> list[str]:
    """What was stated and what came of it, by tenths of the probability stated."""
    lines = [
        f"| probability stated | {' | '.join(f'{name}: forecasts | stated | met' for name in names)} |",
        f"|---|{'--:|--:|--:|' * len(names)}",
    ]
    for tenth in range(10):
        cells = []
        for odds in columns:
            part = [(stated, met) for stated, met in odds if min(9, int(stated * 10)) == tenth]
            stated, met = (fmean(pair[at] for pair in part) if part else 0.0 for at in (0, 1))
            cells.append(f"{len(part):,} | {stated:.0%} | {met:.0%}" if part else "0 | – | –")
        lines.append(f"| {tenth / 10:.0%} to {(tenth + 1) / 10:.0%} | {' | '.join(cells)} |")
    return lines


def mistaken_table(fired: Sequence[Shot]) -> list[str]:
    """What comes of it when an ambition does not fit its target."""
    lines = ["| target | ambition | forecasts | inside 80% | stated | met |", "|---|---|--:|--:|--:|--:|"]
    for number, (name, ambition) in enumerate(zip(("usual", "stretch"), reversed(AMBITIONS), strict=True)):
        part = [(shot.actual, *shot.mistaken[number]) for shot in fired if shot.mistaken]
        inside = fmean(low <= actual <= high for actual, (low, _, high), _, _ in part)
        stated, met = fmean(chance for _, _, chance, _ in part), fmean(done for *_, done in part)
        lines.append(f"| {name} | {ambition} | {len(part):,} | {inside:.0%} | {stated:.0%} | {met:.0%} |")
    return lines


def counts_tables(most: int) -> list[str]:
    """Things counted: totals of a cycle, by okrctl's rate; and the probabilities by tenths."""
    lines = ["| counts | forecasts | inside 80%, usual | inside 80%, stretch |", "|---|--:|--:|--:|"]
    everything: list[list[tuple[float, bool]]] = [[], []]
    for found in counts():
        inside: list[list[bool]] = [[], []]
        for goal, reached, each, number in _counted(found, most):
            inside[number].append(each.low - 1e-9 <= reached / goal <= each.high + 1e-9)
            everything[number].append((each.probability_full, reached >= goal))
        mark = " (held out)" if found.held_out else ""
        shares = " | ".join(f"{fmean(part):.0%}" for part in inside)
        lines.append(f"| {found.name}{mark}: {found.about} | {len(inside[0]):,} | {shares} |")
    return [*lines, "", *odds_table([*everything, [pair for part in everything for pair in part]], _NAMES)]


def _counted(found: SeriesSet, most: int) -> Iterator[tuple[int, float, Forecast, int]]:
    """The goal and the total of each cycle of things counted, the projections, and which goal it is."""
    for values in found.read().values():
        for length in LENGTHS:
            totals = [_running(cycle) for cycle in list(cycles([0.0, *values], length))[:most]]
            totals = [total for total in totals if total[-1]]
            usual = median(total[-1] for total in totals) if totals else 0
            if usual < 1 or usual * STRETCH[-1] > 100:
                continue
            goals = [round(usual * stretch) for stretch in STRETCH]
            keys = [(f"count: {goal}", ambition) for goal, ambition in zip(goals, AMBITIONS, strict=True)]
            for total in totals:
                for both in projections(keys, total, moments(length)):
                    for number, (goal, each) in enumerate(zip(goals, both, strict=True)):
                        yield goal, total[-1], each, number


def _running(cycle: Sequence[float]) -> list[float]:
    """The totals after each step of a cycle; its first value belongs to the one before."""
    return [float(round(sum(cycle[1 : at + 1]))) for at in range(1, len(cycle))]


def measured(most: int) -> list[str]:
    """Everything, with what it was measured on."""
    rows = measure(most)
    fired = [shot for row in rows for shot in row.shots]
    odds = [[shot.odds[number] for shot in fired] for number in range(len(STRETCH))]
    used = [row.found for row in rows] + counts()
    about = {f"* **{each.name}** ({each.package}): {each.about}": None for each in sets()}
    versions = ", ".join(dict.fromkeys(each.origin for each in used))
    made = f"okrctl {okrctl.__version__} (method {fingerprint()}), Python {platform.python_version()}"
    return [
        *about,
        *("", *methods_table(rows)),
        *("", *sets_table(rows)),
        *("", *classes_table(fired)),
        *("", *odds_table([*odds, [*odds[0], *odds[1]]], _NAMES)),
        *("", *mistaken_table(fired)),
        *("", *counts_tables(most)),
        *("", *simulation.table()),
        *("", f"Measured with {made}, {versions}."),
    ]


def fingerprint() -> str:
    """Which method was measured: the tests compare it with the one at hand. Words about it do not count."""
    from okrctl.core.scores import chances, mixture, trend

    texts = [Path(str(module.__file__)).read_text(encoding="utf-8") for module in (trend, mixture, chances)]
    return sha256("".join(map(_code, texts)).encode()).hexdigest()[:12]


def _code(text: str) -> str:
    """A module without comments and without texts that stand alone."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [each for each in body if not _is_text(each)]  # type: ignore[attr-defined]
    # as Python 3.11 shows it: 3.12 has one field more, and 3.13 leaves out empty lists unless asked
    every: dict[str, Any] = {"show_empty": True} if sys.version_info >= (3, 13) else {}
    return ast.dump(tree, **every).replace(", type_params=[]", "")


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def main() -> None:
    """Measure, and write the page anew or print what was measured."""
    parser = argparse.ArgumentParser(description="Backtest okrctl's forecasts on public series.")
    parser.add_argument("--print", action="store_true", help="print what was measured, and write nothing")
    parser.add_argument("--cycles", type=int, default=CYCLES, help="at most so many of each set and length")
    args = parser.parse_args()
    lines = measured(args.cycles)
    if args.print:
        print("\n".join(lines))
        return
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    text = "\n".join([before + BEGIN, "", *lines, "", END]) + rest.partition(END)[2]
    PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
