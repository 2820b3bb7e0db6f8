"""Notes on many files in one entry of the cache: a small value for each, found by a name."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache as once
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from okrctl.core.values.mean import LongFraction
from okrctl.shell.cache import NO_CACHE, Cache, key

Row = TypeVar("Row")


class CacheTable(Generic[Row]):
    """What was noted under names, and what is noted now.

    Args:
        cache: where the entry is kept.
        kind: the class of its values.
        about: what the entry is about, folder and all; another text, another entry.
    """

    def __init__(self, cache: Cache, kind: type[Row], about: str) -> None:
        self._cache = cache
        self._kind = kind
        self._place = "" if cache is NO_CACHE else key("notes", kind.__name__, about)
        self._kept: dict[str, Row] = self._decoded(cache.get(self._place))
        self._new: dict[str, Row] = {}

    def get(self, name: str) -> Row | None:
        """What is noted under a name."""
        return self._kept.get(name)

    def put(self, name: str, row: Row) -> None:
        """Note something under a name; kept once it is saved."""
        self._new[name] = row

    def save(self, alive: Container[str]) -> None:
        """Keep what is new, and what was noted before under names that are still alive."""
        if self._cache is NO_CACHE or not self._new:
            return
        rows = {name: row for name, row in self._kept.items() if name in alive} | self._new
        self._cache.put(self._place, {name: _plain(row) for name, row in rows.items()})

    def _decoded(self, data: Any) -> dict[str, Row]:
        try:
            return {name: _value(self._kind, row) for name, row in (data or {}).items()}
        except (AttributeError, TypeError, ValueError):
            return {}


def _plain(value: Any) -> Any:
    """A row as JSON data: texts, whole numbers and fractions, in tuples and dataclasses."""
    if is_dataclass(value):
        return [_plain(getattr(value, each.name)) for each in fields(value)]
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, LongFraction):
        return [str(value), str(value.over), _plain(value.parts)]
    return str(value) if isinstance(value, Fraction) else value


def _value(kind: Any, data: Any) -> Any:
    """The value of a type that JSON data stands for."""
    if data is None:
        return None
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(*(_value(hint, each) for hint, each in zip(_hints(kind), data, strict=True)))
    known = [inner for inner in get_args(kind) if inner not in (Ellipsis, type(None))]
    if len(known) == 1 and is_dataclass(known[0]) and get_origin(kind) is not tuple:
        return _value(known[0], data)
    if isinstance(data, list) and Fraction in (kind, *known):
        near, over, parts = data
        return LongFraction.of(Fraction(near), tuple((_part(w), _part(each)) for w, each in parts), Fraction(over))
    if isinstance(data, list):
        return tuple(_value(known[0], each) for each in data)
    return Fraction(data) if Fraction in (kind, *known) else data


def _part(data: Any) -> Fraction:
    value: Fraction = _value(Fraction, data)
    return value


@once
def _hints(kind: Any) -> tuple[Any, ...]:
    hints = get_type_hints(kind)
    return tuple(hints[each.name] for each in fields(kind))
