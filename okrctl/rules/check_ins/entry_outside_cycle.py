"""A check-in speaks of a key result on a day when it does not run.

Values count from the first day of the cycle until its end and, as final values, as long after it as `final` under
`check_in` in okrctl.yaml says (a week without it); never after the day it was closed. An entry outside these days
changes no score, and its writer may never notice.

Correct the date of the entry, or leave the key result out of it. What goes on in the next cycle needs a key result
there: `okrctl rollover` carries it over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrctl.core.checks.journal import JournalContext
from okrctl.core.scores.journal import JournalMention
from okrctl.core.scores.plan import PlannedKeyResult
from okrctl.core.values.diagnostic import Place, Problem

CODE = "OKR402"
SEVERITY = "warning"


def check_journal(case: JournalContext) -> Iterator[Problem]:
    """Entries before the start or long after the end, told once an entry where it is wrong for several."""
    found: dict[tuple[str, object, date, date], list[tuple[PlannedKeyResult, JournalMention]]] = {}
    for planned in case.plan.key_results():
        start, last = planned.cycle.start, planned.takes_until
        for mention in case.mentions(planned.key):
            if not start <= mention.day <= last:
                entry = (mention.placed.path, mention.placed.entry.at, start, planned.window.end)
                found.setdefault(entry, []).append((planned, mention))
    for together in found.values():
        yield _problem(together)


def _problem(together: list[tuple[PlannedKeyResult, JournalMention]]) -> Problem:
    planned, mention = together[0]
    entry, (start, end) = mention.placed.entry, (planned.cycle.start, planned.window.end)
    names = [each.key_result.id for each, _ in together]
    several = len(names) > 1
    if several:
        shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        place = Place(mention.placed.path, (*entry.at, "corrects" if entry.corrects else "date"))
    else:
        shown = names[0]
        place = Place(mention.placed.path, mention.at, on_key=mention.result is not None)
    runs = f"{'run' if several else 'runs'} from {start} to {end}"
    if mention.day < start:
        message = f"{shown} {runs}, and this speaks of {mention.day}, before the start"
        help = f"correct the date, or leave {'them' if several else 'it'} out"
    else:
        last = planned.takes_until
        days = (last - end).days
        late = "when it was over" if last <= end else f"more than {days} day{'' if days == 1 else 's'} after the end"
        message = f"{shown} {runs}, and this speaks of {mention.day}, {late}"
        help = f"values counted until {last}; correct the date, or carry over with `okrctl rollover`"
    return Problem("entry-outside-cycle", place, message, help)
