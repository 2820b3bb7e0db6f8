"""Metrics with the targets and values of a day, and how much each part of a formula contributes to a gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from okrctl.core.contracts.arithmetic import agreed, target_of
from okrctl.core.contracts.conflict import Side
from okrctl.core.contracts.formulas import Undefined, as_written, circles, explained, hundredths, worked_out
from okrctl.core.contracts.loops import groups
from okrctl.core.format.formula import Formula
from okrctl.core.model.settings import Metric
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredKpi, Scores
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.frozen import frozen


@frozen
class Stated:
    """A number in the unit of its metric; ``ref`` is the item that states it, None if it was calculated."""

    amount: Fraction
    ref: str | None = None
    day: date | None = None


@frozen
class Share:
    """A part's contribution to its metric's gap: in the metric's unit, and as a share of 1 (None without a gap)."""

    metric: str
    amount: Fraction
    share: Fraction | None


@frozen
class MetricNode:
    """One metric.

    ``target`` and ``value`` are stated by its items, or else calculated; ``gives`` and ``makes`` are the results of the
    formula with its parts' targets and values. ``gap`` is the value minus the target. ``shares`` (with ``rest``, what
    the formula doesn't cover) add up to the gap; if there are none, ``unexplained`` says why.
    """

    id: str
    metric: Metric
    unit: str | None
    target: Stated | None = None
    value: Stated | None = None
    gives: Fraction | None = None
    makes: Fraction | None = None
    shares: tuple[Share, ...] = ()
    rest: Fraction | None = None
    unexplained: str | None = None

    @property
    def gap(self) -> Fraction | None:
        """The value minus the target."""
        return None if self.target is None or self.value is None else self.value.amount - self.target.amount


@frozen
class MetricTree:
    """Metrics by id, those that are part of no other first; ``end`` is the day of the targets."""

    roots: tuple[str, ...]
    nodes: Mapping[str, MetricNode]
    end: date | None = None


def metric_tree(
    metrics: Mapping[str, Metric], root: str | None = None, scores: Scores | None = None, period: Cycle | None = None
) -> MetricTree:
    """The tree of a metric, or of all that have a formula and are part of no other.

    Without ``scores``, the tree has no numbers. ``period`` limits targets to cycles that end with it; by default, they
    are those of the day's cycles that end together and have the most targets.
    """
    known = {id: metric.formula for id, metric in metrics.items() if metric.formula}
    for circle in circles(metrics):
        for id in circle:
            del known[id]
    inner = {part for formula in known.values() for part in formula.metrics}
    roots = (root,) if root else tuple(id for id in metrics if id in known and id not in inner)
    below = _below(roots, known, metrics)
    sides = _sides(scores, below, period) if scores else {}
    end = period.end if period else _end(sides)
    values = _values(scores, below) if scores else {}
    nodes: dict[str, MetricNode] = {}
    # parts come before the metrics made of them, at any depth
    for (id,) in groups({id: known[id].metrics if id in known else () for id in below}):
        side = agreed(sides.get(id, {}).get(end, ())) if end else None
        nodes[id] = _node(id, metrics[id], known.get(id), side, values.get(id, ()), nodes)
    return MetricTree(roots, {id: nodes[id] for id in below}, end)


def _below(roots: Iterable[str], known: Mapping[str, Formula], metrics: Mapping[str, Metric]) -> list[str]:
    """The roots and all their parts, from the top down."""
    found: dict[str, None] = {}
    waiting = list(reversed(list(roots)))
    while waiting:
        id = waiting.pop()
        if id in metrics and id not in found:
            found[id] = None
            waiting.extend(reversed(known[id].metrics if id in known else ()))
    return list(found)


