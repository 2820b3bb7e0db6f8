"""Keys are not in the expected order.

`okrctl: 1` comes first, so that people and programs see the kind and version of the file. The plan comes before the
journal: check-ins are added at the end of the file, and would push a plan below them out of sight.

Move the key, or run `okrctl validate --fix`. The order doesn't change the meaning of the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okrctl.core.values.diagnostic import Problem

if TYPE_CHECKING:
    from okrctl.core.edit.changes import Move

CODE = "OKR114"
SEVERITY = "advice"


def fix(problem: Problem, value: Any) -> Move:
    """The key above the journal, or above everything."""
    from okrctl.core.edit.changes import Move

    above = problem.related[0].place.at[0] if problem.related else ""
    return Move(problem.place.at, str(above))
