"""What the fields of the format contain, derived from their types: free text, references, lists."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema

from okrctl.core.values.frozen import frozen


@frozen
class Holds:
    """What kind of texts a field contains.

    ``text`` is free, and quoted if needed; a ``reference`` names an item, a ``department`` a department (or all of
    them); a ``former`` id is an earlier id of the item. The others name a metric, a person, a cycle, or a rule.
    """

    what: Literal["text", "reference", "department", "former", "metric", "person", "cycle", "rule"]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The type as it is; see :class:`okrctl.core.format.meaning.Means`."""
        return handler(source)


TEXT, REFERENCE = Holds("text"), Holds("reference")
DEPARTMENT, FORMER = Holds("department"), Holds("former")
METRIC, PERSON, CYCLE, RULE = Holds("metric"), Holds("person"), Holds("cycle"), Holds("rule")


def held(info: FieldInfo) -> set[Holds]:
    """What a field contains, directly or in its list items or mappings."""
    return {mark for mark in _metadata(info.annotation, *info.metadata) if isinstance(mark, Holds)}


def single(info: FieldInfo) -> bool:
    """Whether a field has a single plain value, not a list or mapping."""
    found = list(members(info.annotation))
    return not any(get_origin(each) in (tuple, list, dict) or hasattr(each, "model_fields") for each in found)


def many(info: FieldInfo) -> bool:
    """Whether a field has a list."""
    return any(get_origin(each) in (tuple, list) for each in members(info.annotation))


def anything(info: FieldInfo) -> bool:
    """Whether a field accepts any data."""
    return any(part is Any for part in _metadata(info.annotation))


def members(annotation: Any) -> Iterator[Any]:
    """The members of a union, or the single type."""
    if get_origin(annotation) is Annotated:
        yield from members(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, UnionType):
        for each in get_args(annotation):
            yield from members(each)
    else:
        yield annotation


def _metadata(*parts: Any) -> Iterator[Any]:
    for part in parts:
        yield part
        for info in getattr(part, "model_fields", {}).values():
            yield from _metadata(info.annotation, *info.metadata)
        yield from _metadata(*get_args(part))
