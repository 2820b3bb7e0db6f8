"""Compares the source's own progress with its numbers, and finds problems that the source didn't show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from okrctl.core.arrival.values import Arrival, Item
from okrctl.core.arrival.words import fold
from okrctl.core.values.frozen import frozen

_CLOSE = Fraction(1, 2000)
_ON_TRACK = frozenset({"on track", "ontrack", "green", "in progress", "active"})
_LONG = timedelta(days=28)


@frozen
class Difference:
    """The progress that the source states, and the progress computed from its values (both 0 to 1)."""

    item: Item
    says: Fraction
    computed: Fraction


def way(item: Item) -> Fraction | None:
    """The progress of a key result by its newest value; None if a number is missing."""
    value = item.newest()
    if value is None or item.target is None or item.baseline is None or item.target == item.baseline:
        return None
    return (value - item.baseline) / (item.target - item.baseline)


def _agree(says: Fraction, computed: Fraction) -> bool:
    """Whether the computed progress equals the stated one, rounded like the stated one."""
    for places in range(4):
        if (says * 100 * 10**places).denominator == 1:
            return abs(computed - says) <= max(_CLOSE, Fraction(1, 200 * 10**places))
    return abs(computed - says) <= _CLOSE


def differences(arrival: Arrival) -> list[Difference]:
    """The items whose stated progress differs from the computed one."""
    found = []
    ways: dict[Item | None, list[tuple[Fraction, Fraction]]] = {}
    partial: set[Item | None] = set()
    for item in arrival.of("key result"):
        computed = way(item)
        share = computed if computed is not None else item.progress
        if share is None:
            partial.add(item.objective)
        else:
            weight = Fraction(1) if item.weight is None else item.weight
            ways.setdefault(item.objective, []).append((weight, min(max(share, Fraction(0)), Fraction(1))))
        if computed is not None and item.progress is not None and not _agree(item.progress, computed):
            found.append(Difference(item, item.progress, computed))
    for item in arrival.of("objective"):
        parts = ways.get(item, [])
        total = sum((weight for weight, _ in parts), Fraction(0))
        if item.progress is None or not total or item in partial:
            continue
        mean = sum((weight * share for weight, share in parts), Fraction(0)) / total
        if not _agree(item.progress, mean):
            found.append(Difference(item, item.progress, mean))
    return found


def overruled(arrival: Arrival) -> list[tuple[Item, Fraction, Fraction]]:
    """Key results whose current value differs from their last check-in, which counts."""
    found = []
    for item in arrival.of("key result"):
        values = [report for report in item.reports if report.value is not None]
        if item.value is None or not values:
            continue
        last = max(values, key=lambda report: report.day)
        if last.value is not None and last.value != item.value and not last.rounded:
            found.append((item, item.value, last.value))
    return found


def hidden(arrival: Arrival, today: date) -> Mapping[str, list[Item]]:
    """Problems that the tool didn't show: key results by a short description."""
    found: dict[str, list[Item]] = {}
    # a document or sheet without check-ins hides nothing
    kept = arrival.ids or any(item.reports for item in arrival.items)
    for item in arrival.of("key result") if kept else ():
        if item.dropped:
            continue
        cycle = item.span
        if not item.reports and item.value is None and item.progress is None:
            found.setdefault("never checked in", []).append(item)
            continue
        share = way(item)
        newest = max(item.reports, key=lambda report: report.day, default=None)
        status = fold(str(newest.extra.get("x-status", item.status)) if newest else item.status)
        if cycle is None or cycle.end >= today or share is None:
            continue
        if status in _ON_TRACK and share < 1:
            found.setdefault("called on track to the end, and missed", []).append(item)
        elif newest is not None and newest.day + _LONG < cycle.end and share < 1:
            found.setdefault("silent for the last four weeks or longer, and missed", []).append(item)
    return found
