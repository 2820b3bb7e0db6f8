"""The company's own checks (`policies:`): each compares the values of items, as text, with what a policy says.

Everything an item has is a list of texts by key: a title is one text, the key results of an objective are their ids. So
a policy needs four comparisons only, whatever it is about. Patterns know only ``*``, which takes linear time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from okrctl.core.diff.fields import canonical
from okrctl.core.format.doc import Doc, keys
from okrctl.core.format.forms import shown
from okrctl.core.model.files import head_fields
from okrctl.core.model.items import KeyResult, Kpi, Objective, key_result_doc, objective_doc
from okrctl.core.model.parts import Amendment
from okrctl.core.model.settings import Bounds, Each, Policy
from okrctl.core.scores.plan import PlannedKeyResult, PlannedKpi, PlannedObjective
from okrctl.core.values.diagnostic import Place
from okrctl.core.values.frozen import frozen
from okrctl.core.values.glob import like

if TYPE_CHECKING:
    from okrctl.core.checks.context import RuleContext

WORK = 2_000_000
"""Limits how many values are compared with patterns; the rest isn't checked, and a finding says so."""
Values = tuple[str, ...]
_HEAD = ("department", *(each.key for each in head_fields()))
_OF_DEPARTMENTS = (*_HEAD, "objectives", "key_results", "kpis", "guardrails", "amended")
_INHERITED = ("department", "ref", "owner", "title")
_MODELS: dict[Each, Callable[[], type[Doc]]] = {
    "objective": objective_doc,
    "key_result": key_result_doc,
    "kpi": lambda: Kpi,
    "amendment": lambda: Amendment,
}


@frozen
class Subject:
    """What a policy looks at: ``doc`` is what its file says, ``more`` what it inherits or contains."""

    ref: str
    place: Place
    doc: Doc | None
    more: dict[str, Any]

    def values(self, key: str) -> Values:
        """The texts that a key has; none if it has no value."""
        if key in self.more:
            return _texts(self.more[key])
        field = keys(type(self.doc)).get(key) if self.doc else None
        return _texts(getattr(self.doc, field.name, None)) if field else ()

    def states(self, key: str) -> bool:
        """Whether a key has a value that isn't just a default."""
        field = None if key in self.more or self.doc is None else keys(type(self.doc)).get(key)
        written = field is None or self.doc is None or field.name in self.doc.model_fields_set
        return written and bool(self.values(key))

    def at(self, key: str) -> Place:
        """The place of a key; if it is missing, of the nearest thing around it."""
        if self.doc is None:
            return Place(self.place.path, (key if key in _HEAD else "department",))
        return Place(self.place.path, (*self.place.at, key))


@frozen
class Breach:
    """Something that a policy does not allow: ``how`` is the key of the policy that says so, ``fact`` what is."""

    policy: Policy
    how: str
    key: str
    subject: Subject
    fact: str


@frozen
class Breaches:
    """Everything found; ``spent`` if there was too much to check."""

    found: tuple[Breach, ...]
    spent: bool


@cache
def keys_of(each: Each) -> tuple[str, ...]:
    """The keys that a policy about these can name."""
    if each == "department":
        return _OF_DEPARTMENTS
    extra: dict[Each, Values] = {
        "objective": _INHERITED,
        "key_result": (*_INHERITED, "unit", "kind", "ambition", "cycle"),
        "kpi": (*_INHERITED, "unit"),
        "amendment": ("department", "ref", "ambition"),
    }
    return tuple(dict.fromkeys((*keys(_MODELS[each]()), *extra[each])))


def breaches(case: RuleContext) -> Breaches:
    """What the policies of a workspace do not allow in it."""
    policies = case.ws.config.policies.values()
    subjects = _Subjects(case)
    meter = _Meter()
    incomplete = frozenset(case.ws.incomplete())
    found: list[Breach] = []
    for policy in policies:
        for subject in subjects.of(policy.each):
            if meter.spent:
                return Breaches(tuple(found), True)
            if all(_fits(subject.values(key), patterns, meter) for key, patterns in policy.where.items()):
                found.extend(_judged(policy, subject, meter, whole=subject.place.path not in incomplete))
    return Breaches(tuple(found), False)


def _judged(policy: Policy, subject: Subject, meter: _Meter, *, whole: bool) -> Iterator[Breach]:
    """The policies that one item violates; nothing counts as missing if its file could not be read completely."""
    for key in policy.require:
        meter.add()
        if whole and not subject.states(key):
            yield Breach(policy, "require", key, subject, f"{subject.ref} has no {_named(key)}")
    for how, choices in (("only", policy.only), ("never", policy.never)):
        for key, patterns in choices.items():
            for value in subject.values(key):
                if _fits((value,), patterns, meter) is (how == "never"):
                    fact = f"{subject.ref}: {_named(key)} {shown(value)} isn't allowed"
                    yield Breach(policy, how, key, subject, fact)
    for key, bounds in policy.number.items():
        meter.add()
        outside = _outside(bounds, key, len(subject.values(key)), whole=whole)
        if outside:
            yield Breach(policy, "number", key, subject, f"{subject.ref} has {outside}")


