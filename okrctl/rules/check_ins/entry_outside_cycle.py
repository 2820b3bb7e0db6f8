"""A check-in reports on a key result or objective outside its cycle, or after it was dropped.

Values count from the first day of the cycle to its last, and final values for a while after it (`final` under
`check_in` in okrctl.yaml; a week by default), but never after closing or dropping. An entry outside these days changes
no score, and its author may not notice.

Correct the date, or remove the entry. For work that continues in the next cycle, `okrctl rollover` adds a key result
there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from okrctl.core.checks.journal import JournalContext
from okrctl.core.model.items import KeyResult, Objective
from okrctl.core.scores.journal import JournalMention
from okrctl.core.scores.plan import Key
from okrctl.core.values.counted import counted
from okrctl.core.values.diagnostic import Place, Problem, Problems
from okrctl.core.values.frozen import frozen
from okrctl.core.values.nearest import listed

CODE = "OKR402"
SEVERITY = "warning"


def check_journal(case: JournalContext) -> Problems:
    """Entries before the start or long after the end, reported once per entry."""
    found: dict[tuple[str, object, date, date], list[tuple[_Running, JournalMention]]] = {}
    for running in _running(case):
        for mention in case.mentions(running.key):
            if not running.start <= mention.day <= running.last:
                entry = (mention.placed.path, mention.placed.entry.at, running.start, running.end)
                found.setdefault(entry, []).append((running, mention))
    for together in found.values():
        yield _problem(together)


@frozen
class _Running:
    """What accepts check-ins from its start until a few days after its end, or until it was dropped."""

    key: Key
    start: date
    end: date
    last: date
    dropped: date | None = None


def _until_dropped(running: _Running, *items: Objective | KeyResult) -> _Running:
    days = [item.dropped.date for item in items if item.dropped]
    if not days or min(days) > running.last:
        return running
    return replace(running, end=min(running.end, *days), last=min(days), dropped=min(days))


def _running(case: JournalContext) -> Iterator[_Running]:
    final = timedelta(days=case.ws.config.check_in.final)
    for objective in case.plan.objectives:
        cycle, closed_on = objective.cycle, objective.closed_on
        end = min(cycle.end, closed_on or cycle.end)
        running = _Running(objective.key, cycle.start, end, min(cycle.end + final, closed_on or date.max))
        yield _until_dropped(running, objective.objective)
        for result in objective.key_results:
            running = _Running(result.key, result.cycle.start, result.window.end, result.takes_until)
            yield _until_dropped(running, objective.objective, result.key_result)


def _problem(together: list[tuple[_Running, JournalMention]]) -> Problem:
    running, mention = together[0]
    entry, (start, end) = mention.placed.entry, (running.start, running.end)
    names = [each.key[-1] for each, _ in together]
    several, shown = len(names) > 1, listed(names, 3)
    if several:
        place = Place(mention.placed.path, (*entry.at, "corrects" if entry.corrects else "date"))
    else:
        place = Place(mention.placed.path, mention.at, on_key=mention.result is not None)
    if running.dropped is not None and mention.day > running.dropped:
        message = f"{shown} {'were' if several else 'was'} dropped on {running.dropped}, but this is for {mention.day}"
        help = f"leave {'them' if several else 'it'} out; it counts for nothing"
        return Problem("entry-outside-cycle", place, message, help)
    runs = f"{'run' if several else 'runs'} from {start} to {end}"
    if mention.day < start:
        message = f"{shown} {runs}, but this is for {mention.day}, before the start"
        help = f"correct the date, or leave {'them' if several else 'it'} out"
    else:
        last = running.last
        days = (last - end).days
        late = "after it was closed" if last <= end else f"more than {counted(days, 'day')} after the end"
        message = f"{shown} {runs}, but this is for {mention.day}, {late}"
        help = f"values counted until {last}; correct the date, or carry over with `okrctl rollover`"
    return Problem("entry-outside-cycle", place, message, help)
