"""What the format wants at a place of a document: told by the models, by following keys and items into their types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, get_args, get_origin

from okrctl.core.editor.cursor import Steps
from okrctl.core.format import forms, holds
from okrctl.core.format.doc import Doc, keys
from okrctl.core.format.meaning import Field
from okrctl.core.model.files import department_doc
from okrctl.core.model.settings import Config
from okrctl.core.values.frozen import frozen


@frozen
class Held:
    """A type of the format, and the field that it is, or is in."""

    annotation: Any
    metadata: tuple[Any, ...] = ()
    field: Field | None = None

    @property
    def members(self) -> Sequence[Any]:
        """The types that a value may have; lists of one that may be written without their list, too."""
        return tuple(holds.members(self.annotation))

    @property
    def doc(self) -> type[Doc] | None:
        """The mapping that stands here, or is an item of the list that stands here."""
        return next((each for each in self.members if isinstance(each, type) and issubclass(each, Doc)), None)

    @property
    def items(self) -> Held | None:
        """What the items of the list are that stands here."""
        for each in self.members:
            if get_origin(each) in (tuple, list):
                return Held(get_args(each)[0], (), self.field)
        return None

    @property
    def by_key(self) -> tuple[Held, Held] | None:
        """Keys and values of the map that stands here."""
        for each in self.members:
            if get_origin(each) is dict:
                key, value = get_args(each)
                return Held(key, (), self.field), Held(value, (), self.field)
        return None

    @property
    def alone(self) -> bool:
        """Whether a list's one item may stand without its list, or a mapping be told by a text alone."""
        marks = (*self.metadata, *_metadata(self.annotation))
        return any(isinstance(each, forms.OrOne | forms.OrText) for each in marks)

    @property
    def marks(self) -> frozenset[holds.Holds]:
        """What a text that stands here is."""
        marks = (*self.metadata, *_metadata(self.annotation))
        own = frozenset(each for each in marks if isinstance(each, holds.Holds))
        if any(isinstance(each, forms.OrText) for each in marks):
            own |= {holds.REFERENCE}
        return own | (self.items.marks if self.items and self.alone else frozenset())

    @property
    def words(self) -> tuple[str, ...]:
        """The words of which one must stand here."""
        found = [str(word) for each in self.members if get_origin(each) is Literal for word in get_args(each)]
        return (*found, *(("true", "false") if bool in self.members else ()))

    @property
    def a_day(self) -> bool:
        """Whether a date stands here."""
        return date in self.members


def held(path: str, steps: Steps) -> Held | None:
    """What is wanted at a place of a file; None where the format has nothing of the kind."""
    found: Held | None = Held(root(path))
    for step in steps:
        found = _inside(found, step) if found else None
    return found


def root(path: str) -> type[Doc]:
    """The model of a file."""
    return Config if path.rpartition("/")[2] == Config.path else department_doc()


def _inside(home: Held, step: str | None) -> Held | None:
    if step is None:
        return home.items
    if home.doc is not None and step in keys(home.doc):
        field = keys(home.doc)[step]
        return Held(field.info.annotation, tuple(field.info.metadata), field)
    if home.by_key is not None:
        return home.by_key[1]
    return None


def _metadata(annotation: Any) -> tuple[Any, ...]:
    """What is annotated here, unions looked through, lists, maps and models not."""
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return (*_metadata(inner), *marks)
    if annotation in (str, int, bool, date, type(None), Any) or get_origin(annotation) in (tuple, list, dict, Literal):
        return ()
    return tuple(mark for each in get_args(annotation) for mark in _metadata(each))
