"""A check-in is dated after today.

Nobody can report on a day that has not come. Mostly it is a slip of the year or the month, and until it is put right
the values count from a wrong day, or not at all.

Correct the date. The day is today's where okrctl runs, or the one given with `--as-of`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.journal import JournalContext
from okrctl.core.values.diagnostic import Place, Problem

CODE = "OKR401"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Iterator[Problem]:
    """Entries of days to come."""
    for file in case.files:
        for entry in file.check_ins:
            if entry.date > case.today:
                message = f"this check-in is dated {entry.date}, after today ({case.today})"
                help = "correct the date; a check-in speaks of a day that has come"
                yield Problem("future-check-in", Place(file.path, (*entry.at, "date")), message, help)
