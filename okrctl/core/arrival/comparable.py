"""Whether the numbers of one key result can be compared."""

from __future__ import annotations

from collections.abc import Mapping

from okrctl.core.arrival.numbers import Read
from okrctl.core.arrival.words import fold


def doubt_about(read: Mapping[str, Read]) -> str:
    """Why numbers of one key result can't be compared; empty if they can.

    ``read`` has its baseline, value and target, if any.
    """
    units = {each.unit for each in read.values() if each.unit}
    first = min(units, default="")
    if any(not _one_unit(first, other) for other in units):
        return f"one unit for its numbers ({', '.join(sorted(units))})"
    shares = [each for each in read.values() if not each.percent and each.value and abs(each.value) <= 1]
    if shares and "%" in units:
        return "one unit for its numbers (some are percentages, others may be shares)"
    target = read.get("target")
    others = [each for name, each in read.items() if name != "target"]
    if target is not None and target.signed and not any(each.value < 0 for each in others):
        return "whether its target is a change or a value"
    return ""


def _one_unit(one: str, other: str) -> bool:
    """Whether two units are the same word, possibly with a plural ending."""
    short, long = sorted((fold(one), fold(other)), key=len)
    return one == other or (len(short) > 1 and long.startswith(short)) or (short == "h" and long[:1] == "h")
