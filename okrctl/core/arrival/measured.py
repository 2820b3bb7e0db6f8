"""How a key result is measured, according to the source; nothing is added."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import Any

from okrctl.core.arrival.values import Arrival, Item, Report
from okrctl.core.arrival.words import bound_in, fold
from okrctl.core.edit.written import Plain, Short
from okrctl.core.planning.create import slug
from okrctl.core.values.cycle import Cycle, parse_date

_NUMBERS = re.compile(r"\s+(?:from|von|de|to|at least|at most)\s+[€$£]?\d.*$", re.DOTALL)
_GOOD = frozenset({"achieved", "on track", "completed", "done"})
_BAD = frozenset({"at risk", "behind", "off track", "blocked", "needs attention"})


def slug_of(text: str) -> str:
    """An id made from a text in any script, without trailing numbers."""
    text = _NUMBERS.sub("", text) or text
    return slug(fold(text)) or "-".join(fold(text).split())


def plain(value: Fraction) -> str:
    """A number as written in a file."""
    from okrctl.core.values.quantity import literal

    return str(literal(value))


def measure(item: Item, parts: list[Item], cycle: Cycle, arrival: Arrival) -> dict[str, Any]:
    """The keys for how it is measured; missing information is added to ``item.unknown``.

    ``parts`` are its steps, ``cycle`` is that of its objective.
    """
    if item.yes_no:
        return {"done_when": item.title}
    if item.direction and item.target is not None:
        return _level(item, item.direction)
    if item.target is not None and item.baseline == item.target:
        return _control(item, arrival)
    if item.target is not None:
        return _quantity(item, cycle)
    steps = [*item.steps, *((part.title, str(part.end or ""), part.status == "done") for part in parts)]
    if steps:
        return {"milestones": _milestones(steps, item)}
    if not item.unknown:
        item.unknown.append("how it is measured")
    for name in ("baseline", "value"):
        value = getattr(item, name)
        if value is not None:
            item.extra.setdefault(f"x-{name}", plain(value))
    return {"done_when": item.title}


def _level(item: Item, direction: str) -> dict[str, Any]:
    keys: dict[str, Any] = {direction: number(item.target)}
    if item.baseline is not None and item.baseline != item.target:
        if item.rises == (direction == "at_most"):
            # it can't move from where it started
            item.extra.setdefault("x-baseline", plain(item.baseline))
        else:
            keys = {"baseline": number(item.baseline), **keys}
    _keep_checkpoints(item)
    return keys


def _keep_checkpoints(item: Item) -> None:
    if item.checkpoints:
        item.extra["x-checkpoints"] = {day: plain(value) for day, value in item.checkpoints.items()}


def _control(item: Item, arrival: Arrival) -> dict[str, Any]:
    """A level to hold, since start and target are equal. The direction follows from value, progress and words."""
    told, words = _direction_by_data(item), bound_in(item.title, item.why, *map(str, item.extra.values()))
    level = plain(item.target or Fraction(0))
    contradict = bool(told and words and told != words)
    if (told or words) and not contradict:
        arrival.notes.append(f"{item.where}: {item.title!r} starts at its target; read as {told or words} {level}")
        return _level(item, told or words)
    message = f"{item.title!r} starts at its target {level}, and the better direction is unknown"
    if contradict:
        message = f"the numbers of {item.title!r} say {told}, but its text says {words}"
    way = f"in a mapping `items: {{'{item.xid}': {{at_least: {level}}}}}`, or at_most"
    arrival.remark("import-open", item.where, message, way)
    item.unknown.append("the better direction")
    item.extra["x-target"] = level
    return {"done_when": item.title}


def _direction_by_data(item: Item) -> str:
    """The direction in which value, progress and status agree that it is better."""
    value = item.newest()
    good = None if item.progress is None else item.progress >= 1
    if good is None:
        status = fold(item.status)
        good = True if status in _GOOD else False if status in _BAD else None
    if value is None or item.target is None or value == item.target or good is None:
        return ""
    return "at_least" if (value > item.target) == good else "at_most"


def _quantity(item: Item, cycle: Cycle) -> dict[str, Any]:
    keys: dict[str, Any] = {}
    if item.baseline is None:
        item.unknown.append("the baseline")
    else:
        keys["baseline"] = number(item.baseline)
    keys["target"] = number(item.target)
    usable = _checkpoints(item, cycle)
    if usable:
        keys["checkpoints"] = Short((Plain(day), number(value)) for day, value in usable)
    else:
        _keep_checkpoints(item)
    return keys


def _checkpoints(item: Item, cycle: Cycle) -> list[tuple[str, Fraction]]:
    """The planned values, if they are within the cycle and go in one direction; the target is the last one."""
    last = min(item.end, cycle.end) if item.end and item.end >= cycle.start else cycle.end
    points = sorted(item.checkpoints.items())
    inside = [(day, value) for day, value in points if (when := parse_date(day)) and cycle.start < when < last]
    ends = [value for day, value in points if parse_date(day) == last]
    if (
        item.baseline is None
        or item.target is None
        or len(inside) + len(ends) < len(points)
        or any(v != item.target for v in ends)
    ):
        return []
    line = [item.baseline, *(value for _, value in inside), item.target]
    rising = item.target > item.baseline
    return inside if all((a <= b) == rising or a == b for a, b in pairwise(line)) else []


def _milestones(steps: list[tuple[str, str, bool]], item: Item) -> list[dict[str, Any]]:
    taken: set[str] = set()
    made = []
    for position, (title, due, done) in enumerate(steps, 1):
        id = free_id(slug_of(title), f"step-{position}", taken)
        each: dict[str, Any] = {"id": Plain(id), "title": title[:500]}
        if due:
            each["due"] = Plain(due)
        if done and isinstance(item.extra.setdefault("x-done", []), list):
            item.extra["x-done"].append(id)
        made.append(each)
    return made


def free_id(wanted: str, fallback: str, taken: set[str]) -> str:
    """An unused id, similar to the wanted one."""
    from okrctl.core.format.literals import parse_id

    base = wanted if wanted and parse_id(wanted) else fallback
    id, number_ = base, 1
    while id in taken:
        number_ += 1
        id = f"{base}-{number_}"
    taken.add(id)
    return id


def number(value: Fraction | None) -> Plain:
    """A number as written in a file."""
    return Plain(plain(value or Fraction(0)))


def result(report: Report, keys: dict[str, Any], item: Item) -> dict[str, Any]:
    """A report as the result in a journal entry."""
    said: dict[str, Any] = {}
    extra: dict[str, Any] = dict(report.extra)
    takes_numbers = not ({"done_when", "milestones"} & set(keys))
    if report.value is not None and takes_numbers:
        said["value"] = number(report.value)
    elif report.value is not None and item.yes_no and "done_when" in keys:
        said["value"] = Plain("done" if report.value >= 1 else "open")
    elif report.value is not None:
        extra["x-value"] = plain(report.value)
    if report.confidence is not None:
        said["confidence"] = number(report.confidence)
    if report.note.strip():
        said["note"] = report.note
    if not said:
        told = [extra.get("x-status", ""), f"value {extra['x-value']}" if "x-value" in extra else ""]
        said["note"] = "; ".join(filter(None, told)) or "looked at"
    if report.rounded:
        extra["x-rounded"] = report.rounded
    if report.id:
        extra["x-id"] = report.id
    return {**said, **extra}
