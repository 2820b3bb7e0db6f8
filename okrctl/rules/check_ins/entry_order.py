"""A check-in stands below one of a later day.

The journal is read from top to bottom like a diary. Entries count by their dates all the same, but an older entry in a
new place looks like a change of the past, and is easily overlooked in a review.

Move the entry up to its day. New ones belong at the end: `okrctl checkin` puts them there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from okrctl.core.checks.journal import JournalContext
from okrctl.core.values.diagnostic import Place, Problem, Related

CODE = "OKR403"
SEVERITY = "advice"


def check_journal(case: JournalContext) -> Iterator[Problem]:
    """Entries older than the one above them."""
    for file in case.files:
        for above, entry in pairwise(file.check_ins):
            if entry.date < above.date:
                related = Related(Place(file.path, (*above.at, "date")), f"this one is of {above.date}")
                message = f"the check-in of {entry.date} stands below that of {above.date}"
                help = "keep the journal in the order of days, oldest first"
                yield Problem("entry-order", Place(file.path, (*entry.at, "date")), message, help, (related,))
