"""Closing: objectives and key results that ended, graded as of a day, with learnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.company.workspace import Entry, Workspace
from okrctl.core.edit.changes import Change, Put
from okrctl.core.edit.written import Plain, Short
from okrctl.core.planning.propose import PlannedChanges
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.diagnostic import Spot

Learned = Mapping[Spot, str]
"""Learnings, by the place of the objective or key result."""


def of_cycle(ws: Workspace, cycle: Cycle, departments: Sequence[str], day: date) -> list[Entry] | Mistake:
    """The objectives of a cycle to close, or closed already: those that are neither drafts nor dropped.

    A cycle can be closed from its last day on; before, objectives are closed one by one.
    """
    days = (cycle.start, cycle.end)
    found = [
        entry
        for home, ids in ws.entries.items()
        for entries in ids.values()
        for entry in entries
        if entry.kind == "objective" and entry.cycle and (entry.cycle.start, entry.cycle.end) == days
        if not departments or home in departments
    ]
    if not found:
        asked = [each for each in ws.objectives if not departments or each.department in departments]
        known = sorted({each.cycle.name for each in asked if each.cycle})
        whose = f" of {' or '.join(departments)}" if departments else ""
        return Mistake(f"no objective{whose} runs in {cycle.name}", f"available: {', '.join(known) or 'no cycle yet'}")
    if day < cycle.end:
        hint = "name an objective to end it early, or pass the day with --date"
        return Mistake(f"{cycle.name} runs until {cycle.end}", hint)
    graded = [entry for entry in found if not _ungraded(entry)]
    return graded or Mistake(f"everything in {cycle.name} is dropped or a draft", "nothing to change")


def is_closed(entry: Entry) -> bool:
    """Whether it is already closed, on its own or with its objective."""
    item, home = entry.plan_item, entry.current_objective
    return any(each is not None and each.closed is not None for each in (item, home))


def refusal(entry: Entry, day: date) -> Mistake | None:
    """Why an open item cannot be closed on a day."""
    item = entry.plan_item
    if item is None:
        return Mistake(f"{entry.ref} is a KPI, which cannot be closed", "name an objective or key result")
    home = entry.current_objective or item
    for one in (item, home):
        if one.dropped:
            return Mistake(f"{one.id} was dropped on {one.dropped.date}", "dropped items are not graded")
        if one.draft:
            return Mistake(f"{one.id} is a draft", "drafts are not graded")
    if entry.cycle is not None and day < entry.cycle.start:
        return Mistake(f"{entry.ref} starts on {entry.cycle.start}", "pass a later day with --date")
    return None


def close(entries: Sequence[Entry], day: date, learned: Learned) -> PlannedChanges:
    """The closing entries of these, and of their key results with learnings of their own."""
    changes: dict[str, list[Change]] = {}
    for entry in entries:
        for path, at in (entry.spot, *_parts(entry, learned)):
            said: dict[str, Any] = {"date": Plain(day.isoformat())}
            text = learned.get((path, at))
            value = Short(said) if text is None else {**said, "learned": text}
            changes.setdefault(path, []).append(Put((*at, "closed"), value))
    return changes


def add_learned(entries: Sequence[Entry], learned: Learned) -> PlannedChanges | Mistake:
    """Add learnings to something closed earlier; existing learnings are kept.

    A key result of a closed objective gets its own closing entry for the same day, so that no grade changes.
    """
    changes: dict[str, list[Change]] = {}
    for entry in entries:
        home = entry.current_objective
        items = [entry.plan_item, *(home.key_results if home and entry.kind == "objective" else ())]
        for item in items:
            text = learned.get((entry.path, item.at)) if item else None
            if item is None or text is None or home is None:
                continue
            if item.closed and item.closed.learned:
                return Mistake(f"{item.id} already has learnings: {item.closed.learned}", "change them in the file")
            closed_on = home.closed.date if home.closed else None
            if item.closed:
                change = Put((*item.at, "closed", "learned"), text)
            else:
                change = Put((*item.at, "closed"), {"date": Plain(str(closed_on)), "learned": text})
            changes.setdefault(entry.path, []).append(change)
    return changes


def unexplained(objective: ScoredObjective, learned: Learned) -> Iterator[ScoredKeyResult]:
    """Committed key results that were missed without a reason."""
    if objective.planned.objective.ambition != "committed":
        return
    for result in objective.key_results:
        closed = result.planned.key_result.closed
        told = (closed and closed.learned) or (result.planned.path, result.planned.at) in learned
        if result.status in ("missed", "partly") and not told:
            yield result


def _ungraded(entry: Entry) -> bool:
    item = entry.plan_item
    return item is not None and bool(item.dropped or item.draft)


def _parts(entry: Entry, learned: Learned) -> Iterator[Spot]:
    if entry.kind == "objective" and entry.objective:
        for result in entry.objective.history.current.key_results:
            if (entry.path, result.at) in learned and not result.closed:
                yield entry.path, result.at
