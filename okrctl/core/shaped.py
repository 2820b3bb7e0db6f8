"""Plain data as documents: the short way where all is right, the models where anything might be wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from okrctl.core.diagnostic import DocPath, Problem
from okrctl.core.plain import plain

DocName = Literal["department", "objective", "workspace"]


@dataclass(slots=True)
class Shaped:
    """A document made from data, what was wrong, and where list items stood before others were left out."""

    model: Any
    problems: list[Problem] = field(default_factory=list)
    kept: dict[DocPath, list[int]] = field(default_factory=dict)

    def items(self, at: DocPath, values: Any) -> Iterator[tuple[DocPath, Any]]:
        """The items of a list with the document path each had in the file."""
        places = self.kept.get(at)
        for index, value in enumerate(values or ()):
            yield (*at, places[index] if places else index), value


def shaped(name: DocName, data: Any, path: str, at: DocPath = ()) -> Shaped:
    """Plain data as a document.

    Args:
        name: which document.
        data: plain data as read; it is not changed.
        path: the file's name, for problems.
        at: where the data stands in the file.

    Returns:
        The document (None when nothing could be made of the data) with all problems.
    """
    record = plain(name, data)
    if record is not None:
        return Shaped(record)
    from okrctl.core.shape import model_of, shape

    return shape(model_of(name), data, path, at)
