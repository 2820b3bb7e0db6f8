"""The life of an objective, key result or KPI: what commits did to its plan, and what check-ins said, day by day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from okrctl.core.diff.fields import plan_fields
from okrctl.core.diff.items import Node, nodes
from okrctl.core.diff.judge import FieldChange, Standing, field_changes
from okrctl.core.journal import Journal
from okrctl.core.model import Config, FileFacts
from okrctl.core.plan import key_of, plan_of, plan_on
from okrctl.core.scoring import ScoredKeyResult, ScoredObjective, score, watch_kpi
from okrctl.core.workspace import Entry, Workspace, build


@dataclass(frozen=True, slots=True)
class Version:
    """What one commit did: facts of the files it changed, before and after. ``day`` is the author's date."""

    commit: str
    author: str
    day: str
    subject: str
    before: tuple[FileFacts, ...]
    after: tuple[FileFacts, ...]


@dataclass(frozen=True, slots=True)
class PlanEvent:
    """A commit that set, changed or removed the item. ``fields`` are the plan fields that differ."""

    commit: str
    author: str
    day: str
    subject: str
    event: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """How the item stood on a day somebody checked in."""

    day: date
    value: Fraction | None
    change: Fraction | None
    confidence: Fraction | None
    score: Fraction | None
    expected: Fraction | None
    status: str
    author: str
    note: str | None


def may_hold(text: bytes, department: str) -> bool:
    """Whether a blob can be one of a department's files; spares parsing all the others."""
    return re.search(rb"(?m)^department:[ \t]*['\"]?" + re.escape(department.encode()) + rb"\b", text) is not None


def plan_events(versions: Iterable[Version], config: Config, entry: Entry) -> list[PlanEvent]:
    """What commits did to the plan of an item, oldest first; former ids are followed back."""
    names: set[tuple[str, str]] = {(entry.kind, entry.ref)}
    item = entry.key_result or (entry.objective.history.current if entry.objective else None)
    names |= {(entry.kind, f"{entry.department}/{id}") for id in (item.formerly if item else ())}
    found = []
    for version in versions:
        before, after = (_find(facts, config, names, entry) for facts in (version.before, version.after))
        if before is None and after is None:
            continue
        fields: tuple[FieldChange, ...] = ()
        if before is not None and after is not None:
            fields = tuple(field_changes(before, after, Standing()))
            if not fields and before.id == after.id:
                continue
            event = "changed" if fields else "renamed"
        elif after is not None:
            event = "set"
            fields = tuple(FieldChange(name, None, text, "neutral") for name, text in plan_fields(after).items())
        else:
            event = "removed"
        found.append(PlanEvent(version.commit, version.author, version.day, version.subject, event, fields))
    return found


def _find(facts: tuple[FileFacts, ...], config: Config, names: set[tuple[str, str]], entry: Entry) -> Node | None:
    if not facts:
        return None
    candidates = [node for node in nodes(build(config, facts)) if (node.kind, node.ref) in names]
    if entry.cycle is None:
        return candidates[0] if candidates else None
    same = [node for node in candidates if node.cycle is None or node.cycle.overlaps(entry.cycle)]
    return same[0] if same else None


def points(ws: Workspace, journal: Journal, entry: Entry, until: date) -> list[Point]:
    """How a key result or objective stood on every day it was checked in, up to a day; a KPI has only its values."""
    if entry.kpi is not None:
        return _kpi_points(ws, journal, entry, until)
    if entry.objective is None:
        return []
    days = sorted({look.day for result in _scored(ws, journal, entry, until)[1] for look in result.series.looks})
    return [_point(ws, journal, entry, day) for day in days]


def _scored(ws: Workspace, journal: Journal, entry: Entry, day: date) -> tuple[ScoredObjective, list[ScoredKeyResult]]:
    """The objective on a day, and the key results in question: all of it, or the one."""
    assert entry.objective is not None
    objective = score(ws, journal, plan_of(ws, entry.objective, day)).objectives[0]
    wanted = [r for r in objective.key_results if entry.kind == "objective" or r.planned.key_result.id == entry.id]
    return objective, wanted


def _point(ws: Workspace, journal: Journal, entry: Entry, day: date) -> Point:
    objective, results = _scored(ws, journal, entry, day)
    looks = [look for result in results for look in result.series.looks if look.day == day]
    author = ", ".join(dict.fromkeys(look.author for look in looks))
    notes = "; ".join(look.note for look in looks if look.note) or None
    if entry.kind == "objective":
        return Point(day, None, None, None, objective.score, objective.expected, objective.status, author, notes)
    result = results[0]
    latest = result.series.latest
    return Point(
        day,
        latest.number if latest else None,
        latest.change if latest else None,
        result.series.confidence,
        result.score,
        result.expected,
        result.status,
        author,
        notes,
    )


def _kpi_points(ws: Workspace, journal: Journal, entry: Entry, until: date) -> list[Point]:
    kpi = next((each for each in plan_on(ws, until).kpis if each.key == key_of(entry)), None)
    if kpi is None:
        return []
    found = []
    mentions = journal.mentions.get(kpi.key, [])
    for look in watch_kpi(ws, kpi, mentions, until).series.looks:
        seen = watch_kpi(ws, kpi, mentions, look.day)
        found.append(Point(look.day, seen.value, None, None, None, None, seen.health, look.author, look.note))
    return found
