"""Items of earlier imports, as found in the files; and how a newer export differs, which is reported, never applied."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from okrctl.core.arrival.values import Item, Where
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import parse_number

_GOALS = ("target", "at_least", "at_most")
_FIELDS = ("title", "owner", "baseline", *_GOALS)


@dataclass
class Known:
    """The present content of the files.

    Attributes:
        blocks: department and data of everything that an import brought, by ``x-id``.
        ids: all ids of a department.
        said: (department, id, day, x-id or value and note) of every result in the journals.
    """

    blocks: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    said: set[tuple[str, str, str, str]] = field(default_factory=set)


def known_in(files: Iterable[tuple[str, Any]], ids: Mapping[str, Iterable[str]]) -> Known:
    """The items of earlier imports in the plain data of files.

    ``files`` has department and data of each file with an ``x-id``, ``ids`` all ids by department.
    """
    known = Known(ids={home: set(found) for home, found in ids.items()})
    for home, data in files:
        if not isinstance(data, dict):
            continue
        for objective in _dicts(data.get("objectives")):
            for each in (objective, *_dicts(objective.get("key_results"))):
                if isinstance(each.get("x-id"), str):
                    known.blocks[each["x-id"]] = (home, each)
        for entry in _dicts(data.get("check_ins")):
            results = entry.get("results")
            for id, said in results.items() if isinstance(results, dict) else ():
                known.said.add((home, id, str(entry.get("date")), sign_of(said)))
    return known


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def sign_of(said: Any) -> str:
    """What distinguishes a result from another one of the same day."""
    if not isinstance(said, Mapping):
        return f"{said}|"
    return (
        str(said["x-id"]) if "x-id" in said else f"{said.get('value', said.get('x-value', ''))}|{said.get('note', '')}"
    )


@frozen
class Difference:
    """A field with another value in the source.

    Attributes:
        ref: the item.
        where: its place in the source.
        key: the field.
        here: its value in the plan; empty if it has none.
        there: its value in the source.
        cycle: that of the item.
    """

    ref: str
    where: Where
    key: str
    here: str
    there: str
    cycle: Cycle

    def command(self, today: date) -> str:
        """The shell command that applies the source's value."""
        to, why = shlex.quote(f"{self.key}={self.there}"), shlex.quote(f"changed in {self.where.file}")
        day = min(max(today, self.cycle.start), self.cycle.end)
        dated = f" --date {day}" if day != today else ""
        return f"okrctl amend {self.ref} --to {to} --why {why}{dated}"


def differences_from(
    here: Mapping[str, Any], there: Mapping[str, Any], item: Item, cycle: Cycle
) -> Iterator[Difference]:
    """The fields that differ between the plan and a newer export.

    Fields that the source leaves open don't count, nor do values that the plan had before an amendment.

    ``here`` is the item in the files, ``there`` as this import would write it, both in plain data.
    """
    measured_alike = any(name in here and name in there for name in _GOALS)
    for name in _FIELDS:
        new, old = there.get(name), here.get(name)
        if not new or (name in _GOALS and not measured_alike) or (name == "baseline" and item.unknown):
            continue
        if old is not None and not isinstance(old, str):
            continue
        if not _same(str(old or ""), str(new)) and not _left_behind(here, name, str(new)):
            yield Difference(item.ref, item.where, name, str(old or ""), str(new), cycle)


def _same(one: str, other: str) -> bool:
    number = parse_number(one)
    return one == other if number is None else number == parse_number(other)


def _left_behind(here: Mapping[str, Any], name: str, value: str) -> bool:
    """Whether an amendment changed the plan from this value."""
    amended = here.get("amended")
    return isinstance(amended, list) and any(
        isinstance(each, Mapping) and each.get("field") == name and _same(str(each.get("from") or ""), value)
        for each in amended
    )
