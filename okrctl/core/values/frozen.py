"""Frozen values: immutable dataclasses, created at a fifth of the cost of ``dataclass(frozen=True)``.

For such a class, Python compiles six methods at every start: for 200 classes, a fifth of a short run. This decorator
compiles only ``__init__``, in its shortest form. mypy checks that nothing is assigned; nothing checks it at run time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Made]) -> type[Made]:
    """A class of values with slots; two are equal if their fields are, and they are hashed by them."""
    made: Any = dataclass(init=False, eq=False, repr=False, slots=True)(cls)
    known = fields(made)
    content = _content([each.name for each in known if each.compare])

    def equal(self: Made, other: object) -> bool:
        return content(self) == content(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Made) -> int:
        return hash(content(self))

    made.__init__, made.__eq__, made.__hash__, made.__repr__ = _init(known), equal, hashed, _shown
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
