"""A mapping of the format: the base of all models."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Self, get_args

from pydantic import BaseModel, ConfigDict

from okrctl.core.format import holds
from okrctl.core.format.meaning import Field, fields_of
from okrctl.core.values.diagnostic import DocPath


class Doc(BaseModel):
    """A mapping of the format: unknown keys are errors, texts stay as written, values never change.

    Two are equal if their content is equal, regardless of their place.
    """

    # defer_build: bases and parts are never validated on their own, and building them is half the cost of all models
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", populate_by_name=False, defer_build=True)

    if TYPE_CHECKING:

        @property
        def at(self) -> DocPath:
            """Its path in its document."""

    @classmethod
    def __pydantic_init_subclass__(cls, **how: Any) -> None:
        """Describe each field by its meaning, without which it is refused."""
        for field in fields_of(cls):
            field.info.description = field.means.says

    def but(self, **values: Any) -> Self:
        """A copy with other values, which are not validated."""
        return self.model_copy(update=values)


def put(doc: Doc, name: str, value: object) -> None:
    """Set what a document's text doesn't contain: its place, and the combined meaning of its keys."""
    doc.__dict__[name] = value


def put_given(doc: Doc, names: Iterable[str]) -> None:
    """Set which fields its text gives."""
    object.__setattr__(doc, "__pydantic_fields_set__", same_set(frozenset(names)))


@lru_cache(maxsize=1 << 10)
def same_set(names: frozenset[str]) -> set[str]:
    """Equal sets are one, which nobody may change: each would take half a kilobyte."""
    return set(names)


@cache
def fields(doc: type[Doc]) -> tuple[Field, ...]:
    """The fields of a model with their meaning, in file order."""
    return tuple(fields_of(doc))


@cache
def keys(doc: type[Doc]) -> dict[str, Field]:
    """The same, by key."""
    return {field.key: field for field in fields(doc)}


@cache
def amendable(doc: type[Doc]) -> tuple[str, ...]:
    """The keys with a single value that ``okrctl amend`` can change."""
    return tuple(field.key for field in fields(doc) if field.amendable and holds.single(field.info))


def free(field: Field) -> bool:
    """Whether a field contains only free text, which is written unchanged."""
    parts = models_in(field.info.annotation)
    if parts:
        return all(free(each) for part in parts for each in fields(part))
    return holds.TEXT in holds.held(field.info) or holds.anything(field.info)


@cache
def everything(doc: type[Doc]) -> tuple[Field, ...]:
    """The fields of a document and of all documents in it."""
    parts = (part for field in inner(doc) for part in models_in(field.info.annotation))
    return (*fields(doc), *(field for part in parts for field in everything(part)))


@cache
def free_keys(doc: type[Doc]) -> frozenset[str]:
    """The keys that mean free text everywhere in a document."""
    bound = {field.key for field in everything(doc) if not free(field)}
    return frozenset(field.key for field in everything(doc)) - bound


@cache
def inner(doc: type[Doc]) -> tuple[Field, ...]:
    """Its fields that contain other documents."""
    return tuple(field for field in fields(doc) if models_in(field.info.annotation))


def models_in(annotation: Any) -> tuple[type[Doc], ...]:
    """The models within a type: of list items, map values and union members."""
    if isinstance(annotation, type) and issubclass(annotation, Doc):
        return (annotation,)
    return tuple(model for part in get_args(annotation) for model in models_in(part))
