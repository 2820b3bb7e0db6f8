"""A key is not part of the format here.

If okrctl ignored a misspelled key, `basline: 100` would leave a key result without a baseline. So every unknown key is
an error; the message suggests the nearest one.

Correct the key, or move it to where it belongs. You can add your own keys nearly everywhere if they start with `x-`,
except in maps keyed by ids (`metrics`, `people`, `results`). `okrctl validate --fix` renames a key that differs from a
known one only in capitals, hyphens and underscores (`doneWhen`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okrctl.core.values.diagnostic import Problem

if TYPE_CHECKING:
    from okrctl.core.edit.changes import Rename

CODE = "OKR101"
SEVERITY = "error"


def fix(problem: Problem, value: Any) -> Rename | None:
    """The known key that is spelled alike."""
    from okrctl.core.edit.changes import Rename

    return Rename(problem.place.at, problem.instead) if problem.instead else None
