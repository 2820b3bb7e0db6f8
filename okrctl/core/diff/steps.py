"""Renamed milestones: they have no `formerly` and are recognized by their titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from okrctl.core.model.checkins import Result
from okrctl.core.model.items import KeyResult
from okrctl.core.model.parts import Amendment
from okrctl.core.model.quantities import Step


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
