"""An objective's title has an amount in it.

An objective says where to go, in words that people remember; its key results say how far. With a number in the
objective there are two targets, and they drift apart when one of them is amended.

Move the number to a key result. Years, quarters, names (SOC 2, 24/7, B2B), ranks ("Top 3"), periods ("within 60 days",
"the first 100 days") and parts ("part 2") are no amounts.
"""

from __future__ import annotations

import re

from okrctl.core.checks.department import DepartmentContext
from okrctl.core.values.cycle import is_year
from okrctl.core.values.diagnostic import Problem, Problems
from okrctl.core.values.pattern import pattern

CODE = "OKR605"
SEVERITY = "advice"
_AMOUNT = pattern(r"(?<![\w/.,:-])[$€£+<>≥≤~]*(\d[\d.,]*)\s?(%|[kKmM]\b)?(?![\w/:-])")
# what makes a name, a rank or a place of the number after it
_NAME_BEFORE = pattern(
    r"(?:\b[A-Z][A-Z0-9]+|\b(?i:version|phase|level|tier|stage|number|no\.|part|step|wave|round|chapter|release|web|"
    r"hall|room|gate|floor|building|store|site|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|top|rank|place|position|best|the|first|last|next|past))\s$"
)
# how long something may take is no amount; how much sooner it is done is one
_PERIOD_AFTER = pattern(r"[ -](?:second|minute|hour|day|week|month|quarter|year)s?\b", re.IGNORECASE)
_MOVED_BEFORE = pattern(r"\b(?:by|to|from|than|save|cut)\s$", re.IGNORECASE)
# "within 3 clicks"
_LIMIT_BEFORE = pattern(r"\b(?:within|inside|under)\s$", re.IGNORECASE)
_LOOK_BACK = 24


def check_department(case: DepartmentContext) -> Problems:
    """Objectives with an amount in their title."""
    for planned in case.live:
        amount = _amount(planned.title)
        if amount:
            message = f"the objective {planned.objective.id} has an amount in its title: {amount}"
            help = "let a key result carry the number, and the objective say what it is good for"
            yield Problem("number-in-objective", planned.place("title"), message, help)


def _amount(title: str) -> str | None:
    for match in _AMOUNT.finditer(title):
        digits, mark = match[1].rstrip(".,"), match[2] or ""
        if mark or not _is_none(digits, title[max(0, match.start() - _LOOK_BACK) : match.start()], title, match.end()):
            return digits + mark
    return None


def _is_none(digits: str, before: str, title: str, end: int) -> bool:
    """Whether a number without a mark is a year, part of a name, or a period."""
    period = _PERIOD_AFTER.match(title, end) and not _MOVED_BEFORE.search(before)
    return is_year(digits) or bool(period) or any(each.search(before) for each in (_NAME_BEFORE, _LIMIT_BEFORE))
