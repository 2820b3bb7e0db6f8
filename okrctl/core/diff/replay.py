"""New amendments of an item, and its fields after applying them in order."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from okrctl.core.company.workspace import Entry
from okrctl.core.diff.fields import agree, around, comparable, defaults_of, leaves, plan_fields, promise_fields
from okrctl.core.diff.items import Pair
from okrctl.core.model.items import Kpi
from okrctl.core.model.kind_fields import alternatives, same_goal
from okrctl.core.model.parts import Amendment
from okrctl.core.values.remembered import remembered

Amendments = tuple[Amendment, ...]


def new_amendments(pair: Pair) -> list[Amendment]:
    """Amendments of an item that its base did not have, by day, then in the order of writing."""
    if pair.before is None or pair.after is None:
        return []
    return new_entries(pair.before.item.amended, pair.after.item.amended)


@remembered
def new_entries(old: Amendments, new: Amendments) -> list[Amendment]:
    """Amendments that were not there before, by day, then in the order of writing."""
    known = identities(old)
    return sorted((each for each in new if identity(each) not in known), key=lambda each: each.date)


@remembered
def identities(amendments: Amendments) -> frozenset[Hashable]:
    """The fields and days that amendments name."""
    return frozenset(map(identity, amendments))


@remembered
def new_by_field(old: Amendments, new: Amendments) -> dict[str, list[tuple[int, Amendment]]]:
    """The same by the field that they name, each with its position among all."""
    found: dict[str, list[tuple[int, Amendment]]] = {}
    for position, entry in enumerate(new_entries(old, new)):
        found.setdefault(entry.field, []).append((position, entry))
    return found


def identity(change: Amendment) -> tuple[object, ...]:
    """A key for an amendment that ignores how its reason is worded."""
    sides = (leaves(change.field, change.before), leaves(change.field, change.after))
    return (change.date, change.field, *(tuple(sorted((f, comparable(f, t)) for f, t in s.items())) for s in sides))


def _all_fields(node: Entry) -> dict[str, str]:
    promises = () if isinstance(node.item, Kpi) else node.item.promised_to
    return plan_fields(node) | promise_fields(promises)


class _Fields:
    """The fields of an item as text; those of a name, and all that stand below it, are looked up."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts
        self._below: dict[str, dict[str, None]] = {}
        for name in texts:
            self._note(name)

    def _note(self, name: str) -> None:
        for head in around(name):
            self._below.setdefault(head, {})[name] = None

    def within(self, names: Iterable[str]) -> _Within:
        """The fields of these names, with what stands below them."""
        return _Within(self.texts, [self._below.get(name, {}) for name in dict.fromkeys(names)])

    def replace(self, gone: Iterable[str], new: Mapping[str, str]) -> None:
        """Take some fields out, and put others in."""
        for name in [*gone]:
            del self.texts[name]
            for head in around(name):
                del self._below[head][name]
        for name, text in new.items():
            self.texts[name] = text
            self._note(name)


@dataclass(frozen=True)
class _Within(Mapping[str, str]):
    """Some of all fields, without copying them: a comparison may stop at the first difference."""

    texts: Mapping[str, str]
    groups: list[dict[str, None]]

    def __getitem__(self, name: str) -> str:
        if any(name in group for group in self.groups):
            return self.texts[name]
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.groups[0]) if len(self.groups) == 1 else iter(dict.fromkeys(chain(*self.groups)))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True)
class Replayed:
    """The fields of the base after all new amendments that fit, what these touched, and the fields as they are now."""

    fields: _Fields
    touched: set[str]
    wanted: _Fields
    defaults: dict[str, str]

    def leads_to(self, names: set[str]) -> bool:
        """Whether the amendments lead to what is there now."""
        return agree(self.fields.within(names), self.wanted.within(names), self.defaults)


@remembered
def replayed(pair: Pair, baseline: Fraction | None) -> Replayed:
    """New amendments whose `from` matches the value at their turn, applied in order."""
    assert pair.before is not None and pair.after is not None
    fields, defaults, touched = _Fields(_all_fields(pair.before)), defaults_of(pair.before), set[str]()
    for entry in new_amendments(pair):
        old, new = leaves(entry.field, entry.before), leaves(entry.field, entry.after)
        here: Mapping[str, str] = fields.within([entry.field])
        if not agree(here, old, defaults):
            goal = same_goal(entry.field, old, baseline)
            if goal is None or goal != same_goal(entry.field, fields.texts, baseline):
                continue
            here = {name: fields.texts[name] for name in alternatives(entry.field) if name in fields.texts}
        touched.update({entry.field, *here, *old, *new})
        fields.replace(here, new)
    return Replayed(fields, touched, _Fields(_all_fields(pair.after)), defaults_of(pair.after))
