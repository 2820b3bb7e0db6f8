"""Confidence, converted from the source's scale to 0–10."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from okrctl.core.arrival.values import Arrival, Item, Report, Where


def confidences(arrival: Arrival, items: Sequence[Item], scale: str | None) -> None:
    """Convert confidence to 0–10; if the source's scale is unknown, keep it under an ``x-`` key."""
    holders: list[Item | Report] = [item for item in items if item.confidence is not None]
    holders += [report for item in items for report in item.reports if report.confidence is not None]
    values = [holder.confidence for holder in holders if holder.confidence is not None]
    scale = scale or _scale(values)
    most = {"0-1": 1, "0-10": 10, "percent": 100}.get(scale or "", 0)
    odd: list[Where] = []
    for holder in holders:
        value = holder.confidence
        if value is not None and 0 <= value <= most:
            holder.confidence = value * 10 / most
        elif value is not None:
            holder.extra["x-confidence"] = str(float(value)).removesuffix(".0")
            holder.confidence = None
            odd.append(holder.where)
    if odd:
        way = "--confidence 0-1, 0-10 or percent; or in a mapping `confidence: 0-10`"
        what = (
            f"{len(odd)} of {len(values)} confidences don't fit one scale"
            if scale
            else "the scale of confidence is unknown"
        )
        arrival.remark("import-open", odd[0], f"{what}; kept as x-confidence", way)


def _scale(values: Sequence[Fraction]) -> str | None:
    if not values:
        return None
    if max(values) <= 1:
        return "0-1" if any(value.denominator > 1 for value in values) else None
    if any(0 < value < 1 for value in values):
        return None
    return "0-10" if max(values) <= 10 else "percent" if max(values) <= 100 else None
