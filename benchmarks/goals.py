"""What was to be reached, and whether it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cases import COMPLETION, EMPTY, HELP, VERSION
from measure import FLOOR, Cost

Costs = Mapping[str, Cost]
REFERENCE = 0.007
"""Seconds that ``python -c pass`` took on the machine for which goals in microseconds were set."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound for a value worked out from costs; ``least`` when more is better. ``unit`` stands behind the value."""

    what: str
    bound: float
    value: Callable[[Costs], float]
    unit: str = "×"
    least: bool = False


def _ratio(name: str) -> Callable[[Costs], float]:
    return lambda costs: costs[name].ratio


def _times_sooner(peer: str, name: str) -> Callable[[Costs], float]:
    return lambda costs: costs[peer].ratio / costs[name].ratio


def _microseconds(name: str, results: int) -> Callable[[Costs], float]:
    return lambda costs: costs[name].ratio * REFERENCE / results * 1e6


NINE, MANY, MOST = "9 files of 12 KB", "1,000 files of 32 KB", "10,000 files of 32 KB"
RESULTS = 180_000
COLD = f"validate, {MANY}, cold"


def goals() -> Iterator[Goal]:
    """All goals of the project."""
    yield Goal("`--version`, to an empty console script", 1.2, lambda c: c[VERSION].ratio / c[EMPTY].ratio)
    yield Goal("`--help`", 8, _ratio(HELP))
    yield Goal("completion", 8, _ratio(COMPLETION))
    for command in ("validate", "status"):
        yield Goal(f"`{command}`, {NINE}, cold", 17, _ratio(f"{command}, {NINE}, cold"))
        yield Goal(f"`{command}`, {NINE}, warm", 10, _ratio(f"{command}, {NINE}, warm"))
    yield Goal(f"`validate`, {MANY}, cold, to yamllint", 30, _times_sooner("yamllint", COLD), "× sooner", True)
    yield Goal("the same, to check-jsonschema", 25, _times_sooner("check-jsonschema", COLD), "× sooner", True)
    yield Goal("the same, a check-in's result, at 7 ms a floor", 15, _microseconds(COLD, RESULTS), "µs")
    yield Goal(
        "the same in several processes, to yamllint, on the wall",
        50,
        lambda c: c["yamllint"].wall_ratio / c[f"{COLD}, several processes"].wall_ratio,
        "× sooner",
        True,
    )
    yield Goal(f"`validate`, {MANY}, warm", 15, _ratio(f"validate, {MANY}, warm"))
    for command in ("status", "deps"):
        yield Goal(f"`{command}`, {MANY}, warm", 25, _ratio(f"{command}, {MANY}, warm"))
    for how in ("cold", "warm"):
        few, most = f"validate, {MANY}, {how}", f"validate, {MOST}, {how}"
        yield Goal(f"`validate`, {MOST}, {how}, to {MANY}", 11, lambda c, f=few, m=most: c[m].ratio / c[f].ratio)
        yield Goal(f"`validate`, {MOST}, {how}, a process", 150, lambda c, m=most: c[m].memory, "MiB")
    yield Goal("`checkin`, a file of 32 KB", 18, _ratio("checkin, 1 file of 32 KB"))
    yield Goal(f"`diff`, 10 of {MANY} changed, warm", 30, _ratio(f"diff, 10 of {MANY} changed, warm"))


def table(costs: Costs) -> list[str]:
    """A Markdown table of all goals that were measured."""
    lines = ["| case | goal | measured | |", "|---|--:|--:|---|"]
    for goal in goals():
        try:
            value = goal.value(costs)
        except KeyError:
            continue
        reached = value >= goal.bound if goal.least else value <= goal.bound
        sign = "≥" if goal.least else "≤"
        written = f"{value:.2f}" if value < 5 else f"{value:.0f}" if value >= 100 else f"{value:.1f}"
        verdict = "reached" if reached else "**missed**"
        lines.append(f"| {goal.what} | {sign} {goal.bound:g} {goal.unit} | {written} {goal.unit} | {verdict} |")
    return [*lines, ""]


def unit(costs: Costs) -> str:
    """What the unit of all ratios was in this run."""
    floor = costs[FLOOR]
    return f"`{FLOOR}` took {floor.cpu * 1000:.1f} ms of processor time, {floor.wall * 1000:.1f} ms on the wall"
