"""Facts to plain JSON data and back, told by the types of the model: nothing is written twice, no class is forgotten.

A dataclass becomes a list of its fields' values, without those at the end that have their defaults. Decoding makes
values of the model's classes and of nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from okrctl.core.model.doc import Doc
from okrctl.core.model.measure import Measure

Turn = Callable[[Any], Any] | None
"""Makes one value of another; None where both are the same."""


def encode(kind: type, value: Any) -> Any:
    """The plain data of a value of the model."""
    turn = _turns(kind)[0]
    return turn(value) if turn else value


def decode(kind: type, data: Any) -> Any:
    """The value of the model that plain data stands for; the data is used up.

    Raises:
        ValueError, TypeError, LookupError, AttributeError: the data was not made by :func:`encode`.
    """
    turn = _turns(kind)[1]
    return turn(data) if turn else data


@cache
def _turns(kind: Any) -> tuple[Turn, Turn]:
    """How values of a type are encoded and decoded."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in (str, int, bool, object, type(None)) or origin is Literal:
        return None, None
    if kind is date:
        return date.toordinal, date.fromordinal
    if kind is Fraction:
        return str, _fraction
    if origin is Annotated:
        return _turns(inner[0])
    if kind is Measure:
        return _measure()
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, Doc)):
        return _record(kind) if is_dataclass(kind) else _document(kind)
    if origin in (Union, UnionType):
        return _choice(inner)
    if origin is tuple:
        return _items(inner)
    if origin is list:
        return _list(inner[0])
    if origin is dict:
        return _by_key(*inner)
    if origin is Mapping:
        return _entries(*inner)
    raise TypeError(f"{kind} has no plain form")


@lru_cache(maxsize=8192)
def _fraction(text: str) -> Fraction:
    return Fraction(text)


def _choice(members: tuple[Any, ...]) -> tuple[Turn, Turn]:
    """An optional value, or a union of plain types."""
    turns = [_turns(member) for member in members if member is not type(None)]
    put, take = turns[0]
    if len(turns) > 1 and any(turn != (None, None) for turn in turns):
        raise TypeError(f"{members} cannot be told apart in plain form")
    return put and _unless_none(put), take and _unless_none(take)


def _unless_none(turn: Callable[[Any], Any]) -> Turn:
    return lambda value: None if value is None else turn(value)


def _items(inner: tuple[Any, ...]) -> tuple[Turn, Turn]:
    if inner[-1] is not Ellipsis:
        puts, takes = (_turning(each) for each in zip(*map(_turns, inner), strict=True))
        return lambda values: _turned(puts, list(values)), lambda data: tuple(_turned(takes, data))
    put, take = _turns(inner[0])
    return (
        (lambda values: [put(value) for value in values]) if put else list,
        (lambda data: tuple([take(value) for value in data])) if take else tuple,
    )


def _entries(key: Any, value: Any) -> tuple[Turn, Turn]:
    if key is not str:
        raise TypeError("keys of plain data are texts")
    put, take = _turns(value)
    return (
        (lambda values: {name: put(each) for name, each in values.items()}) if put else dict,
        (lambda data: {name: take(each) for name, each in data.items()}) if take else dict,
    )


def _list(item: Any) -> tuple[Turn, Turn]:
    put, take = _turns(item)
    return _each(put) if put else list, _each(take) if take else None


def _each(turn: Callable[[Any], Any]) -> Turn:
    return lambda values: [turn(value) for value in values]


def _by_key(key: Any, value: Any) -> tuple[Turn, Turn]:
    """A mapping whose keys need not be texts, as a list of pairs."""
    pair = _items((key, value))
    put, take = pair
    assert put is not None and take is not None
    return lambda values: [put(each) for each in values.items()], lambda data: dict(map(take, data))


def _document(kind: type[Doc]) -> tuple[Turn, Turn]:
    """A mapping of the format, as a list of its fields' values."""
    types: dict[str, Any] = {name: info.annotation for name, info in kind.model_fields.items()}
    turns = {name: _turns(each) for name, each in types.items()}
    puts, takes = ([(name, turn[side] or _same) for name, turn in turns.items()] for side in (0, 1))

    def put(value: Any) -> list[Any]:
        row = [None if (held := getattr(value, name)) is None else turn(held) for name, turn in puts]
        while row and row[-1] is None:
            row.pop()
        return row

    def take(row: Any) -> Any:
        values = {name: None if held is None else turn(held) for (name, turn), held in zip(takes, row, strict=False)}
        # by their names in Python: aliases are of files alone
        return kind.model_construct(set(values), **values)

    return put, take


def _same(value: Any) -> Any:
    return value


def _turning(turns: Iterable[Turn]) -> list[tuple[int, Callable[[Any], Any]]]:
    """Those values of a row that something has to be done about."""
    return [(position, turn) for position, turn in enumerate(turns) if turn]


def _turned(turning: list[tuple[int, Callable[[Any], Any]]], row: list[Any]) -> list[Any]:
    length = len(row)
    for position, turn in turning:
        if position >= length:
            break
        row[position] = turn(row[position])
    return row


def _record(kind: Any) -> tuple[Turn, Turn]:
    known = fields(kind)
    # modules of values do without late annotations, which would have to be compiled here one by one
    late = any(isinstance(part.type, str) for part in known)
    hints: dict[str, Any] = get_type_hints(kind) if late else {part.name: part.type for part in known}
    parts = [(part.name, part.default, part.kw_only) for part in known]
    names = [name for name, _, _ in parts]
    turns = [_turns(hints[name]) for name in names]
    puts, takes = (_turning(each) for each in zip(*turns, strict=True))
    defaults = [default for _, default, _ in parts]
    values_of = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
    # of most values in a journal only the first field is given
    rest_of = attrgetter(*names[1:]) if len(names) > 2 and MISSING not in defaults[1:] else None
    usual, first = tuple(defaults[1:]), attrgetter(names[0])

    def put(value: Any) -> list[Any]:
        if rest_of is not None and rest_of(value) == usual and first(value) != defaults[0]:
            return _turned(puts, [first(value)])
        row = list(values_of(value))
        while row and (row[-1] is defaults[len(row) - 1] or row[-1] == defaults[len(row) - 1]):
            row.pop()
        return _turned(puts, row)

    def take(data: Any) -> Any:
        return kind(*_turned(takes, data))

    def take_named(data: Any) -> Any:
        return kind(**dict(zip(names, _turned(takes, data), strict=False)))

    return put, take_named if any(named for _, _, named in parts) else take


def _measure() -> tuple[Turn, Turn]:
    """A kind of key result goes by the name of its class; several share the name that reports give them."""
    from okrctl.core.model.registry import kinds

    turns = {kind.__name__: _document(kind) for kind in kinds()}

    def put(value: Measure) -> list[Any]:
        turn = turns[type(value).__name__][0]
        assert turn is not None
        return [type(value).__name__, turn(value)]

    def take(data: Any) -> Any:
        name, row = data
        turn = turns[name][1]
        assert turn is not None
        return turn(row)

    return put, take
