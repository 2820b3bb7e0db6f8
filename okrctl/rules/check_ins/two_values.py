"""Two people report different values of one key result for the same day.

Only the later entry counts, in the order of files and entries, and nobody decided that. It may be a typo, or two ways
of counting. Reports show only one of the values.

Agree on a value and record it in a new entry with `corrects: DATE`. Two values from the same person are not reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from okrctl.core.checks.journal import JournalContext
from okrctl.core.company.people import names_of
from okrctl.core.scores.journal import JournalMention
from okrctl.core.scores.series import in_force
from okrctl.core.values.diagnostic import Problem, Problems, Related
from okrctl.core.values.quantity import parse_amount
from okrctl.rules._faults import value_place

CODE = "OKR412"
SEVERITY = "warning"


def check_journal(case: JournalContext) -> Problems:
    """The value that counts on a day for which someone else gave a different one."""
    entries = Counter(placed.entry.day for placed in case.entries)
    crowded = {day for day, count in entries.items() if count > 1}
    for key in case.keys if crowded else ():
        id, mentions = key[-1], [mention for mention in case.mentions(key) if mention.day in crowded]
        for day, said in _values(in_force(mentions, date.max)).items():
            last, others = said[-1], reversed(said[:-1])
            other = next((each for each in others if _differs(case, each, last)), None)
            if other is not None:
                ours, other_one = (f"{_value(each)} by {each.placed.entry.by}" for each in (last, other))
                message = f"{id} has two values for {day}: {ours} counts, {other_one} doesn't"
                help = f"agree on one, and record it in a new entry with `corrects: {day}`"
                yield Problem(
                    "two-values", value_place(last), message, help, (Related(value_place(other), "the other"),)
                )


def _values(mentions: Iterable[JournalMention]) -> dict[date, list[JournalMention]]:
    """Values by day, without corrections, which settle the matter."""
    found: dict[date, list[JournalMention]] = {}
    for mention in mentions:
        if mention.corrects and mention.result is not None:
            found.pop(mention.day, None)
        elif mention.result is not None and mention.result.value is not None:
            found.setdefault(mention.day, []).append(mention)
    return found


def _value(mention: JournalMention) -> str:
    return str(mention.result.value) if mention.result else ""


def _differs(case: JournalContext, one: JournalMention, other: JournalMention) -> bool:
    """Whether two people gave different values."""
    if one.placed.entry.by == other.placed.entry.by:
        return False
    values = [parse_amount(_value(each)) or _value(each) for each in (one, other)]
    if values[0] == values[1]:
        return False
    people = [set(names_of(case.ws.config.people, each.placed.entry.by)) for each in (one, other)]
    return people[0].isdisjoint(people[1])
