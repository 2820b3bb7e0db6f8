"""Check-ins: entries of the journal, with their results of key results and KPIs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date as Date  # noqa: N812 - a field is called date
from functools import lru_cache
from typing import Annotated, Any, ClassVar

from pydantic import Field, Tag, WrapValidator

from okrctl.core.format import forms
from okrctl.core.format import types as f
from okrctl.core.format.doc import Doc, fields
from okrctl.core.format.meaning import JOURNAL


class Result(Doc):
    """A result with more than a value."""

    withdrawn: ClassVar[bool] = False
    """Whether a correction withdraws the day's value (a written ``~``)."""

    value: Annotated[f.Text | None, JOURNAL("The value, or done or open.")] = None
    done: Annotated[f.ManyTexts | None, JOURNAL("Milestones that are done.")] = None
    baseline: Annotated[f.Number | None, JOURNAL("The baseline, if the plan has none.")] = None
    confidence: Annotated[
        f.Confidence | None, JOURNAL("How sure the owner is of reaching the target, from 0 to 10.")
    ] = None
    projected: Annotated[
        f.Text | None, JOURNAL("The owner's own projection: the final value, or the date it will be done.")
    ] = None
    note: Annotated[f.Text | None, JOURNAL("A comment on the number.")] = None

    @property
    def said(self) -> frozenset[str]:
        """The fields with a value."""
        return frozenset(name for name in type(self).model_fields if getattr(self, name) is not None)

    @property
    def taken_back(self) -> frozenset[str]:
        """The fields written without a value; in a correction, they withdraw those of the day."""
        return frozenset(self.model_fields_set) - self.said

    @property
    def only_a_value(self) -> bool:
        """Whether a later value replaces everything in it except confidence and comments."""
        return self.done is None and self.baseline is None and self.projected is None

    @property
    def only_words(self) -> bool:
        """Whether it has only what an objective accepts."""
        return self.withdrawn or (self.said | self.taken_back) <= {"confidence", "note"}


class _Withdrawn(Result):
    withdrawn: ClassVar[bool] = True


WITHDRAWN = _Withdrawn.model_construct()
REST = "rest"
"""In `unchanged`: everything that the entry doesn't name."""

_SHARED = 1 << 13


class _Shared:
    """Equal mappings share one result: journals repeat themselves, and each result takes half a kilobyte."""

    def __init__(self) -> None:
        self.known: dict[str, Result] = {}

    def __call__(self, data: Any, make: Callable[[Any], Result]) -> Result:
        words = repr(data)
        found = self.known.get(words)
        if found is None:
            found = make(data)
            if len(self.known) >= _SHARED:
                self.known.clear()
            if isinstance(data, dict):
                self.known[words] = found
        return found


_shared = _Shared()

# most results are a plain value: those are checked without Python, and become results when needed
Written = (
    Annotated[f.Text, Tag("\0text")]
    | Annotated[tuple[f.Text, ...], forms.LOOSE, Tag("\0list")]
    | Annotated[Result, WrapValidator(_shared), Tag("\0map")]
)


def written_again(data: Any) -> str | tuple[str, ...] | Result | None:
    """A written result from plain data that is known to be valid.

    Raises:
        ValidationError: a mapping has ignored keys, so it needs the full validation.
    """
    if isinstance(data, dict):
        return _shared(data, Result.model_validate)
    return tuple(data) if isinstance(data, list) else data


@lru_cache(maxsize=_SHARED)
def _said(value: str) -> Result:
    return Result.model_construct(value=value)


def result_of(written: str | tuple[str, ...] | Result | None) -> Result:
    """A result as written: a value, milestones, a mapping, or nothing, which withdraws."""
    if isinstance(written, str):
        return _said(written)
    if isinstance(written, tuple):
        return Result.model_construct(done=written)
    return WITHDRAWN if written is None else written


def says_nothing(written: str | tuple[str, ...] | Result | None, correcting: bool) -> bool:
    """Whether a written result is empty; in a correction, a written ``~`` withdraws."""
    if not isinstance(written, Result):
        return written is None and not correcting
    if written.value is not None or written.done is not None:
        return False
    if correcting and written.model_fields_set:
        return False
    return all(getattr(written, field.name) is None for field in fields(Result))


class CheckIn(Doc):
    """One entry of the journal; entries are only added, never changed."""

    date: Annotated[f.Day, JOURNAL("The date of the values.")]
    by: Annotated[f.Person, JOURNAL("The author: an email address or a name.")]
    note: Annotated[f.Text | None, JOURNAL("A comment on the check-in.")] = None
    written: Annotated[dict[f.Ref, Written | None] | None, JOURNAL("Values by key result or KPI.")] = Field(
        None, alias="results"
    )
    unchanged: Annotated[f.Refs, JOURNAL("Items whose value is the same as before; `rest` for all others.")] = ()
    corrects: Annotated[f.Day | None, JOURNAL("The day whose entries it corrects.")] = None

    @property
    def results(self) -> Mapping[str, Result]:
        """Its results by key; without empty mappings and, outside a correction, without missing values."""
        found = (self.written or {}).items()
        correcting = self.corrects is not None
        return {key: result_of(each) for key, each in found if not says_nothing(each, correcting)}

    @property
    def silent(self) -> tuple[str, ...]:
        """Keys of empty results."""
        correcting, written = self.corrects is not None, (self.written or {}).items()
        return tuple([key for key, each in written if type(each) is not str and says_nothing(each, correcting)])

    @property
    def day(self) -> Date:
        """The day that its values count for: its own, or the one that it corrects."""
        return self.corrects or self.date
