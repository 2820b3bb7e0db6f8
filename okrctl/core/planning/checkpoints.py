"""Amends all checkpoints of a key result at once, with one record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.company.workspace import Entry
from okrctl.core.edit.changes import Add, Change, Put
from okrctl.core.edit.written import Plain, Short
from okrctl.core.planning.amend import Amended, Amending
from okrctl.core.planning.propose import Files

_KEY = "checkpoints"


def amend_checkpoints(
    files: Files, entry: Entry, wanted: Amending, checkpoints: Mapping[str, str]
) -> Amended | Mistake:
    """The change of the checkpoints on these dates; other dates stay."""
    item = entry.key_result
    assert item is not None
    at = (*item.at, _KEY)
    there = files.at(entry.path, at)
    before: dict[str, str] = there if isinstance(there, dict) else {}
    after = dict(sorted({**before, **checkpoints}.items()))
    if before == after:
        return Mistake(f"{entry.ref} already has these checkpoints", "nothing to change")
    days = [change.date for change in item.amended if change.field.partition("/")[0] == _KEY]
    if max(days, default=wanted.day) > wanted.day:
        hint = "use that date or a later one with --date"
        return Mistake(f"checkpoints were amended on {max(days)}, which is later", hint)
    said: dict[str, Any] = {"date": Plain(wanted.day.isoformat()), "field": Plain(_KEY)}
    if before:
        said["from"] = _short(before)
    said |= {"to": _short(after), "why": wanted.why}
    if wanted.approved_by is not None:
        said["approved_by"] = wanted.approved_by
    changes: list[Change] = [Put((*at, day), Plain(text)) for day, text in checkpoints.items()]
    if there is None:
        changes = [Put(at, {day: Plain(text) for day, text in after.items()})]
    told = [", ".join(f"{day}: {text}" for day, text in each.items()) or None for each in (before, after)]
    return Amended({entry.path: [*changes, Add((*item.at, "amended"), said)]}, _KEY, told[0], told[1] or "nothing")


def _short(checkpoints: Mapping[str, str]) -> Short:
    return Short((day, Plain(text)) for day, text in checkpoints.items())
