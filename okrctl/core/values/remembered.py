"""Caches the last results of a function whose callers ask for the same thing several times in a row."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import wraps
from typing import Generic, TypeVar, TypeVarTuple

_Given = TypeVarTuple("_Given")
_Result = TypeVar("_Result")
_AT_ONCE = 4
_PLAIN = (Fraction, date, str, int)


def remembered(function: Callable[[*_Given], _Result]) -> Callable[[*_Given], _Result]:
    """Caches the last few results.

    Arguments match if they are the same object, or an equal number, day, text, or tuple of these.

    Cached values stay in memory, so only a few are kept.
    """
    last: deque[tuple[tuple[*_Given], _Result]] = deque(maxlen=_AT_ONCE)

    @wraps(function)
    def found(*given: *_Given) -> _Result:
        for known, result in last:
            if all(map(_same, known, given)):
                return result
        result = function(*given)
        last.append((given, result))
        return result

    return found


def _same(one: object, other: object) -> bool:
    return one is other or (_plain(one) and _plain(other) and one == other)


def _plain(value: object) -> bool:
    """Whether equal values are interchangeable; documents are not, since equal ones may be in different places."""
    return isinstance(value, _PLAIN) or (isinstance(value, tuple) and all(map(_plain, value)))


T = TypeVar("T")


class Same(Generic[T]):
    """Equal only to another wrapper of the same object."""

    __slots__ = ("it",)

    def __init__(self, it: T) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.it is other.it
