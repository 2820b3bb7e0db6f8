"""The plan fields of an item as comparable text, by the names that `amended` uses (``milestones/live/due``)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction

from okrctl.core.cycle import parse_date
from okrctl.core.diff.items import Node
from okrctl.core.measure import Milestone
from okrctl.core.model import Cadence, KeyResult, Kpi, Objective
from okrctl.core.quantity import Amount, literal, parse_amount

_COMMON = ("title", "why", "owner", "weight", "tags", "links", "check_in", "supports", "draft", "carried_from")
_OBJECTIVE = ("cycle", "ambition", "joint_with")
_KEY_RESULT = ("unit", "metric", "kpi", "definition", "due", "source", "indicator")
_KPI = ("title", "owner", "unit", "metric", "definition", "at_least", "at_most", "check_in", "source", "tags")


def plan_fields(node: Node) -> dict[str, str]:
    """Every plan field that says something, as text in one canonical form."""
    item = node.item
    if isinstance(item, Kpi):
        names: tuple[str, ...] = _KPI
    else:
        names = _COMMON + (_OBJECTIVE if isinstance(item, Objective) else _KEY_RESULT)
    found = {name: text for name in names if (text := canonical(getattr(item, name))) is not None}
    if isinstance(item, KeyResult) and item.measure is not None:
        found["kind"] = item.measure.summary
        for name in item.measure.fields:
            found.update(_measure_field(name, getattr(item.measure, name)))
    if isinstance(item, Kpi):
        for window in item.exceptions:
            found[f"except/{window.start}"] = f"{window.end} {canonical(window.at_least)} {canonical(window.at_most)}"
    if not isinstance(item, Kpi):
        found.pop("draft") if not item.draft else None
        if item.dropped:
            found["dropped"] = item.dropped.date.isoformat()
        if item.closed:
            found["closed"] = item.closed.date.isoformat()
    return found


def _measure_field(name: str, value: object) -> dict[str, str]:
    if name == "milestones" and isinstance(value, tuple):
        found = {}
        for step in value:
            assert isinstance(step, Milestone)
            found[f"milestones/{step.id}"] = step.title
            if step.due:
                found[f"milestones/{step.id}/due"] = step.due.isoformat()
            if step.weight != 1:
                found[f"milestones/{step.id}/weight"] = str(literal(step.weight))
        return found
    if name == "checkpoints" and isinstance(value, tuple):
        return {f"checkpoints/{day}": str(amount) for day, amount in value}
    text = canonical(value)
    if name == "hold" and isinstance(value, Fraction):
        text = "true" if value == 1 else f"{literal(value * 100)}%"
    return {} if text is None else {name: text}


def canonical(value: object) -> str | None:
    """A value as text that is equal when the meaning is; None for nothing."""
    if value is None or value in ((), ""):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return f"{literal(value):f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return ", ".join(text for part in value if (text := canonical(part)) is not None)
    if isinstance(value, Cadence):
        every = f"every {value.every}d" if value.every is not None else ""
        return f"{every} grace {value.grace}d" if value.grace is not None else every
    if is_dataclass(value) and not isinstance(value, Amount):
        return " ".join(text for part in fields(value) if (text := canonical(getattr(value, part.name))) is not None)
    return str(value)


def same(one: str | None, other: object) -> bool:
    """Whether a canonical text and a value as written in `from` or `to` mean the same."""
    text = canonical(other)
    if one is None or text is None:
        return one is text or one == text
    if one == text:
        return True
    first, second = parse_amount(one), parse_amount(text)
    if first is not None and second is not None:
        return (first.value, first.suffix) == (second.value, second.suffix)
    if parse_date(one) is not None:
        return False
    return one.split() == text.split()
