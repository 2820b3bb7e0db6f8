"""Targets that don't add up: a metric's formula gives another result with the targets of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from okrctl.core.contracts.conflict import Conflict, Side, SolvedPart, Sum, as_goal, digits_of, rounded_to
from okrctl.core.contracts.formulas import Undefined, as_written, circles, hundredths, solved_for, worked_out
from okrctl.core.format.formula import Formula
from okrctl.core.model.settings import Metric
from okrctl.core.scores.plan import Plan, PlannedKeyResult

TOLERANCE = Fraction(1, 100)
"""The allowed difference between the result of a formula and the target, as a share of the target."""
_MOST_VALUES = 10

_Sides = Mapping[str, Mapping[date, Sequence[Side]]]


def sums(plan: Plan, metrics: Mapping[str, Metric]) -> Iterator[Conflict]:
    """Every metric whose target differs from the result of its formula, by metric and then by the end of its cycles.

    All targets are of cycles that end on the same day; if one is missing, or several differ, nothing is compared.
    """
    sides = _by_metric_and_end(plan)
    round_trips = {id for circle in circles(metrics) for id in circle}
    for id in sorted(metrics):
        formula = metrics[id].formula
        if formula is None or id in round_trips:
            continue
        for end in sorted(sides.get(id, ())):
            found = _of(id, formula, end, sides)
            if found is not None:
                yield found


def target_of(planned: PlannedKeyResult) -> Side | None:
    """A key result as one term of a sum: with a target or a one-sided bound; None for any other."""
    measure = planned.key_result.measure
    if measure is None or measure.thing or planned.draft or planned.dropped:
        return None
    side = Side(planned)
    return side if isinstance(side.goal, Fraction) else None


def agreed(sides: Sequence[Side]) -> Side | None:
    """Of several key results of a metric with the same goal, the first that isn't closed; None if they differ or there
    are none."""
    wanted = list(dict.fromkeys((side.planned.unit, side.goal) for side in sides if isinstance(side.goal, Fraction)))
    if len({unit for unit, _ in wanted}) != 1 or len(wanted) > _MOST_VALUES:
        return None
    goals = [goal for _, goal in wanted]
    alike = all(_same(one, other) for position, one in enumerate(goals) for other in goals[:position])
    return next((side for side in sides if not side.planned.closed_on), sides[0]) if alike else None


def _same(one: Fraction, other: Fraction) -> bool:
    digits = min(digits_of(one), digits_of(other))
    return rounded_to(one, digits) == rounded_to(other, digits)


def _by_metric_and_end(plan: Plan) -> _Sides:
    found: dict[str, dict[date, list[Side]]] = {}
    for planned in plan.key_results():
        metric = planned.key_result.metric
        side = target_of(planned) if metric else None
        if metric and side is not None:
            found.setdefault(metric, {}).setdefault(planned.cycle.end, []).append(side)
    return found


def _of(id: str, formula: Formula, end: date, sides: _Sides) -> Conflict | None:
    own = agreed(sides[id][end])
    parts = {part: agreed(sides.get(part, {}).get(end, ())) for part in formula.metrics}
    known = {part: side for part, side in parts.items() if side is not None}
    if own is None or len(known) < len(parts):
        return None
    values = {part: hundredths(side.amount, side.planned.unit) for part, side in known.items()}
    total = hundredths(own.amount, own.planned.unit)
    result = worked_out(formula, values)
    if not isinstance(result, Undefined) and abs(result - total) <= TOLERANCE * abs(total):
        return None
    solved = []
    for part, side in known.items():
        fitting = solved_for(formula, part, total, values)
        needed = None if fitting is None else as_written(fitting, side.planned.unit)
        solved.append(SolvedPart(part, side.planned.ref, side.planned.unit, side.amount, needed))
    told = Sum(
        formula,
        own.amount,
        own.planned.unit,
        None if isinstance(result, Undefined) else as_written(result, own.planned.unit),
        result.reason if isinstance(result, Undefined) else None,
        tuple(solved),
    )
    return Conflict(id, "arithmetic", tuple(as_goal(side) for side in (own, *known.values())), told)