def _sides(scores: Scores, below: Iterable[str], period: Cycle | None) -> dict[str, dict[date, list[Side]]]:
    wanted = set(below)
    found: dict[str, dict[date, list[Side]]] = {}
    for planned in scores.plan.key_results():
        metric, cycle = planned.key_result.metric, planned.cycle
        due = cycle.end == period.end if period else cycle.contains(scores.day)
        if metric in wanted and due and (side := target_of(planned)) is not None:
            found.setdefault(str(metric), {}).setdefault(cycle.end, []).append(side)
    return found


def _end(sides: Mapping[str, Mapping[date, list[Side]]]) -> date | None:
    """The day for which most metrics have a target; if there are several, the first."""
    counts = Counter(end for ends in sides.values() for end in ends)
    return min(counts, key=lambda end: (-counts[end], end), default=None)


def _values(scores: Scores, below: Iterable[str]) -> dict[str, list[tuple[str | None, Stated]]]:
    """The latest value of each item that measures a metric, with its unit."""
    wanted = set(below)
    found: dict[str, list[tuple[str | None, Stated]]] = {}
    measured: list[tuple[str | None, ScoredKeyResult | ScoredKpi]] = [
        *((each.planned.key_result.metric, each) for each in scores.by_key.values() if not each.planned.dropped),
        *((each.planned.kpi.metric, each) for each in scores.kpis),
    ]
    for metric, item in measured:
        numbers = item.series.numbers() if metric in wanted else []
        if numbers:
            day, number = numbers[-1]
            found.setdefault(str(metric), []).append((item.planned.unit, Stated(number, item.planned.ref, day)))
    return found


def _node(
    id: str,
    metric: Metric,
    formula: Formula | None,
    side: Side | None,
    said: Iterable[tuple[str | None, Stated]],
    nodes: Mapping[str, MetricNode],
) -> MetricNode:
    unit = side.planned.unit if side else metric.unit
    target = Stated(side.amount, side.planned.ref) if side else None
    value = max((each for of, each in said if of == unit), key=lambda each: each.day or date.min, default=None)
    if formula is None or any(part not in nodes for part in formula.metrics):
        return MetricNode(id, metric, unit, target, value)
    parts = [nodes[part] for part in formula.metrics]
    plan = {part.id: hundredths(part.target.amount, part.unit) for part in parts if part.target}
    fact = {part.id: hundredths(part.value.amount, part.unit) for part in parts if part.value}
    gives, makes = (_worked(formula, each, unit) if len(each) == len(parts) else None for each in (plan, fact))
    if target is None and gives is not None:
        target = Stated(gives)
    if value is None and makes is not None:
        value = Stated(makes)
    found = MetricNode(id, metric, unit, target, value, gives, makes)
    return found if found.gap is None else _explained(found, formula, plan, fact)


def _worked(formula: Formula, values: Mapping[str, Fraction], unit: str | None) -> Fraction | None:
    result = worked_out(formula, values)
    return None if isinstance(result, Undefined) else as_written(result, unit)


def _explained(
    node: MetricNode, formula: Formula, plan: Mapping[str, Fraction], fact: Mapping[str, Fraction]
) -> MetricNode:
    """The node with the contributions of its parts."""
    gap = node.gap
    missing = next(_missing(formula, plan, fact), None)
    found = Undefined(missing) if missing else explained(formula, plan, fact)
    if isinstance(found, Undefined) or gap is None or node.makes is None or node.gives is None:
        found = found if isinstance(found, Undefined) else Undefined("the formula is undefined")
        return replace(node, unexplained=found.reason)
    amounts = {part: as_written(amount, node.unit) for part, amount in found.items()}
    shares = tuple(Share(part, amount, amount / gap if gap else None) for part, amount in amounts.items())
    return replace(node, shares=shares, rest=gap - (node.makes - node.gives))


def _missing(formula: Formula, plan: Mapping[str, Fraction], fact: Mapping[str, Fraction]) -> Iterator[str]:
    for part in formula.metrics:
        for what, values in (("target", plan), ("value", fact)):
            if part not in values:
                yield f"{part} has no {what}"
