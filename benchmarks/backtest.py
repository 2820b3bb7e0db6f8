"""How good are the forecasts? Public series, cut into cycles and projected as okrctl would have at the time.

    make backtest                          everything, written to docs/guide/forecast.md (a minute)
    python benchmarks/backtest.py --print  the same, printed

Needs the extra `bench`. A cycle is 13 or 26 values in a row, taken as weekly check-ins; the value before them is the
baseline, and the target lies one usual move of the series away, up and down in turns. The projection is made by okrctl
itself from a workspace with these check-ins, after a third, a half and three quarters of them.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise
from math import exp, log
from pathlib import Path
from statistics import fmean, median

from public_series import SeriesSet, Values, sets

import okrctl
from okrctl.core.company.workspace import build
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.settings import defaults
from okrctl.core.review.picture import Picture
from okrctl.core.scores.forecast import forecast

PAGE = Path(__file__).resolve().parent.parent / "docs" / "guide" / "forecast.md"
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
LENGTHS = (13, 26)
MOMENTS = (1 / 3, 1 / 2, 3 / 4)
BANDS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_FIRST = date(2026, 1, 5)

Rival = Callable[[Sequence[float], int], float]
"""From the baseline and the check-ins so far, and the number of check-ins in the cycle: the last one."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One projection and what came of it. ``misses`` are by method, in steps of the series as the widths are."""

    inside: bool
    width: float
    probability: float
    met: bool
    misses: dict[str, float]


def last_value(known: Sequence[float], length: int) -> float:
    """Everything stays as it is."""
    return known[-1]


def drift(known: Sequence[float], length: int) -> float:
    """It goes on as it went on average from the baseline to the last value."""
    done = len(known) - 1
    return known[-1] + (known[-1] - known[0]) / done * (length - done)


def linear(known: Sequence[float], length: int) -> float:
    """The straight line with the least squares through all check-ins."""
    xs, ys = range(1, len(known)), known[1:]
    x, y = fmean(xs), fmean(ys)
    slope = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)
    return y + slope * (length - x)


RIVALS: dict[str, Rival] = {"last value": last_value, "drift": drift, "linear": linear}
OURS = "okrctl"


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


