"""What each field of the format is for: defined once, in the field's annotation, and used from there.

``diff``, goalposts, ``amend``, ``rename``, ``merge``, ``show``, the JSON Schema and docs/keys read it; none of them
keeps a list of fields. Defining a model with a field without a meaning raises an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Literal, Self

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema

from okrctl.core.values.frozen import frozen

Counts = Literal["goal", "measured", "words", "setting", "trace", "identity", "parts", "journal"]
"""How a change of a field counts:

* ``goal``: it can make a goal easier or harder; ``judge`` decides which; without one, every change needs a trace.
* ``measured``: it changes how the goal is measured, which needs a trace.
* ``words``: it has no effect on a goal.
* ``setting``: it can ease goals or hide missing check-ins for many items at once, so it is judged like a goal.
* ``trace``: it records a change (``amended``, ``dropped``, ``closed``).
* ``identity``: the name of the item.
* ``parts``: a list of items with ids, which are compared one by one.
* ``journal``: the content of check-ins.
"""


@frozen
class Means:
    """The meaning of one field: how a change of it counts, and for a goal, the judge of whether it is easier or harder.

    ``amend`` tells whether ``okrctl amend`` accepts it; by default if it counts as goal, measured, words or setting.
    ``says`` describes the field, in one or two sentences. It counts when two are compared: of equal annotations, Python
    keeps one.
    """

    counts: Counts
    judge: Callable[..., Any] | None = None
    amend: bool | None = None
    says: str | None = None

    def __call__(self, says: str, judge: Callable[..., Any] | None = None, amend: bool | None = None) -> Self:
        """The same for a field that is described by this, and whose changes are judged by that."""
        return replace(self, says=says, judge=judge, amend=self.amend if amend is None else amend)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The type as it is: pydantic need not look for what a meaning could mean to it."""
        return handler(source)


GOAL = Means("goal")
WORDS = Means("words")
MEASURED = Means("measured")
IDENTITY = Means("identity", amend=False)
TRACE = Means("trace", amend=False)
PARTS = Means("parts", amend=False)
JOURNAL = Means("journal", amend=False)
SETTING = Means("setting")
_AMENDABLE = ("goal", "measured", "words", "setting")


@frozen
class Field:
    """One field of a model: its key in files, its name in Python, its type and its meaning."""

    key: str
    name: str
    info: FieldInfo
    means: Means

    @property
    def label(self) -> str:
        """Its name in reports."""
        return self.key.replace("_", " ")

    @property
    def amendable(self) -> bool:
        """Whether ``okrctl amend`` accepts it."""
        return self.means.counts in _AMENDABLE if self.means.amend is None else self.means.amend


def fields_of(model: type[BaseModel]) -> Iterator[Field]:
    """The fields of a model with their meaning, in file order.

    Raises:
        TypeError: a field has no meaning.
    """
    for name, info in model.model_fields.items():
        means = next((each for each in info.metadata if isinstance(each, Means)), None)
        if means is None:
            raise TypeError(f"{model.__name__}.{name} has no meaning (see core/format/meaning.py)")
        yield Field(info.alias or name, name, info, means)
