"""The plan of an earlier day: later amendments are undone, field by field, newest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from okrctl.core.model.items import Objective
from okrctl.core.model.kind_fields import parts
from okrctl.core.model.parts import Amendment
from okrctl.core.values.diagnostic import Place, Problem

Build = Callable[[dict[str, Any]], Objective | None]


def earlier_plans(
    path: str, raw: dict[str, Any], current: Objective, problems: list[Problem], build: Build, effort: WorkBudget
) -> tuple[tuple[date, Objective], ...]:
    """The plans an objective had before its amendments and those of its key results.

    ``raw`` is its current plain data, and ``build`` makes an objective of such data. ``problems`` collects amendments
    that cannot be undone; once ``effort`` is spent, earlier ones are not undone. Each comes with the first day on which
    it no longer applied, oldest first. They lack `amended`, which :meth:`History.on` restores.
    """
    days: dict[date, list[tuple[Amendment, tuple[str | int, ...]]]] = {}
    for change in current.amended:
        days.setdefault(change.date, []).append((change, ()))
    for result in current.key_results:
        for change in result.amended:
            days.setdefault(change.date, []).append((change, result.at[len(current.at) :]))
    raw = without_amendments(raw)
    plans: list[tuple[date, Objective]] = []
    for day in sorted(days, reverse=True):
        latest: Objective | None = None
        for change, inside in reversed(days[day]):
            if not effort.allows(raw):
                problems.extend(effort.spent(Place(path, change.at)))
                return tuple(reversed(plans))
            undone = _undone(raw, (*inside, *_steps(change.field)), change.before)
            plan = build(undone) if undone is not None else None
            if plan is None:
                message = f"the earlier value of {change.field} cannot be restored"
                help = "name a field of this item, such as target or milestones/live/due, and give a valid `from`"
                problems.append(Problem("bad-amendment", Place(path, (*change.at, "field")), message, help))
                continue
            assert undone is not None
            raw, latest = undone, plan
        plan = latest or build(raw)
        if plan is not None:
            plans.append((day, plan))
    return tuple(reversed(plans))


class WorkBudget:
    """The limit of effort for a file's earlier plans: each amendment reads its whole objective again."""

    def __init__(self, values: int) -> None:
        self._values = values
        self._left = values
        self._told = False

    def allows(self, raw: dict[str, Any]) -> bool:
        """Whether another plan may be read."""
        self._left -= _size(raw)
        return self._left >= 0

    def spent(self, place: Place) -> list[Problem]:
        """Report the first amendment beyond the limit, and no others."""
        if self._told:
            return []
        self._told = True
        message = f"the plans before this file's amendments hold more than {self._values:,} values together"
        help = "split the objective or the file: each amendment stores the whole objective again"
        return [Problem("limit-exceeded", place, message, help)]


def without_amendments(raw: dict[str, Any]) -> dict[str, Any]:
    """An objective's plain data without fields that were ever amended: the common part of all its plans."""
    copy = {key: value for key, value in raw.items() if key != "amended"}
    if isinstance(copy.get("key_results"), list):
        copy["key_results"] = [
            {key: value for key, value in result.items() if key != "amended"} if isinstance(result, dict) else result
            for result in copy["key_results"]
        ]
    return copy


def _size(data: Any) -> int:
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return 1 + sum(map(_size, inner))


# lists that may be gone by now, and come back with their first item
_CONTAINERS: dict[str, Any] = {"key_results": [], "promised_to": [], "depends_on": []}


def _container(key: str) -> Any:
    held = parts().get(key)
    return _CONTAINERS.get(key) if held is None else [] if held.fields else {}


def _steps(field: str) -> tuple[str, ...]:
    """The steps of a field's path; promises and needs are named by their full target, including the slash."""
    name, _, rest = field.partition("/")
    if name == "depends_on" and rest.endswith(("/due", "/need")):
        return (name, *rest.rsplit("/", 1))
    return tuple(field.split("/", 1) if name in ("promised_to", "depends_on") else field.split("/"))


def _undone(data: Any, steps: tuple[str | int, ...], before: Any) -> Any:
    """A copy of the data with the earlier value; None if the field doesn't exist."""
    step, rest = steps[0], steps[1:]
    if isinstance(data, dict):
        copy = dict(data)
        if rest:
            held = copy.get(str(step)) or _container(str(step))
            if step in ("promised_to", "depends_on") and isinstance(held, str | dict):
                held = [held]
            if step == "key_results" and len(rest) == 1 and before is None and _index_of(held, str(rest[0])) is None:
                # removed without its earlier value: the earlier plan lacks it, too
                return copy
            inner = _undone(held, rest, before)
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
            # a list item removed since: restored as written in `from`
            whole = isinstance(before, dict) or (step == before and not isinstance(step, int))
            return [*items, before] if whole and not rest else None
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


def _index_of(items: Any, id: str) -> int | None:
    found = enumerate(items) if isinstance(items, list) else ()
    return next((index for index, item in found if _name_of(item) == id), None)


def _name_of(item: Any) -> Any:
    """The name of a list item: its id, or the target of a promise."""
    return item.get("id", item.get("ref")) if isinstance(item, dict) else item
