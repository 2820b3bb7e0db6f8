"""A text is not a valid date.

Dates are written as year, month and day, with two digits for month and day, between 1970 and 2200: `2026-03-31`. Other
orders mean different days in different countries.

Write the date in this form. Where the year comes first (`2026/3/31`), `okrctl validate --fix` does.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from okrctl.core.values.diagnostic import Problem
from okrctl.core.values.pattern import pattern

if TYPE_CHECKING:
    from okrctl.core.edit.changes import Put, Rename

CODE = "OKR106"
SEVERITY = "error"
_YEAR_FIRST = pattern(r"([12]\d{3})[-/.](\d{1,2})[-/.](\d{1,2})")


def fix(problem: Problem, value: Any) -> Put | Rename | None:
    """The same day in the form of the format, where the year comes first."""
    from okrctl.core.edit.changes import Put, Rename

    at = problem.place.at
    text = at[-1] if problem.place.on_key else value
    found = _YEAR_FIRST.fullmatch(text) if isinstance(text, str) else None
    try:
        day = date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None
    if day is None or day == text:
        return None
    return Rename(at, day) if problem.place.on_key else Put(at, day)
