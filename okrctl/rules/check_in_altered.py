"""A past check-in was altered or deleted.

The journal is append-only: what was said on a day stays, so that a score of that day can always be worked out again.

Restore the entry and add a new one with `corrects: DATE` that says what should have been said (`~` withdraws a
result).
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.case import Case
from okrctl.core.diagnostic import Place, Problem, Related
from okrctl.core.diff.trace import correction_accounted

CODE = "OKR704"
SEVERITY = "error"


def check(case: Case) -> Iterator[Problem]:
    """Altered and removed entries that no new correction accounts for."""
    if case.difference is None or case.base is None:
        return
    unreadable = {file.path for file in case.ws.files if file.unreadable}
    for change in case.difference.journal:
        before = change.before
        if before is None or before.path in unreadable or before.entry.date > case.today:
            continue
        if correction_accounted(change, case.base, case.ws):
            continue
        at = before.entry.at
        errors = {place for path, place in case.base_errors if path == before.path and place[: len(at)] == at}
        words = [(key, was, now) for key, was, now in change.words if not any(key in place for place in errors)]
        if change.words and not words:
            continue
        was = Related(Place(before.path, before.entry.at, base=True), "the entry as it was")
        help = f"restore it, and add a new entry with `corrects: {change.day}`"
        if change.after is None:
            place = Place(before.path, before.entry.at, base=True)
            yield Problem("check-in-altered", place, f"the check-in of {change.day} was deleted", help)
        else:
            key, old, new = words[0]
            what = f"{key} {old if old is not None else 'nothing'} → {new if new is not None else 'nothing'}"
            inner = (*change.after.entry.at, "results", key)
            message = f"the check-in of {change.day} was altered: {what}"
            yield Problem("check-in-altered", Place(change.after.path, inner), message, help, (was,))
