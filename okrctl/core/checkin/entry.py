"""The content of a check-in, before and after the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields, replace
from datetime import date
from fractions import Fraction
from typing import Any

from okrctl.core.model.checkins import CheckIn, Result, result_of
from okrctl.core.model.files import FileFacts
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import literal, parse_number

Day = date
WITHDRAWN = "~"


@frozen
class ResultInput:
    """The result of one key result, KPI or objective, as text. ``done`` are milestones.

    In a correction, a field can be :data:`WITHDRAWN`: that day's value no longer counts.
    """

    value: str | None = None
    done: tuple[str, ...] | None = None
    baseline: str | None = None
    confidence: str | None = None
    projected: str | None = None
    note: str | None = None

    @classmethod
    def of(cls, result: Result) -> ResultInput:
        """A result as it could be typed."""
        baseline, confidence = (
            None if each is None else str(literal(each)) for each in (result.baseline, result.confidence)
        )
        return cls(result.value, result.done, baseline, confidence, result.projected, result.note)

    def given(self) -> dict[str, Any]:
        """The fields with a value."""
        return {each.name: said for each in fields(self) if (said := getattr(self, each.name)) is not None}

    @property
    def only_words(self) -> bool:
        """Whether it has only what an objective accepts."""
        return self.value is None and self.done is None and self.baseline is None and self.projected is None

    def merged(self, other: ResultInput) -> ResultInput | str:
        """Both combined, or the name of a field that both have."""
        mine, theirs = self.given(), other.given()
        return next((name for name in mine if name in theirs), replace(self, **theirs))


SAYS = tuple(each.name for each in fields(ResultInput))
"""What a result can say, in the order of tables."""
TEXTS = tuple(name for name in SAYS if name != "done")


@frozen
class Mistake:
    """A problem with the input, and a hint."""

    message: str
    help: str | None = None


@frozen
class CheckInInput:
    """The input for one check-in. ``date`` and ``by`` are set only if the source has its own.

    ``optional`` are names that may not be items, ``left_out`` those that aren't.
    """

    results: Mapping[str, ResultInput] = field(default_factory=dict)
    unchanged: tuple[str, ...] = ()
    note: str | None = None
    date: date | None = None
    by: str | None = None
    optional: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()

    def merged(self, other: CheckInInput) -> CheckInInput | Mistake:
        """Both combined; nothing may be given twice."""
        results = dict(self.results)
        for id, said in other.results.items():
            both = results[id].merged(said) if id in results else said
            if isinstance(both, str):
                return Mistake(f"the {both} of {id} is given twice", "pass it once")
            results[id] = both
        for name in ("note", "date", "by"):
            if getattr(self, name) is not None and getattr(other, name) is not None:
                return Mistake(f"the {name} is given twice", "pass it once")
        unchanged = (*self.unchanged, *(id for id in other.unchanged if id not in self.unchanged))
        return CheckInInput(
            results,
            unchanged,
            self.note or other.note,
            self.date or other.date,
            self.by or other.by,
            self.optional | other.optional,
            (*self.left_out, *other.left_out),
        )

    @property
    def empty(self) -> bool:
        """Whether it is empty."""
        return not self.results and not self.unchanged and self.note is None


@frozen
class Entry:
    """A check-in that fits its department's plan, ready to be written; ``corrects`` is the day that it corrects."""

    date: date
    by: str
    note: str | None
    results: tuple[tuple[str, ResultInput], ...]
    unchanged: tuple[str, ...]
    corrects: Day | None = None

    def is_said_by(self, found: CheckIn) -> bool:
        """Whether an entry read from a file equals this one."""
        results = {id: _result(said) for id, said in self.results}
        head = (found.date, found.by, found.note, found.unchanged, found.corrects)
        return head == (self.date, self.by, self.note, self.unchanged, self.corrects) and found.results == results


def _result(said: ResultInput) -> Result:
    if said == ResultInput(value=WITHDRAWN):
        return result_of(None)
    return Result.model_construct(
        value=_text(said.value),
        done=said.done,
        baseline=_number(said.baseline),
        confidence=_number(said.confidence),
        projected=_text(said.projected),
        note=said.note,
    )


def _text(text: str | None) -> str | None:
    return None if text == WITHDRAWN else text


def _number(text: str | None) -> Fraction | None:
    return None if text in (None, WITHDRAWN) else parse_number(text or "")


@frozen
class Addition:
    """A file with a new entry: its whole text, and the content as read back for the proof."""

    text: str
    facts: FileFacts
