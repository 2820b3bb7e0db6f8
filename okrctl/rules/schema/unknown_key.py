"""A key that the format does not know here.

A misspelled key would be ignored in silence: `basline: 100` leaves a key result without a baseline. So every key
that is not part of the format is an error, with the nearest one as a suggestion.

Correct the key, or move it to where it belongs. Keys of your own begin with `x-` and are free nearly everywhere; maps
keyed by ids (`metrics`, `people`, `results`) are the exception. `okrctl validate --fix` renames a key that differs from
a known one only in capitals, hyphens and underscores (`doneWhen`).
"""

from __future__ import annotations

from typing import Any

from okrctl.core.edit.changes import Rename
from okrctl.core.values.diagnostic import Problem

CODE = "OKR101"
SEVERITY = "error"


def fix(problem: Problem, value: Any) -> Rename | None:
    """The known key that is spelled alike."""
    return Rename(problem.place.at, problem.instead) if problem.instead else None
