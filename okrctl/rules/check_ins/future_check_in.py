"""A check-in is dated after today.

Usually the year or month is wrong. Until it is corrected, the values count from the wrong day or not at all.

Correct the date. Today is the date where okrctl runs, or the one given with `--as-of`.
"""

from __future__ import annotations

from okrctl.core.checks.journal import JournalContext
from okrctl.core.values.diagnostic import Place, Problem, Problems

CODE = "OKR401"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Problems:
    """Entries dated in the future."""
    for file in case.files:
        for entry in file.check_ins:
            if entry.date > case.today:
                message = f"this check-in is dated {entry.date}, after today ({case.today})"
                help = "use today's or an earlier date"
                yield Problem("future-check-in", Place(file.path, (*entry.at, "date")), message, help)
