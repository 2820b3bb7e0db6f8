"""An objective's title has an amount in it.

An objective says where to go, in words that people remember; its key results say how far. With a number in the
objective there are two targets, and they drift apart when one of them is amended.

Move the number to a key result. Years, quarters and names (SOC 2, 24/7, B2B) are no amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.cycle import is_year
from okrctl.core.values.diagnostic import Problem
from okrctl.rules._live import live_objectives, place_of

CODE = "OKR605"
SEVERITY = "advice"
_AMOUNT = re.compile(r"(?<![\w/.,:-])[$€£+<>≥≤~]*(\d[\d.,]*)\s?(%|[kKmM]\b)?(?![\w/:-])")
_NAME_BEFORE = re.compile(
    r"(?:\b[A-Z][A-Z0-9]+|\b(?:[Vv]ersion|[Pp]hase|[Ll]evel|[Tt]ier|[Ss]tage|[Nn]umber|[Nn]o\.))\s$"
)


def check(case: RuleContext) -> Iterator[Problem]:
    """Objectives with an amount in their title."""
    for planned in live_objectives(case):
        amount = _amount(planned.title)
        if amount:
            message = f"the objective {planned.objective.id} has an amount in its title: {amount}"
            help = "let a key result carry the number, and the objective say what it is good for"
            yield Problem("number-in-objective", place_of(planned, "title"), message, help)


def _amount(title: str) -> str | None:
    for match in _AMOUNT.finditer(title):
        digits, mark = match[1].rstrip(".,"), match[2] or ""
        year = not mark and is_year(digits)
        if not year and not _NAME_BEFORE.search(title[: match.start()]):
            return digits + mark
    return None
