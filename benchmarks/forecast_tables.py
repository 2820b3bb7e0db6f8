"""The tables of docs/guide/forecast.md, in Markdown."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import exp, log, sqrt
from statistics import fmean, median

from public_series import SeriesSet, Values, counts
from rivals import RIVALS
from shots import AMBITIONS, LENGTHS, OURS, STRETCH, Row, Shot, cycles, moments, projections

from okrctl.core.scores.forecast import Forecast

NAMES = ("usual", "stretch", "both")
_REACH = 1.96
CLASSES = (0.1, 0.2, 0.6, 2.0)


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
            if not part:
                cells.append("0 | – | –")
                continue
            stated, met = fmean(pair[0] for pair in part), sum(pair[1] for pair in part)
            low, high = wilson(met, len(part))
            cells.append(f"{len(part):,} | {stated:.0%} | {met / len(part):.0%} ({low:.0%}–{high:.0%})")
        lines.append(f"| {tenth / 10:.0%} to {(tenth + 1) / 10:.0%} | {' | '.join(cells)} |")
    return lines


def wilson(met: int, count: int) -> tuple[float, float]:
    """The 95% interval of a share, as if each forecast were a case of its own."""
    share, width = met / count, _REACH * _REACH / count
    middle, spread = share + width / 2, _REACH * sqrt(share * (1 - share) / count + width / count / 4)
    return max(0.0, middle - spread) / (1 + width), (middle + spread) / (1 + width)


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
    return [*lines, "", *odds_table([*everything, [pair for part in everything for pair in part]], NAMES)]


def _counted(found: SeriesSet, most: int) -> Iterator[tuple[int, float, Forecast, int]]:
    """The goal and the total of each cycle of things counted, the projections, and which goal it is."""
    for name, values in found.read().items():
        for length in LENGTHS:
            usual = usual_total(values, length)
            if usual < 1 or usual * STRETCH[-1] > 100:
                continue
            everything = [_running(cycle) for cycle in cycles([0.0, *values], length)]
            totals = random.Random(f"{found.name} {name} {length}").sample(everything, min(most, len(everything)))
            goals = [round(usual * stretch) for stretch in STRETCH]
            keys = [(f"count: {goal}", ambition) for goal, ambition in zip(goals, AMBITIONS, strict=True)]
            for total in totals:
                if total[-1]:
                    for both in projections(keys, total, moments(length)):
                        for number, (goal, each) in enumerate(zip(goals, both, strict=True)):
                            yield goal, total[-1], each, number


def usual_total(values: Values, length: int) -> float:
    """How many usually come in so many steps, wherever these begin: the median of a few cycles would be one of them."""
    known = [value or 0.0 for value in values]
    totals = [total for at in range(len(known) - length + 1) if (total := sum(known[at : at + length]))]
    return median(totals) if totals else 0.0


def _running(cycle: Sequence[float]) -> list[float]:
    """The totals after each step of a cycle; its first value belongs to the one before."""
    return [float(round(sum(cycle[1 : at + 1]))) for at in range(1, len(cycle))]
