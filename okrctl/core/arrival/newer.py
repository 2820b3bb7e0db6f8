"""Differences between a newer export and already imported items; they are reported, never applied."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from okrctl.core.arrival.values import Item, Where
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import parse_number

_GOALS = ("target", "at_least", "at_most")
_FIELDS = ("title", "owner", "baseline", *_GOALS)


@frozen
class Difference:
    """A field with another value in the source.

    Attributes:
        ref: the item.
        where: its place in the source.
        field: the key.
        here: its value in the plan; empty if it has none.
        there: its value in the source.
        cycle: that of the item.
    """

    ref: str
    where: Where
    field: str
    here: str
    there: str
    cycle: Cycle

    def command(self, today: date) -> str:
        """The shell command that applies the source's value."""
        to, why = shlex.quote(f"{self.field}={self.there}"), shlex.quote(f"changed in {self.where.file}")
        day = min(max(today, self.cycle.start), self.cycle.end)
        dated = f" --date {day}" if day != today else ""
        return f"okrctl amend {self.ref} --to {to} --why {why}{dated}"


def differences_from(
    here: Mapping[str, Any], there: Mapping[str, Any], item: Item, ref: str, cycle: Cycle
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
            yield Difference(ref, item.where, name, str(old or ""), str(new), cycle)


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
