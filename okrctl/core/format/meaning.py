"""What each field of the format is for: said once, in the field's annotation, and taken from there by everything else.

``diff``, goalposts, ``amend``, ``rename``, ``merge``, ``show``, the JSON Schema and docs/keys read it; none of them
keeps a list of fields. A model with a field that does not say it does not start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from okrctl.core.values.frozen import frozen

Counts = Literal["goal", "measured", "words", "setting", "trace", "identity", "parts", "journal"]
"""How a change of a field counts:

* ``goal``: it can make a goal easier or harder; ``judge`` tells which, and without one every change needs a trace.
* ``measured``: the goal is measured in another way afterwards, which needs a trace.
* ``words``: it has no effect on a goal.
* ``setting``: it can ease goals or hide silence for many items at once, so it is judged like a goal.
* ``trace``: it is itself the record of a change (``amended``, ``dropped``, ``closed``).
* ``identity``: what the thing is called.
* ``parts``: a list of things that have ids and are compared one by one.
* ``journal``: what check-ins say.
"""


@frozen
class Means:
    """The meaning of one field.

    Attributes:
        counts: how a change of it counts.
        judge: for ``goal`` and ``setting``: tells easier from harder (see ``core/diff/judge.py`` for its argument).
        amend: whether ``okrctl amend`` takes it; None: when it counts as goal, measured or words.
        label: its name in reports; the key with spaces without it.
    """

    counts: Counts
    judge: Callable[[Any], Any] | None = None
    amend: bool | None = None
    label: str | None = None


GOAL = Means("goal")
WORDS = Means("words")
MEASURED = Means("measured")
IDENTITY = Means("identity", amend=False)
TRACE = Means("trace", amend=False)
PARTS = Means("parts", amend=False)
JOURNAL = Means("journal", amend=False)
SETTING = Means("setting", amend=False)


@frozen
class Field:
    """One field of a model as others see it: its key in files, its name in Python, its type and its meaning."""

    key: str
    name: str
    info: FieldInfo
    means: Means

    @property
    def label(self) -> str:
        """Its name in reports."""
        return self.means.label or self.key.replace("_", " ")

    @property
    def amendable(self) -> bool:
        """Whether ``okrctl amend`` takes it."""
        return self.means.counts in ("goal", "measured", "words") if self.means.amend is None else self.means.amend


def fields_of(model: type[BaseModel]) -> Iterator[Field]:
    """The fields of a model with their meaning, in the order of writing.

    Raises:
        TypeError: a field says nothing of its meaning.
    """
    for name, info in model.model_fields.items():
        means = next((each for each in info.metadata if isinstance(each, Means)), None)
        if means is None:
            raise TypeError(f"{model.__name__}.{name} does not say what it is for (see core/format/meaning.py)")
        yield Field(info.alias or name, name, info, means)