def _outside(bounds: Bounds, key: str, many: int, *, whole: bool) -> str | None:
    """How a number violates its bounds."""
    if bounds.at_most is not None and many > bounds.at_most:
        return f"{many} {_named(key, many)}, at most {bounds.at_most} allowed"
    if whole and bounds.at_least is not None and many < bounds.at_least:
        return f"{many or 'no'} {_named(key, many)}, at least {bounds.at_least} required"
    return None


class _Meter:
    """Counts the work done."""

    def __init__(self) -> None:
        self.done = 0

    def add(self, work: int = 1) -> None:
        self.done += work

    @property
    def spent(self) -> bool:
        return self.done > WORK


def _fits(values: Values, patterns: Values, meter: _Meter) -> bool:
    """Whether one of these values fits one of these patterns."""
    exact, wild = _sorted(patterns)
    meter.add(1 + len(values) * len(wild))
    return any(value in exact or any(like(value, each) for each in wild) for value in values)


@cache
def _sorted(patterns: Values) -> tuple[frozenset[str], Values]:
    return frozenset(each for each in patterns if "*" not in each), tuple(each for each in patterns if "*" in each)


def _named(key: str, many: int = 0) -> str:
    return (key.removesuffix("s") if many == 1 else key).replace("_", " ")


def _texts(value: Any) -> Values:
    """A value as texts: one for each item of a list (its id or reference, if it has one)."""
    if isinstance(value, tuple | list):
        return tuple(text for each in value for text in _texts(each))
    if isinstance(value, Doc):
        value = next((found for name in ("id", "ref") if (found := getattr(value, name, None))), value)
    elif isinstance(value, dict):
        return tuple(map(str, value))
    text = canonical(value)
    return () if text is None or not text.strip() else (text,)


class _Subjects:
    """The items of a workspace that are agreed, not dropped, and not over."""

    def __init__(self, case: RuleContext) -> None:
        self._case = case
        self._made: dict[Each, tuple[Subject, ...]] = {}

    def of(self, each: Each) -> tuple[Subject, ...]:
        """All of one kind, made on first use."""
        if each not in self._made:
            self._made[each] = tuple(getattr(self, f"_{each}s")())
        return self._made[each]

    def _objectives(self) -> Iterator[Subject]:
        for planned in self._case.live:
            more = {**_inherited(planned), "cycle": planned.cycle.name, "key_results": _ids(planned.live)}
            yield Subject(planned.ref, Place(planned.path, planned.at), planned.objective, more)

    def _key_results(self) -> Iterator[Subject]:
        for planned in self._case.live_key_results:
            measure = planned.key_result.measure
            more = {
                **_inherited(planned),
                "unit": planned.unit,
                "kind": measure.published_as if measure else None,
                "ambition": planned.ambition,
                "cycle": planned.cycle.name,
            }
            yield Subject(planned.ref, Place(planned.path, planned.at), planned.key_result, more)

    def _kpis(self) -> Iterator[Subject]:
        for planned in self._case.plan.kpis:
            more = {**_inherited(planned), "unit": planned.unit}
            yield Subject(planned.ref, Place(planned.path, planned.kpi.at), planned.kpi, more)

    def _amendments(self) -> Iterator[Subject]:
        for item in (*self.of("objective"), *self.of("key_result"), *self.of("kpi")):
            assert isinstance(item.doc, Objective | KeyResult | Kpi)
            for change in item.doc.amended:
                more = {"department": item.values("department"), "ref": item.ref, "ambition": item.values("ambition")}
                ref = f"{item.ref}, amended {change.date},"
                yield Subject(ref, Place(item.place.path, change.at), change, more)

    def _departments(self) -> Iterator[Subject]:
        held: dict[str, dict[str, list[str]]] = {}
        for planned in self._case.live:
            of = held.setdefault(planned.department, {})
            of.setdefault("objectives", []).append(planned.objective.id)
            for result in planned.live:
                of.setdefault("key_results", []).append(result.key_result.id)
                if result.guards:
                    of.setdefault("guardrails", []).append(result.key_result.id)
        for kpi in self._case.plan.kpis:
            for name in ("kpis", "guardrails"):
                held.setdefault(kpi.department, {}).setdefault(name, []).append(kpi.kpi.id)
        for id, department in self._case.ws.departments.items():
            more = {each.key: getattr(department.head, each.name) for each in head_fields()}
            more |= {"department": id, "name": department.name, "amended": department.head.amended, **held.get(id, {})}
            yield Subject(id, Place(department.home, ("department",)), None, more)


def _inherited(planned: PlannedObjective | PlannedKeyResult | PlannedKpi) -> dict[str, Any]:
    return {"department": planned.department, "ref": planned.ref, "owner": planned.owner, "title": planned.title}


def _ids(results: list[PlannedKeyResult]) -> list[str]:
    return [each.key_result.id for each in results]
