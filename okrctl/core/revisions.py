"""The plan of an earlier day: amendments dated later are undone, field by field, newest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from okrctl.core.diagnostic import Place, Problem
from okrctl.core.model import Amendment, Objective

Build = Callable[[dict[str, Any]], Objective | None]


def earlier_plans(
    path: str, raw: dict[str, Any], current: Objective, problems: list[Problem], build: Build
) -> tuple[tuple[date, Objective], ...]:
    """The plans an objective had before its amendments and those of its key results.

    Args:
        path: the file, for problems.
        raw: the objective's plain data as written today.
        current: the objective as written today.
        problems: where amendments that cannot be undone are noted.
        build: reads plain data as an objective.

    Returns:
        (first day on which the plan no longer held, plan), oldest first.
    """
    todo: list[tuple[Amendment, tuple[str | int, ...]]] = [(change, ()) for change in current.amended]
    for result in current.key_results:
        todo += [(change, result.at[len(current.at) :]) for change in result.amended]
    plans: list[tuple[date, Objective]] = []
    for day in sorted({change.date for change, _ in todo}, reverse=True):
        for change, inside in reversed(todo):
            if change.date != day:
                continue
            undone = _undone(raw, (*inside, *_steps(change.field)), change.before)
            plan = build(undone) if undone is not None else None
            if plan is None:
                message = f"the field {change.field} cannot be put back to what it was before"
                help = "name a field of this item, such as target or milestones/live/due, and give a valid `from`"
                problems.append(Problem("bad-amendment", Place(path, (*change.at, "field")), message, help))
                continue
            assert undone is not None
            raw = undone
        plan = build(raw)
        if plan is not None:
            plans.append((day, plan))
    return tuple(reversed(plans))


def _steps(field: str) -> tuple[str, ...]:
    return tuple(field.split("/"))


def _undone(data: Any, steps: tuple[str | int, ...], before: Any) -> Any:
    """A copy of the data with the value before; None when the field is not there to be found."""
    step, rest = steps[0], steps[1:]
    if isinstance(data, dict):
        copy = dict(data)
        if rest:
            inner = _undone(copy.get(str(step)), rest, before)
            if inner is None:
                return None
            copy[str(step)] = inner
        elif before is None:
            copy.pop(str(step), None)
        else:
            copy[str(step)] = before
        return copy
    if isinstance(data, list):
        index = step if isinstance(step, int) else _index_of(data, step)
        items = list(data)
        if index is None or index >= len(items):
            # a list item that was taken out since: it comes back as it was written in `from`
            return [*items, before] if not rest and isinstance(before, dict) else None
        if rest:
            inner = _undone(items[index], rest, before)
            if inner is None:
                return None
            items[index] = inner
        elif before is None:
            del items[index]
        else:
            items[index] = before
        return items
    return None


def _index_of(items: list[Any], id: str) -> int | None:
    return next((index for index, item in enumerate(items) if isinstance(item, dict) and item.get("id") == id), None)