def projections(cycle: Sequence[float], target: float, moments: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """Middle, low, high and probability as okrctl projects them after so many check-ins."""
    length = len(cycle) - 1
    days = [_FIRST + timedelta(days=7 * number - 1) for number in range(1, length + 1)]
    entries = "".join(
        f"  - {{date: {day}, by: ana, results: {{kr: {value:.9f}}}}}\n"
        for day, value in zip(days, cycle[1:], strict=True)
    )
    text = (
        f"okrctl: 1\ndepartment: lab\ncycle: {_FIRST}/{days[-1]}\nobjectives:\n  - id: o\n    title: O\n"
        f"    key_results: [{{id: kr, title: K, baseline: {cycle[0]:.9f}, target: {target:.9f}}}]\n"
        f"check_ins:\n{entries}"
    )
    facts = department_facts("lab.yaml", text)
    if facts.problems:
        raise ValueError(facts.problems[0].message)
    workspace = build(defaults(), [facts])
    for moment in moments:
        scored = Picture(workspace, days[moment - 1]).scores.objectives[0].key_results[0]
        found = forecast(scored, days[-1])
        if found is None:
            raise ValueError(f"no projection after {moment} check-ins")
        yield found.at_end, found.low, found.high, found.probability


def shots(values: Values, length: int) -> Iterator[Shot]:
    """Every projection of every cycle of a series."""
    move = usual_move(values, length)
    step = fmean(abs(b - a) for a, b in pairwise(value for value in values if value is not None))
    moments = [max(4, round(length * share)) for share in MOMENTS]
    for number, cycle in enumerate(cycles(values, length)):
        way = move if number % 2 else -move
        reached = (cycle[-1] - cycle[0]) / way
        for moment, found in zip(moments, projections(cycle, cycle[0] + way, moments), strict=True):
            middle, low, high, probability = found
            known = cycle[: moment + 1]
            misses = {name: abs(rival(known, length) - cycle[-1]) / step for name, rival in RIVALS.items()}
            misses[OURS] = abs(middle - reached) * move / step
            yield Shot(low <= reached <= high, (high - low) * move / step, probability, reached >= 1, misses)


@dataclass(frozen=True, slots=True)
class Result:
    """What came out for one set and length of cycle; errors and widths are multiples of the last value's error."""

    name: str
    length: int
    count: int
    coverage: float
    width: float
    errors: dict[str, float]


def result(name: str, length: int, fired: Sequence[Shot]) -> Result:
    """The shots of a set, added up."""
    unit = fmean(shot.misses["last value"] for shot in fired)
    errors = {method: fmean(shot.misses[method] for shot in fired) / unit for method in (OURS, *RIVALS)}
    width = fmean(shot.width for shot in fired) / unit
    return Result(name, length, len(fired), fmean(shot.inside for shot in fired), width, errors)


def report(results: Sequence[Result], fired: Sequence[Shot]) -> list[str]:
    """Both tables as Markdown."""
    lines = [
        f"| series | check-ins | forecasts | inside 80% | width | {' | '.join((OURS, *RIVALS))} |",
        f"|---|--:|--:|--:|--:|{'--:|' * (1 + len(RIVALS))}",
    ]
    for each in results:
        errors = " | ".join(f"{each.errors[method]:.2f}" for method in (OURS, *RIVALS))
        lines.append(
            f"| {each.name} | {each.length} | {each.count:,} | {each.coverage:.0%} | {each.width:.1f} | {errors} |"
        )
    means = [exp(fmean(log(each.errors[method]) for each in results)) for method in (OURS, *RIVALS)]
    lines.append(
        f"| **all, each row alike** | | {sum(each.count for each in results):,} "
        f"| **{fmean(each.coverage for each in results):.0%}** | {fmean(each.width for each in results):.1f} "
        f"| {' | '.join(f'**{mean:.2f}**' for mean in means)} |"
    )
    return [*lines, "", *_probabilities(fired)]


def _probabilities(fired: Sequence[Shot]) -> list[str]:
    lines = ["| probability stated | forecasts | mean | target met |", "|---|--:|--:|--:|"]
    for low, high in pairwise(BANDS):
        band = [shot for shot in fired if low <= shot.probability < high or shot.probability == high == 1]
        if band:
            stated, met = fmean(shot.probability for shot in band), fmean(shot.met for shot in band)
            lines.append(f"| {low:.0%} to {high:.0%} | {len(band):,} | {stated:.0%} | {met:.0%} |")
    return lines


def measured(found: Sequence[SeriesSet]) -> list[str]:
    """Everything, with what it was measured on."""
    results, everything = [], []
    for each in found:
        series = each.read()
        for length in LENGTHS:
            fired = [shot for values in series.values() if usual_move(values, length) for shot in shots(values, length)]
            results.append(result(each.name, length, fired))
            everything += fired
    versions = ", ".join(dict.fromkeys(each.origin for each in found))
    about = [f"* **{each.name}** ({each.package}): {each.about}" for each in found]
    made = f"okrctl {okrctl.__version__} (core/scores/forecast.py {fingerprint()}), Python {platform.python_version()}"
    return [*about, "", *report(results, everything), "", f"Measured with {made}, {versions}."]


def fingerprint() -> str:
    """Which method was measured: the tests compare it with the one at hand."""
    from okrctl.core.scores import forecast as method

    text = Path(method.__file__).read_text(encoding="utf-8")
    return sha256(text.encode()).hexdigest()[:12]


def main() -> None:
    """Measure, and write the page anew or print what was measured."""
    parser = argparse.ArgumentParser(description="Backtest okrctl's forecasts on public series.")
    parser.add_argument("--print", action="store_true", help="print what was measured, and write nothing")
    args = parser.parse_args()
    lines = measured(sets())
    if args.print:
        print("\n".join(lines))
        return
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    text = "\n".join([before + BEGIN, "", *lines, "", END]) + rest.partition(END)[2]
    PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
