"""One quantity, two promises: where departments that share a metric of the dictionary have planned different things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import partial

from okrctl.core.company.links import Link
from okrctl.core.contracts.conflict import (
    Conflict,
    ConflictKind,
    Crowd,
    Goal,
    Party,
    Side,
    as_goal,
    digits_of,
    party,
    rounded_to,
)
from okrctl.core.scores.plan import Plan, PlannedKeyResult
from okrctl.core.values.diagnostic import Spot
from okrctl.core.values.quantity import literal

Ties = dict[Spot, set[Spot]]
"""Objectives of which one depends on the other, both ways."""


def conflicts(plan: Plan, links: Iterable[Link]) -> tuple[Conflict, ...]:
    """All conflicts of a plan, by metric, without drafts and dropped items.

    ``links`` show what depends on what: a dependent doesn't promise the same thing once more.
    """
    links = tuple(links)
    ties, wholes = _ties(links), _wholes(links)
    by_metric: dict[str, list[PlannedKeyResult]] = {}
    for planned in plan.key_results():
        metric = planned.key_result.metric
        if metric and planned.key_result.measure and not planned.draft and not planned.dropped:
            by_metric.setdefault(metric, []).append(planned)
    return tuple(
        conflict
        for metric in sorted(by_metric)
        if len({planned.department for planned in by_metric[metric]}) > 1
        for conflict in _of_metric(metric, by_metric[metric], ties, wholes)
    )


def _ties(links: Iterable[Link]) -> Ties:
    found: Ties = {}
    for link in links:
        if link.kind == "depends_on" and link.entry is not None and link.entry.objective is not None:
            one, other = link.source.home, link.entry.home
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found


def _wholes(links: Iterable[Link]) -> Ties:
    """For each key result, the key results and objectives of others that it supports."""
    found: Ties = {}
    for link in links:
        if link.kind == "supports" and link.entry is not None and link.source.kind == "key_result":
            found.setdefault(link.source.spot, set()).add(link.entry.spot)
    return found


def _is_part(side: Side, wholes: Ties, sides: Mapping[Spot, list[Side]]) -> bool:
    """Whether a change is part of a larger one that it supports: of the same metric, in the same direction."""
    if side.change is None or not side.change.value:
        return False
    relative = side.change.suffix == "%"
    named = (each for other in wholes.get(side.planned.spot, ()) for each in sides.get(other, ()))
    moves = (whole.moved(relative) for whole in named if whole.department() != side.department())
    return any(move is not None and move / side.change.value > 1 for move in moves)


def _of_metric(metric: str, planned: list[PlannedKeyResult], ties: Ties, wholes: Ties) -> Iterator[Conflict]:
    things = [Side(each) for each in planned if _is_thing(each)]
    sides = [side for each in planned if not _is_thing(each) and (side := Side(each)).promises]
    moving = [side for side in sides if side.rises is not None]
    measured = [side for side in sides if side.planned.unit]
    named: dict[Spot, list[Side]] = {}
    for side in sides:
        for each in (side.home, side.planned.spot):
            named.setdefault(each, []).append(side)
    by_themselves = [side for side in sides if not _is_part(side, wholes, named)]
    yield from _told(metric, "target", _by_target(by_themselves), as_goal)
    yield from _told(metric, "direction", _differing(moving, moving, lambda side: side.rises), as_goal)
    yield from _told(metric, "unit", _differing(measured, measured, _unit), _unit_party)
    yield from _told(metric, "baseline", _by_baseline(sides), _baseline_party)
    yield from _told(metric, "deliverable", _promised_twice(things, ties), _thing_party)


def _promised_twice(things: list[Side], ties: Ties) -> Iterator[Side]:
    """Deliverables that another department promises, too, if neither depends on the other."""
    crowd = Crowd()
    by_home: dict[Spot, list[Side]] = {}
    for side in things:
        crowd.add(side.planned.cycle, side.department(), None)
        by_home.setdefault(side.home, []).append(side)
    for side in things:
        tied = [each for other in ties.get(side.home, ()) for each in by_home.get(other, ())]
        apart = [each for each in tied if each.department() != side.department()]
        alive = sum(1 for each in apart if each.planned.cycle.overlaps(side.planned.cycle))
        if crowd.others(side.planned.cycle, side.department()) > alive:
            yield side


def _is_thing(planned: PlannedKeyResult) -> bool:
    return planned.key_result.measure is not None and planned.key_result.measure.thing


def _unit(side: Side) -> str | None:
    return side.planned.unit


def _by_target(sides: list[Side]) -> Iterator[Side]:
    """Sides that end together with different goals: by effective target, else by the change as written.

    Amounts in different units or directions are not compared here; those are conflicts of their own.
    """
    for same_unit in _grouped(sides, lambda side: (side.planned.unit, side.planned.cycle.end)):
        for upwards in (True, False):
            group = [side for side in same_unit if side.rises in (upwards, None)]
            known = [side for side in group if side.goal is not None]
            unknown = [side for side in group if side.goal is None]
            yield from _apart([(side, side.goal, side.digits()) for side in known if side.goal is not None])
            yield from _differing(unknown, unknown, lambda side: side.change)
            for relative in (True, False):
                moved = partial(Side.moved, relative=relative)
                open_ones = [s for s in unknown if s.change and (s.change.suffix == "%") == relative]
                told = [side for side in known if moved(side) is not None]
                yield from _differing(open_ones, told, moved)
                yield from _differing(told, open_ones, moved)


def _by_baseline(sides: list[Side]) -> Iterator[Side]:
    """Sides that start together with different values."""
    given = [side for side in sides if side.baseline is not None]
    for same_unit in _grouped(given, _unit):
        for together in _grouped(same_unit, lambda side: side.planned.cycle.start):
            starts = [(side, side.baseline) for side in together if side.baseline is not None]
            yield from _apart([(side, start, digits_of(start)) for side, start in starts])


def _grouped(sides: list[Side], key: Callable[[Side], Hashable]) -> Iterable[list[Side]]:
    groups: dict[Hashable, list[Side]] = {}
    for side in sides:
        groups.setdefault(key(side), []).append(side)
    return groups.values()


def _differing(sides: list[Side], others: list[Side], key: Callable[[Side], Hashable]) -> Iterator[Side]:
    """Sides for which an overlapping side of another department says something else; found without comparing pairs."""
    if len({key(each) for each in (*sides, *others)}) < 2:
        return
    crowd = Crowd()
    for other in others:
        crowd.add(other.planned.cycle, other.department(), key(other))
    for side in sides:
        if crowd.disagrees(side.planned.cycle, side.department(), key(side)):
            yield side


def _apart(told: list[tuple[Side, Goal, int]]) -> Iterator[Side]:
    """Sides, all overlapping, for which another department's rounded amount differs.

    Two amounts are rounded to as many digits as the shorter one has, at least three (:meth:`Side.digits`). Amounts are
    compared by number of digits, not pair by pair.

    ``told`` has each side with its amount and the number of digits that count.
    """
    lengths = {digits for _, _, digits in told}
    counts: Counter[Hashable] = Counter()
    for side, given, digits in told:
        home = side.department()
        counts.update(((digits,), (digits, home)))
        for other in {min(digits, each) for each in lengths}:
            rounded = rounded_to(given, other)
            counts.update(((digits, other, rounded), (digits, other, rounded, home)))
    for side, given, digits in told:
        home = side.department()
        for each in lengths:
            common = min(digits, each)
            rounded = rounded_to(given, common)
            others = counts[each,] - counts[each, home]
            if others > counts[each, common, rounded] - counts[each, common, rounded, home]:
                yield side
                break


def _told(metric: str, kind: ConflictKind, sides: Iterable[Side], of: Callable[[Side], Party]) -> Iterator[Conflict]:
    """Conflicts of one kind: one for every connected stretch of overlapping cycles."""
    apart = {side.planned.key: side for side in sides}
    together: list[Side] = []
    until = date.min
    for side in sorted(apart.values(), key=lambda side: side.planned.cycle.start):
        if together and side.planned.cycle.start > until:
            yield _conflict(metric, kind, together, of)
            together = []
        together.append(side)
        until = max(until, side.planned.cycle.end)
    if together:
        yield _conflict(metric, kind, together, of)


def _conflict(metric: str, kind: ConflictKind, sides: list[Side], of: Callable[[Side], Party]) -> Conflict:
    ordered = sorted(sides, key=lambda side: side.planned.spot)
    return Conflict(metric, kind, tuple(of(side) for side in ordered))


def _unit_party(side: Side) -> Party:
    return party(side, side.planned.unit or "", "unit" if side.planned.key_result.unit else "metric")


def _baseline_party(side: Side) -> Party:
    return party(side, f"{literal(side.baseline or Fraction(0)):f}", "baseline")


def _thing_party(side: Side) -> Party:
    measure, due = side.planned.key_result.measure, side.planned.window.due
    days = [step.due for step in measure.steps()] if measure else []
    last = max((day or due for day in days), default=due)
    return party(side, last.isoformat(), "metric")
