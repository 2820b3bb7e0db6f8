"""How plain data is taken as it should be: readers that give a value or are in doubt, and mappings made of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from okrctl.core.parse import LONGEST_TITLE

Read = Callable[[Any], Any]


class Doubt(Exception):  # noqa: N818 - a jump out of the depth, not an error
    """Something that the models have to look at."""


def parsed(parse: Callable[[str], Any]) -> Read:
    """A text that a function makes a value of; None is no value."""

    def read(data: Any) -> Any:
        found = parse(data) if type(data) is str else None
        if found is None:
            raise Doubt
        return found

    return read


def one_of(*words: str) -> Read:
    """One of some words."""
    return parsed({word: word for word in words}.get)


def many(read: Read) -> Read:
    """A list."""

    def items(data: Any) -> list[Any]:
        if type(data) is not list:
            raise Doubt
        return [read(each) for each in data]

    return items


def one_or_many(read: Read, *single: type) -> Read:
    """A list, or one of its items where that is of such a type."""
    listed = many(read)
    return lambda data: [read(data)] if type(data) in single else listed(data)


def mapping(key: Read, value: Read) -> Read:
    """A mapping whose keys are the user's."""

    def entries(data: Any) -> dict[Any, Any]:
        if type(data) is not dict:
            raise Doubt
        return {key(name): value(each) for name, each in data.items()}

    return entries


def either(written: Read, other: Read) -> Read:
    """A text, or something else."""
    return lambda data: written(data) if type(data) is str else other(data)


def as_is(data: Any) -> Any:
    """Anything."""
    return data


def nothing(data: Any) -> Any:
    """Nothing at all."""
    raise Doubt


def text(data: Any) -> str:
    """A text with something in it."""
    if type(data) is not str or not data:
        raise Doubt
    return data


def title(data: Any) -> str:
    """A text that fits on a line."""
    found = text(data)
    if len(found) > LONGEST_TITLE:
        raise Doubt
    return found


class Shape:
    """A mapping of the format: which keys it may have, and which it must.

    Args:
        keys: how the value of each is read.
        required: those that have to be there.
        named: attributes of keys that are words of Python.
        given: what keys mean that are absent; they cannot be empty either.
    """

    def __init__(
        self,
        keys: dict[str, Read],
        required: Collection[str] = (),
        named: dict[str, str] | None = None,
        given: dict[str, Any] | None = None,
    ) -> None:
        self.required = frozenset(required)
        self.keys = {key: ((named or {}).get(key, key), read) for key, read in keys.items()}
        self.never_empty = self.required | frozenset(given or ())
        self.record = type("Plain", (), {name: None for name, _ in self.keys.values()} | (given or {}))

    def __call__(self, data: Any) -> Any:
        """The mapping with an attribute for each of its keys."""
        if type(data) is not dict or not self.required <= data.keys():
            raise Doubt
        made = self.record()
        given = made.__dict__
        for key, value in data.items():
            about = self.keys.get(key)
            if about is None:
                if key.startswith("x-"):
                    continue
                raise Doubt
            if value is not None:
                given[about[0]] = about[1](value)
            elif key in self.never_empty:
                raise Doubt
        return made
