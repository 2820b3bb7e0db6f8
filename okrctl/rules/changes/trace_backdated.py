"""A new record of a change is dated outside its cycle, or long before the latest check-ins.

Reports of an earlier day use the plan of that day. A backdated `amended`, `dropped` or `closed` changes them silently:
a target missed in March would never have existed.

Use the date it was agreed: within the cycle, and at most 14 days before the department's newest check-in at the base.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.journals import PlacedCheckIn
from okrctl.core.diff.items import Pair
from okrctl.core.diff.replay import new_entries
from okrctl.core.diff.trace import in_force, new_traces
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.diagnostic import DocPath, Place, Problem, Problems

CODE = "OKR712"
SEVERITY = "error"

_LATE = timedelta(days=14)


def check(case: RuleContext) -> Problems:
    """New records about items that had started, departments and settings."""
    difference = case.difference
    if difference is None or case.base is None:
        return
    journal = case.base.journal
    for pair in difference.pairing.pairs:
        if pair.before is None or pair.after is None or pair.shared:
            continue
        if pair.before.kind == "kpi" or in_force(pair.before, case.today):
            yield from _of_item(pair, _newest(journal.get(pair.before.department, ()), case.today))
    for file in case.ws.files:
        old = case.base.departments.get(file.department or "")
        newest = _newest(journal.get(file.department or "", ()), case.today)
        for entry in new_entries(old.head.amended, file.head.amended) if old else ():
            yield from _judged("amended", entry.date, file.path, (*entry.at, "date"), newest)
    newest = _newest((each for entries in journal.values() for each in entries), case.today)
    for entry in new_entries(case.base.config.amended, case.ws.config.amended):
        yield from _judged("amended", entry.date, case.ws.config.path, (*entry.at, "date"), newest)


def _of_item(pair: Pair, newest: date | None) -> Problems:
    assert pair.before is not None and pair.after is not None
    cycles = [side.cycle for side in (pair.before, pair.after) if side.cycle is not None]
    for name, day, at in new_traces(pair):
        within = cycles if name != "closed" else []
        yield from _judged(name, day, pair.after.path, at, newest, within)


def _judged(
    name: str, day: date, path: str, at: DocPath, newest: date | None, cycles: Iterable[Cycle] = ()
) -> Problems:
    outside = [cycle for cycle in cycles if not cycle.contains(day)]
    if cycles and len(outside) == len(list(cycles)):
        message = f"`{name}` is dated {day}, outside its cycle {outside[-1].name}"
        yield Problem("trace-backdated", Place(path, at), message, "use the date it was agreed")
    elif newest is not None and day < newest - _LATE:
        message = f"`{name}` is dated {day}, but the newest check-in at the base {newest}"
        help = f"use the date it was agreed, not before {newest - _LATE}"
        yield Problem("trace-backdated", Place(path, at), message, help)


def _newest(entries: Iterable[PlacedCheckIn], today: date) -> date | None:
    return max((each.entry.date for each in entries if each.entry.date <= today), default=None)
