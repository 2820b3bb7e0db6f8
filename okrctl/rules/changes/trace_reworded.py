"""The reason for a past amendment or drop, or the name of its approver, was changed.

The reason was what people agreed on. A better wording is welcome, but another reason or approver afterwards should be
seen by whoever reviews the change. Changes of case, spaces and punctuation are not reported, and you can add a missing
approver.

If the reason itself was wrong, restore it, and record the new one with another amendment.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.goalposts import short
from okrctl.core.diff.records import amendment_records, retold
from okrctl.core.diff.trace import in_force
from okrctl.core.model.items import Kpi
from okrctl.core.values.diagnostic import DocPath, Place, Problem, Problems, Related

CODE = "OKR716"
SEVERITY = "warning"


def check(case: RuleContext) -> Problems:
    """Reasons and approvers of the base that were exchanged."""
    if case.difference is None or case.base is None:
        return
    for record in amendment_records(case.base, case.ws, case.difference, case.today):
        for entry in record.old:
            found = record.now(entry)
            for key, what in (("why", "reason for"), ("approved_by", "approver of")):
                if found and all(retold(getattr(entry, key), getattr(each, key)) for each in found):
                    place = Place(record.place.path, (*found[-1].at, key))
                    whose = f"the {what} the amendment of {entry.date} to {entry.field} of {record.ref}"
                    was = Place(record.path, (*entry.at, key), base=True)
                    yield _reworded(whose, getattr(entry, key), getattr(found[-1], key), place, was)
    yield from _drops(case)


def _drops(case: RuleContext) -> Problems:
    for pair in case.difference.pairing.pairs if case.difference else ():
        before, after = pair.before, pair.after
        if before is None or after is None or isinstance(before.item, Kpi) or isinstance(after.item, Kpi):
            continue
        was, now = before.item.dropped, after.item.dropped
        if was and now and was.date == now.date and in_force(before, case.today) and retold(was.why, now.why):
            at: DocPath = ("dropped", "why")
            places = Place(after.path, (*after.at, *at)), Place(before.path, (*before.at, *at), base=True)
            yield _reworded(f"the reason why {after.ref} was dropped", was.why, now.why, *places)


def _reworded(whose: str, was: str, now: str | None, place: Place, at_base: Place) -> Problem:
    message = f"{whose} was changed: {short(was)} → {short(now or 'nothing')}"
    related = (Related(at_base, f"it was {short(was)}"),)
    return Problem("trace-reworded", place, message, "restore it, or agree on the new wording", related)
