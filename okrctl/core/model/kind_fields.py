"""The keys that kinds add to a key result: their types, their meaning, and how parts of them are named and found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from okrctl.core.format.doc import Doc
from okrctl.core.format.meaning import Field, Means, fields_of
from okrctl.core.model.measure import Measure
from okrctl.core.model.registry import kinds
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import Amount
from okrctl.core.values.remembered import remembered

Takes = Literal["number", "change", "text", "steps"]
_METAVAR = {"number": "NUMBER", "change": "CHANGE", "text": "TEXT", "steps": "ID=TITLE[@DATE]"}


@frozen
class Asks:
    """An annotation of a kind's field; defaults are derived from the field's key, description and type.

    ``question`` is the prompt, ``takes`` the type of an answer; ``help``, ``metavar`` and ``option`` (its name) are
    those of the option, ``choice`` is the menu entry for measuring a key result with it.
    """

    question: str = ""
    help: str = ""
    metavar: str = ""
    takes: Takes | None = None
    option: str = ""
    choice: str = ""


@cache
def asked(key: str) -> Asks | None:
    """How to ask for a key of a kind; None if it doesn't fit on one line."""

    field = kind_field(key)
    if field is None or (key in parts() and key not in steps_keys()):
        return None
    told = next((each for each in field.info.metadata if isinstance(each, Asks)), Asks())
    by_type: dict[object, Takes] = {Fraction: "number", Amount: "change"}
    takes = told.takes or ("steps" if key in parts() else by_type.get(plain_type(field.info.annotation), "text"))
    words = field.info.description or field.label
    name = parts()[key].one if key in parts() else key
    return Asks(
        told.question or words.rstrip("."),
        told.help or words,
        told.metavar or _METAVAR[takes],
        takes,
        f"--{name.replace('_', '-')}",
        told.choice or words.rstrip("."),
    )


def plain_type(annotation: Any) -> Any:
    """A type without annotations and None."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return plain_type(inner[0])
    if origin in (Union, UnionType):
        return plain_type(next(each for each in inner if each is not type(None)))
    return annotation


@frozen
class Parts:
    """A key that holds parts: a list of mappings that have ids (their ``model``), or a mapping by day."""

    key: str
    model: type[Doc] | None

    @property
    def one(self) -> str:
        """The name of one of them, in the singular."""
        return self.key.removesuffix("s")

    @property
    def example(self) -> str:
        """How a field of one is named, as an example."""
        if self.model is None:
            return f"{self.key}/DATE"
        return f"{self.key}/ID/{'due' if 'due' in self.amendable else self.amendable[0]}"

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of one."""
        return tuple(fields_of(self.model)) if self.model else ()

    @property
    def amendable(self) -> tuple[str, ...]:
        """The fields of one that can be amended."""
        return tuple(field.key for field in self.fields if field.amendable)

    def names(self, value: Any) -> Iterator[tuple[str, Any]]:
        """Each part with its name, in the order of the file; for values and for plain data."""
        if isinstance(value, Mapping):
            yield from ((str(day), part) for day, part in value.items())
        elif isinstance(value, list | tuple):
            for part in value:
                id = part.get("id") if isinstance(part, Mapping) else getattr(part, "id", None)
                if id is not None or isinstance(part, Mapping):
                    yield str(id), part

    def path(self, value: Any, steps: list[str]) -> tuple[str | int, ...]:
        """The document path of ``KEY/PART/FIELD``, as far as it exists."""
        if self.model is None or not steps:
            return (self.key, *steps)
        found = self.named(value).get(steps[0])
        return (self.key,) if found is None else (self.key, found[0], *steps[1:])

    def named(self, value: Any) -> Mapping[str, tuple[int, Any]]:
        """Each part and its position by its name; of several with the same name, the first."""
        return _named(self, value)


@remembered
def _named(held: Parts, value: Any) -> dict[str, tuple[int, Any]]:
    found: dict[str, tuple[int, Any]] = {}
    for position, (name, part) in enumerate(held.names(value)):
        found.setdefault(name, (position, part))
    return found


@cache
def kind_field(key: str) -> Field | None:
    """A key that some kind adds; its type is the same in all kinds that have it."""
    return next((field for kind in kinds() for field in fields_of(kind) if field.key == key), None)


@cache
def offered_keys() -> tuple[str, ...]:
    """All keys that kinds add, in the order in which they are offered: by kind, deciding keys first."""
    found = [key for kind in offered() for key in (*kind.decided_by, *kind.own_keys())]
    return tuple(dict.fromkeys(found))


@cache
def offered() -> tuple[type[Measure], ...]:
    """The kinds in the order in which they are offered."""
    return tuple(sorted(kinds(), key=lambda kind: kind.rank))


@cache
def parts() -> Mapping[str, Parts]:
    """The keys that hold parts."""
    found: dict[str, Parts] = {}
    for key, field in _fields():
        held = plain_type(field.info.annotation)
        inner = [plain_type(each) for each in get_args(held)]
        if get_origin(held) is list and isinstance(inner[0], type) and issubclass(inner[0], Doc):
            found[key] = Parts(key, inner[0])
        elif get_origin(held) is dict and inner[0] is date:
            found[key] = Parts(key, None)
    return found


@cache
def steps_keys() -> frozenset[str]:
    """The keys that hold steps."""
    return frozenset(kind.steps_in for kind in kinds() if kind.steps_in)


@cache
def free_texts() -> frozenset[str]:
    """Keys with free text, which is quoted if needed."""
    return frozenset(key for key, field in _fields() if plain_type(field.info.annotation) is str)


@cache
def quantities() -> frozenset[str]:
    """Keys whose value is a number, an amount, or amounts by day."""
    found = set()
    for key, field in _fields():
        held = plain_type(field.info.annotation)
        by_day = plain_type(get_args(held)[1]) if get_origin(held) is dict else held
        if by_day in (Fraction, Amount):
            found.add(key)
    return frozenset(found)


@cache
def goal_keys() -> tuple[str, ...]:
    """Keys whose single value is the goal."""
    return tuple(key for key, field in _fields() if field.means.counts == "goal" and key not in parts())


@cache
def published_texts() -> tuple[str, ...]:
    """Keys that describe the measurement in words; machine-readable reports contain them unchanged."""
    return tuple(key for key in offered_keys() if key in free_texts())


def described(key: str) -> str:
    """What a kind says of a key that it adds."""
    field = kind_field(key)
    return (field and field.info.description) or ""


def meaning(kind: type[Measure], field: str) -> Means | None:
    """The meaning of a field, by its name in `amended`; None if the kind doesn't have it."""
    key, *steps = field.split("/")
    own = next((each.means for each in fields_of(kind) if each.key == key), None)
    if own is None or len(steps) < 2 or key not in parts():
        return own
    return next((each.means for each in parts()[key].fields if each.key == steps[1]), None)


def alternatives(field: str) -> tuple[str, ...]:
    """The keys that may express the same as this one, including itself."""
    kind = _choosing(field)
    return kind.alternatives if kind else (field,)


def same_goal(field: str, fields: Mapping[str, str], baseline: Fraction | None) -> object:
    """The goal that a field and its alternatives express; see :meth:`Measure.same_goal`."""
    kind = _choosing(field)
    return kind.same_goal(fields, baseline) if kind else None


def _choosing(field: str) -> type[Measure] | None:
    return next((kind for kind in kinds() if field in kind.alternatives), None)


def _fields() -> Iterator[tuple[str, Field]]:
    seen = set()
    for kind in kinds():
        for field in fields_of(kind):
            if field.key not in seen:
                seen.add(field.key)
                yield field.key, field
