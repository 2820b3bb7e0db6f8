"""A result is empty, or a whole check-in.

`orders:` and `orders: {}` look like a check-in but have no value, confidence or note. Perhaps someone forgot the
number. The result is ignored, and the key result stays as stale as before.

Write the value, remove the key, or list the key result under `unchanged` if it is the same as before. A check-in needs
`results`, `unchanged` or a `note`; otherwise remove it.
"""

from __future__ import annotations

from okrctl.core.checks.journal import JournalContext
from okrctl.core.values.diagnostic import Place, Problem, Problems

CODE = "OKR411"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Problems:
    """Empty results; a rejected one has its own finding."""
    refused = {(file.path, problem.place.at) for file in case.files for problem in file.problems}
    inside = {(path, at[:length]) for path, at in refused for length in range(len(at) + 1)}
    for placed in case.entries:
        entry = placed.entry
        if not (entry.note or entry.written or entry.unchanged) and (placed.path, entry.at) not in inside:
            place = Place(placed.path, (*entry.at, "date"))
            help = "add `results`, `unchanged` or a `note`, or remove it"
            yield Problem("empty-result", place, f"the check-in of {entry.date} says nothing", help)
        for key in placed.entry.silent:
            at = (*placed.entry.at, "results", key)
            if (placed.path, at) not in inside:
                help = "write the value, or list it under `unchanged`"
                yield Problem("empty-result", Place(placed.path, at), f"{key} has no value, confidence or note", help)
