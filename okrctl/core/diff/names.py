"""The present names of what the base names: ids of items, milestones and departments may change.

Milestones have no `formerly` and are recognized by their titles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from okrctl.core.model.checkins import Result
from okrctl.core.model.items import KeyResult, referring_keys
from okrctl.core.model.parts import Amendment
from okrctl.core.model.quantities import Step
from okrctl.core.values.frozen import frozen

if TYPE_CHECKING:
    from okrctl.core.diff.items import Pairing


@frozen
class Names:
    """Renamed references, milestones by the reference of their key result, and departments."""

    refs: Mapping[str, str]
    steps: Mapping[str, Mapping[str, str]]
    departments: Mapping[str, str]

    def amendment(self, change: Amendment, department: str) -> Amendment:
        """An amendment of the base with the present names in its references."""
        name, slash, rest = change.field.partition("/")
        if name not in referring_keys():
            return change
        field = f"{name}/{self._text(rest, department)}" if name == "promised_to" and slash else change.field
        before, after = (self._data(side, department) for side in (change.before, change.after))
        return change.but(field=field, before=before, after=after)

    def same(self, before: str, home: str, after: str, home_now: str) -> bool:
        """Whether two references, written in these departments, mean the same item under its old and its new name."""
        sides = ((self._text(before, home), home_now), (after, home_now))
        old, new = (text if "/" in text else f"{department}/{text}" for text, department in sides)
        return old == new

    def _data(self, data: Any, department: str) -> Any:
        if isinstance(data, str):
            return self._text(data, department)
        if isinstance(data, list):
            return [self._data(each, department) for each in data]
        if isinstance(data, dict) and isinstance(data.get("ref"), str):
            return data | {"ref": self._text(data["ref"], department)}
        return data

    def _text(self, text: str, department: str) -> str:
        path, sign, cycle = text.partition("@")
        steps = path.split("/")
        home, id, *rest = steps if len(steps) > 1 else (department, path)
        old = f"{home}/{id}"
        new_home, _, new_id = self.refs.get(old, old).partition("/")
        if len(steps) == 1:
            return (new_id if old in self.refs else self.departments.get(path, path)) + sign + cycle
        named = self.steps.get(old, {})
        return "/".join((new_home, new_id, *(named.get(step, step) for step in rest))) + sign + cycle


def names(pairing: Pairing) -> Names:
    """The renames between the sides of a comparison."""
    both = [(each.before, each.after, each.steps) for each in pairing.pairs if each.before and each.after]
    homes: dict[str, set[str]] = {}
    for before, after, _ in both:
        homes.setdefault(before.department, set()).add(after.department)
    there = {each.after.department for each in pairing.pairs if each.after}
    return Names(
        {before.ref: after.ref for before, after, _ in both if before.ref != after.ref},
        {before.ref: steps for before, _, steps in both if steps},
        {old: next(iter(new)) for old, new in homes.items() if len(new) == 1 and old not in there},
    )


def renamed_steps(before: KeyResult, after: KeyResult) -> dict[str, str]:
    """Ids of removed milestones, and those of new ones with the same title."""
    old, new = _steps(before), _steps(after)
    known, there = {step.id for step in old}, {step.id for step in new}
    gone, come = [step for step in old if step.id not in there], [step for step in new if step.id not in known]
    titles = [Counter(step.title for step in side) for side in (gone, come)]
    ids = {step.title: step.id for step in come}
    return {step.id: ids[step.title] for step in gone if [count[step.title] for count in titles] == [1, 1]}


def with_new_ids(item: KeyResult, steps: Mapping[str, str]) -> KeyResult:
    """A key result of the base with these ids in its milestones and in its amendments."""
    measure = item.measure
    if measure is None or not measure.steps_in:
        return item
    called = [step.but(id=steps.get(step.id, step.id)) for step in getattr(measure, measure.steps_in)]
    amended = tuple(_amendment(change, measure.steps_in, steps) for change in item.amended)
    return item.but(measure=measure.but(**{measure.steps_in: called}), amended=amended)


def result_with_new_ids(result: Result, steps: Mapping[str, str]) -> Result:
    """A check-in's result of the base, with these ids."""
    if not steps or not result.done:
        return result
    return result.but(done=tuple(steps.get(id, id) for id in result.done))


def _steps(item: KeyResult) -> Sequence[Step]:
    return item.measure.steps() if item.measure else ()


def _amendment(change: Amendment, key: str, steps: Mapping[str, str]) -> Amendment:
    names = change.field.split("/")
    if names[0] != key:
        return change
    if len(names) > 1:
        names[1] = steps.get(names[1], names[1])
    return change.but(field="/".join(names), before=_data(change.before, steps), after=_data(change.after, steps))


def _data(data: Any, steps: Mapping[str, str]) -> Any:
    if isinstance(data, list):
        return [_data(each, steps) for each in data]
    return data | {"id": steps.get(data["id"], data["id"])} if isinstance(data, dict) and "id" in data else data
