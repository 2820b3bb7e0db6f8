"""The present names in references of the base: ids of items, milestones and departments may change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from okrctl.core.diff.items import Pairing
from okrctl.core.model.items import referring_keys
from okrctl.core.model.parts import Amendment
from okrctl.core.values.frozen import frozen


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
