"""Frozen values: dataclasses that nobody changes, made at a third of what ``dataclass(frozen=True)`` costs.

For every such class Python compiles six methods, each time a program starts: with 200 classes a fifth of a small run.
Here it compiles ``__init__``, and the others need not be. That nothing is ever assigned is for mypy to see, once,
instead of at every start and for each of a hundred thousand values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Made]) -> type[Made]:
    """A class of values with slots; they are equal when their fields are, and hashed by them."""
    made: Any = dataclass(eq=False, repr=False, slots=True)(cls)
    content = _content([each.name for each in fields(made) if each.compare])

    def equal(self: Made, other: object) -> bool:
        return content(self) == content(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Made) -> int:
        return hash(content(self))

    made.__eq__, made.__hash__, made.__repr__ = equal, hashed, _shown
    return made  # type: ignore[no-any-return]


def _content(names: list[str]) -> Callable[[Any], Any]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _shown(self: Any) -> str:
    told = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(told)})"
