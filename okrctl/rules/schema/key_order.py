"""Keys stand in another order than readers expect.

`okrctl: 1` comes first, so that people and programs see at once what kind of file this is and in which version. The
plan stands above the journal: check-ins are added at the end of the file, and a plan below them drifts out of sight.

Move the key, or let `okrctl validate --fix` move it. The order changes nothing in what the file means.
"""

from __future__ import annotations

from typing import Any

from okrctl.core.edit.changes import Move
from okrctl.core.values.diagnostic import Problem

CODE = "OKR114"
SEVERITY = "advice"


def fix(problem: Problem, value: Any) -> Move:
    """The key above the journal, or above everything."""
    above = problem.related[0].place.at[0] if problem.related else ""
    return Move(problem.place.at, str(above))
