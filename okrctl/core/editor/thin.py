"""A file without the check-ins that nobody is at, to say at once what can be said of the rest.

A journal of ten thousand entries takes half a second to read. The plan and the entry that is being typed take a
hundredth of that, and every line stays where it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from okrctl.core.loading.facts import department_facts
from okrctl.core.model.files import FileFacts

_JOURNAL = re.compile(r"^check_ins:[ \t]*(?:#[^\n]*)?\n", re.MULTILINE)
_NEXT_KEY = re.compile(r"^[^\s#-]", re.MULTILINE)
_ANCHOR = re.compile(r"(?:^|[\s\[{,:])[&*][A-Za-z0-9]")
_FIRST = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*( *)- ")


def thin(text: str, before: str) -> str | None:
    """The text with empty lines for the check-ins that are the same as before; None where it has no such list.

    Args:
        text: what the file holds now.
        before: what it held when all of it was read last.
    """
    return _thin(text, changed(text, before))


def plan_alone(text: str) -> str:
    """The text with empty lines for all check-ins."""
    return _thin(text, (0, 0)) or text


def _thin(text: str, kept: tuple[int, int]) -> str | None:
    key = _JOURNAL.search(text)
    first = _FIRST.match(text, key.end()) if key else None
    if key is None or first is None:
        return None
    following = _NEXT_KEY.search(text, key.end())
    end = following.start() if following else len(text)
    return _without(text, key.end(), end, first[1], kept)


def _without(text: str, journal: int, end: int, indent: str, kept: tuple[int, int]) -> str:
    """The text with empty lines for what stands between two places, but for the items in a stretch that is kept."""
    low, high = kept
    start = text.rfind(f"\n{indent}- ", journal - 1, max(low, journal)) + 1 or journal
    stop = text.find(f"\n{indent}- ", max(high, start), end) + 1 or end
    if high <= journal or low >= end:
        start = stop = end
    return text[:journal] + _empty(text, journal, start) + text[start:stop] + _empty(text, stop, end) + text[end:]


def with_journal_of(path: str, text: str, before: str, facts: FileFacts) -> FileFacts | None:
    """The facts of a file in which only the plan changed, with the check-ins that were read before.

    None where check-ins changed, too, or the plan could say what they mean (anchors), or comments silence findings.

    Args:
        path: the file.
        text: what it holds now.
        before: what it held when all of it was read last.
        facts: what it said then.
    """
    journal = _journal(text)
    faulty = facts.unreadable or any(each.place.at[:1] == ("check_ins",) for each in facts.problems)
    if journal is None or journal != _journal(before) or faulty or facts.speaks:
        return None
    plan = plan_alone(text)
    if _ANCHOR.search(plan):
        return None
    made = department_facts(path, plan)
    return None if made.unreadable else replace(made, check_ins=facts.check_ins)


def _journal(text: str) -> str | None:
    """The check-ins as they are written; None where there is no list of them, or more than one."""
    keys = list(_JOURNAL.finditer(text))
    if len(keys) != 1:
        return None
    following = _NEXT_KEY.search(text, keys[0].end())
    return text[keys[0].end() : following.start() if following else len(text)]


def changed(text: str, before: str) -> tuple[int, int]:
    """The stretch of a text outside of which it is the same as before."""
    most = min(len(text), len(before))
    low = bisect_left(range(1, most + 1), True, key=lambda size: text[:size] != before[:size])
    rest = most - low
    tail = bisect_left(range(1, rest + 1), True, key=lambda size: text[-size:] != before[-size:])
    return low, len(text) - tail


def _empty(text: str, start: int, end: int) -> str:
    return "\n" * text.count("\n", start, end)
