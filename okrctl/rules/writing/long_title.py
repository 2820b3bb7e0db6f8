"""A title is longer than eighteen words.

Titles are read in lists, on slides and aloud. A long one holds two thoughts, or a definition.

Keep the thought, and move the rest: reasons to `why`, how it is worked out to `definition`, evidence to `done_when`.
"""

from __future__ import annotations

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.values.diagnostic import Problem, Problems
from okrctl.rules._words import words

CODE = "OKR606"
SEVERITY = "advice"
_LONG = 18


def check_department(case: DepartmentContext) -> Problems:
    """Long titles of objectives and key results."""
    for planned in case.live_items:
        count = len(words(planned.title))
        if count > _LONG:
            message = f"this title has {count} words"
            help = f"say it in {_LONG} or fewer; reasons go to `why`, details to `definition` or `done_when`"
            yield Problem("long-title", planned.place("title"), message, help)
