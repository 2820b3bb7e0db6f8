"""Frozen values: immutable dataclasses, created at a fraction of the cost of ``dataclass(frozen=True)``.

For such a class, Python compiles six methods at every start: for 200 classes, a fifth of a short run. This decorator
compiles only ``__init__``, in its shortest form, when the class makes its first value: most runs need few classes.
mypy checks that nothing is assigned; nothing checks it at run time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Made]) -> type[Made]:
    """A class of values with slots; two are equal if their fields are, and they are hashed by them.

    A cached property needs a place to keep its value, so a class with one has no slots.
    """
    slots = not any(isinstance(each, cached_property) for each in vars(cls).values())
    made: Any = dataclass(init=False, eq=False, repr=False, slots=slots)(cls)
    known = fields(made)
    content = _content([each.name for each in known if each.compare])

    def first(self: Made, *values: Any, **named: Any) -> None:
        made.__init__ = _init(known)
        made.__init__(self, *values, **named)

    def equal(self: Made, other: object) -> bool:
        return content(self) == content(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Made) -> int:
        return hash(content(self))

    made.__init__, made.__eq__, made.__hash__, made.__repr__ = first, equal, hashed, _shown
    return made  # type: ignore[no-any-return]


@dataclass_transform(field_specifiers=(field,))
def mutable(cls: type[Made]) -> type[Made]:
    """The same for values that change, which have no hash."""
    made: Any = frozen(cls)
    made.__hash__ = None
    return made  # type: ignore[no-any-return]


def _init(known: tuple[Field[Any], ...]) -> Callable[..., None]:
    """An ``__init__`` for these fields and their defaults."""
    world: dict[str, Any] = {"absent": MISSING}
    places, lines = ["self"], []
    for position, each in enumerate(known):
        name = value = each.name
        if each.default is not MISSING:
            world[f"default{position}"] = each.default
            place = f"{name}=default{position}"
        elif each.default_factory is not MISSING:
            world[f"make{position}"] = each.default_factory
            place, value = f"{name}=absent", f"make{position}() if {name} is absent else {name}"
        else:
            place = name
        places.append(place)
        lines.append(f"self.{name} = {value}")
    exec(f"def __init__({', '.join(places)}):\n {'; '.join(lines) or 'pass'}", world)  # noqa: S102 - our own fields alone
    return world["__init__"]  # type: ignore[no-any-return]


def _content(names: list[str]) -> Callable[[Any], Any]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _shown(self: Any) -> str:
    told = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(told)})"
