"""Objects of JSON: one declaration of their keys gives both the values that are written and their JSON Schema.

Every key means the same in all reports, so its description is in ``words`` only, except for keys of added kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from keyword import iskeyword
from typing import Any, TypeAlias, get_args

from okrctl.core.contracts.dependency import STATES
from okrctl.core.scores.scoring import IN_STATE, WORST_FIRST
from okrctl.core.values.diagnostic import Severity
from okrctl.core.values.quantity import literal, round6
from okrctl.views.words import WORDS

Shape = dict[str, Any]
_NOWHERE = object()

TEXT: Shape = {"type": "string"}
NUMBER: Shape = {"type": "number"}
COUNT: Shape = {"type": "integer", "minimum": 0}
FLAG: Shape = {"type": "boolean"}
DAY: Shape = {"type": "string", "format": "date"}
ANYTHING: Shape = {}
NUMBER_OR_TEXT: Shape = {"type": ["number", "string"]}


def maybe(shape: Shape) -> Shape:
    """The same, or null."""
    if "enum" in shape:
        return {**shape, "enum": [*shape["enum"], None]}
    if "type" not in shape:
        return shape
    types = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
    return {**shape, "type": [*types, "null"]}


def listed(shape: Shape) -> Shape:
    """A list of these."""
    return {"type": "array", "items": shape}


def one_of(names: Iterable[str]) -> Shape:
    """One of these texts."""
    return {"enum": list(dict.fromkeys(names))}


Keys: TypeAlias = "str | Mapping[str, Shape] | Record"
"""Keys with their shapes, those of another record, or names of keys in their usual shape, separated by spaces."""


class Record(Shape):
    """The shape of an object with all of these keys, and no others unless ``more`` describes them.

    ``optional`` keys may be missing.
    """

    def __init__(self, *parts: Keys, more: Shape | None = None, optional: Iterable[str] = ()) -> None:
        self.held: dict[str, Shape] = {}
        for part in parts:
            if isinstance(part, str):
                self.held |= {key: _USUAL[key] for key in part.split()}
            else:
                self.held |= part.held if isinstance(part, Record) else part
        told = {key: {"description": WORDS.get(key, key.replace("_", " ")), **held} for key, held in self.held.items()}
        required = [key for key in told if key not in optional]
        super().__init__(type="object", properties=told, required=required, additionalProperties=more or False)

    def of(self, *sources: object, **given: object) -> dict[str, Any]:
        """Such an object: each key as given, else as the first source has it, as an entry or an attribute of that name.

        Keys that are words of Python are given with an underscore.
        """
        found: dict[str, Any] = {}
        for key, held in self.held.items():
            name = f"{key}_" if iskeyword(key) else key
            value = held["const"] if "const" in held else given.get(name, _NOWHERE)
            value = _taken(key, sources) if value is _NOWHERE else value
            if value is not _NOWHERE:
                found[key] = _written(key, value)
            elif key in self["required"]:
                raise KeyError(key)
        return found


def _taken(key: str, sources: Iterable[object]) -> Any:
    for source in sources:
        found = source.get(key, _NOWHERE) if isinstance(source, Mapping) else getattr(source, key, _NOWHERE)
        if found is not _NOWHERE:
            return found
    return _NOWHERE


def _written(key: str, value: Any) -> Any:
    """A value as it is published: scores with 6 places at most, quantities digit for digit."""
    if isinstance(value, float):
        return round6(Fraction(value))
    if isinstance(value, Fraction):
        return round6(value) if key in _SCORES else literal(value)
    return list(value) if isinstance(value, tuple) else value


def head(organization: str, day: date) -> dict[str, Any]:
    """The first keys of every report about a workspace."""
    return {"organization": {"name": organization}, "as_of": day}


def top(schema: str, *parts: Keys, optional: Iterable[str] = ()) -> Record:
    """An object with this name and version."""
    return Record({"schema": {"const": schema}}, *parts, optional=optional)


def report(schema: str, *parts: Keys) -> Record:
    """The object of a report about a workspace."""
    return top(schema, {"organization": Record("name"), "as_of": DAY}, *parts)


def _each(keys: str, held: Shape) -> dict[str, Shape]:
    return dict.fromkeys(keys.split(), held)


STATUS = one_of((*WORST_FIRST, *IN_STATE))
_SCORES = _each(
    "bias expected gap gives green high low mean mean_error needed pace progress result score supporters_score trend",
    NUMBER,
)
_USUAL: dict[str, Shape] = {
    **_each(
        "at band by code command department field id message method name on path ref status_reason text title "
        "topic verdict what",
        TEXT,
    ),
    **_each(
        "change definition entry_note from_ref help here indicator kept kpi metric need note owner "
        "pace_formula signal unit why",
        maybe(TEXT),
    ),
    **_each(
        "chain contributors done files formerly joint_with notes refs roots supporters tags to_close", listed(TEXT)
    ),
    **_each("at_end bias green high low mean_error probability probability_full weight", NUMBER),
    **_each("at_least at_most baseline confidence expected gap mean pace progress score target value", maybe(NUMBER)),
    **_each("achieved advice column count end_column end_line error line overdue_days points total warning", COUNT),
    **_each("blocks confirmed counted unchanged", FLAG),
    **_each("date end start", DAY),
    **_each("due due_since last_check_in promised", maybe(DAY)),
    "status": STATUS,
    "grade": maybe(one_of(("green", "amber", "red"))),
    "severity": one_of(get_args(Severity)),
    "state": one_of(STATES),
    "ambition": one_of(("committed", "aspirational")),
}
"""Keys that have the same form in nearly all reports."""


CYCLE = Record("name start end")
