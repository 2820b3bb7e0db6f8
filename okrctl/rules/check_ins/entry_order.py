"""A check-in is below one with a later date.

The journal reads from top to bottom. The order doesn't change any score, but an older entry in a new place looks like a
change of the past, and reviewers easily miss it.

Move the entry up to its date. New entries belong at the end, where `okrctl checkin` adds them.
"""

from __future__ import annotations

from itertools import pairwise

from okrctl.core.checks.journal import JournalContext
from okrctl.core.values.diagnostic import Place, Problem, Problems, Related

CODE = "OKR403"
SEVERITY = "advice"


def check_journal(case: JournalContext) -> Problems:
    """Entries older than the one above them."""
    for file in case.files:
        for above, entry in pairwise(file.check_ins):
            if entry.date < above.date:
                related = Related(Place(file.path, (*above.at, "date")), f"this one is dated {above.date}")
                message = f"the check-in of {entry.date} is below that of {above.date}"
                help = "keep the journal in date order, oldest first"
                yield Problem("entry-order", Place(file.path, (*entry.at, "date")), message, help, (related,))
