"""A result that says nothing at all.

`orders:` and `orders: {}` look like a check-in, and hold no value, no confidence and no note. Nobody can tell whether
the number was forgotten. So it counts as nothing: the key result is not fresher for it.

Write the value, remove the key, or name the key result under `unchanged` if it was looked at and is as before.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.journal import JournalContext
from okrctl.core.values.diagnostic import Place, Problem

CODE = "OKR411"
SEVERITY = "error"


def check_journal(case: JournalContext) -> Iterator[Problem]:
    """Results without a word; one that was refused has a finding of its own."""
    refused = {(file.path, problem.place.at) for file in case.files for problem in file.problems}
    inside = {(path, at[:length]) for path, at in refused for length in range(len(at) + 1)}
    for placed in case.entries:
        for key in placed.entry.silent:
            at = (*placed.entry.at, "results", key)
            if (placed.path, at) not in inside:
                help = "write the value, or list it under `unchanged`"
                yield Problem("empty-result", Place(placed.path, at), f"{key}: nothing is said here", help)
