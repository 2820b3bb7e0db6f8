"""The history of an objective, key result or KPI: changes of its plan in commits, and its check-ins by day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from okrctl.core.company.workspace import Entry, Workspace, entries_in
from okrctl.core.diff.fields import plan_fields
from okrctl.core.diff.items import pair_entries
from okrctl.core.diff.judge import FieldChange, field_changes
from okrctl.core.model.files import FileFacts
from okrctl.core.model.judges import JudgmentContext
from okrctl.core.model.settings import Config
from okrctl.core.model.values import Value
from okrctl.core.scores.forecast import Forecast, projected
from okrctl.core.scores.journal import Journal
from okrctl.core.scores.landing import Landing, foreseen, landing
from okrctl.core.scores.plan import key_of, plan_of, plan_on
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective, score, watch_kpi
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.frozen import frozen

WORDS = 1_000_000
"""The limit of words of check-ins read for one history."""


@frozen
class Version:
    """What one commit changed: facts of its files, after it and in each of its parents.

    ``day`` is the author's date. Uncommitted changes have no commit and no author.
    """

    commit: str
    author: str
    day: str
    subject: str
    before: tuple[tuple[FileFacts, ...], ...]
    after: tuple[FileFacts, ...]


@frozen
class PlanEvent:
    """A commit that set, changed, renamed, moved or removed the item. ``fields`` are the plan fields that differ."""

    commit: str
    author: str
    day: str
    subject: str
    event: str
    fields: tuple[FieldChange, ...]


@frozen
class Point:
    """The state of the item on a day with a check-in; ``change`` and its ``suffix`` while no baseline is known.

    ``projected`` is the owner's projection, ``foreseen`` the same as progress, ``trend`` the forecast.
    """

    day: date
    value: Fraction | None
    change: Fraction | None
    confidence: Fraction | None
    score: Fraction | None
    expected: Fraction | None
    status: str
    author: str
    note: str | None
    suffix: str = ""
    projected: Value | None = None
    foreseen: Fraction | None = None
    trend: Forecast | None = None


def may_hold(text: bytes, departments: Iterable[str]) -> bool:
    """Whether a blob may be a file of one of the departments; the others needn't be parsed."""
    return any(
        re.search(rb"department['\"]?[ \t]*:\s*['\"]?" + re.escape(id.encode()) + rb"\b", text) for id in departments
    )


def departments_of(entry: Entry) -> frozenset[str]:
    """The departments that an item belongs or belonged to, as far as `formerly` says."""
    item = entry.plan_item
    former = (name.partition("/")[0] for name in (item.formerly if item else ()) if "/" in name)
    return frozenset((entry.department, *former))


def plan_events(versions: Sequence[Version], config: Config, entry: Entry) -> list[PlanEvent]:
    """Changes of an item's plan in commits, oldest first; the item is followed back through renames and moves."""
    trail = _Trail(config, entry)
    found = [event for version in reversed(versions) if (event := trail.event(version)) is not None]
    return found[::-1]


class _Trail:
    """Follows an item back in time: the names and cycles it has had, newest first."""

    def __init__(self, config: Config, entry: Entry) -> None:
        self._fiscal = config.fiscal_year
        self._kind = entry.kind
        self._refs: dict[str, None] = {entry.ref: None}
        self._cycles: list[Cycle] = [entry.cycle] if entry.cycle else []
        self._nodes: dict[int, list[Entry]] = {}

    def event(self, version: Version) -> PlanEvent | None:
        """What a commit did to the item; None if nothing."""
        after = self._find(version.after)
        before = [self._before(facts, after, version.after) for facts in version.before]
        for node in (after, *before):
            self._remember(node)
        known = [node for node in before if node is not None]
        if after is None:
            # a merge doesn't remove what one side had removed before
            event = "removed" if known and len(known) == len(before) else ""
            fields: tuple[FieldChange, ...] = ()
        elif not known:
            event = "set"
            fields = tuple(FieldChange(name, None, text, "neutral") for name, text in plan_fields(after).items())
        else:
            event, fields = self._change(known, after)
        if not event:
            return None
        return PlanEvent(version.commit, version.author, version.day, version.subject, event, fields)

    def _change(self, before: list[Entry], after: Entry) -> tuple[str, tuple[FieldChange, ...]]:
        """The fields that differ from all parents."""
        first, *others = [tuple(field_changes(node, after, JudgmentContext())) for node in before]
        elsewhere = [{change.field for change in changes} for changes in others]
        fields = tuple(change for change in first if all(change.field in names for names in elsewhere))
        if all(node.ref != after.ref for node in before):
            return ("moved" if before[0].department != after.department else "renamed"), fields
        return ("changed" if fields else ""), fields

    def _all(self, files: tuple[FileFacts, ...]) -> list[Entry]:
        found = []
        for file in files:
            if id(file) not in self._nodes:
                self._nodes[id(file)] = entries_in(file, self._fiscal)
            found.extend(self._nodes[id(file)])
        return found

    def _find(self, files: tuple[FileFacts, ...]) -> Entry | None:
        candidates = [node for node in self._all(files) if node.kind == self._kind and node.ref in self._refs]
        order = list(self._refs)
        candidates.sort(key=lambda node: order.index(node.ref))
        return next((each for each in candidates if self._in_time(each.cycle)), None)

    def _in_time(self, cycle: Cycle | None) -> bool:
        return cycle is None or not self._cycles or any(cycle.overlaps(each) for each in self._cycles)

    def _before(self, files: tuple[FileFacts, ...], after: Entry | None, now: tuple[FileFacts, ...]) -> Entry | None:
        found = self._find(files)
        if found is not None or after is None:
            return found
        pair = pair_entries(self._all(files), self._all(now)).of_after.get(after.spot)
        return pair.before if pair else None

    def _remember(self, node: Entry | None) -> None:
        if node is None:
            return
        for ref in (node.ref, *node.former_refs):
            self._refs.setdefault(ref)
        if node.cycle and node.cycle not in self._cycles:
            self._cycles.append(node.cycle)


def points(ws: Workspace, journal: Journal, entry: Entry, until: date) -> tuple[list[Point], int]:
    """The state of a key result or objective on every day with a check-in, up to a day; a KPI has only its values.

    Each day is scored with all check-ins up to it. If there are very many days, only the newest are returned, with the
    number of days left out.
    """
    if entry.kpi is not None:
        return _kpi_points(ws, journal, entry, until)
    if entry.objective is None or entry.objective.cycle is None:
        # without a cycle, nothing is scored
        return [], 0
    found = _scored(ws, journal, entry, until)[1]
    days = sorted({look.day for result in found for look in result.series.observations})
    newest = days[-_affordable(sum(len(result.series.observations) + 10 for result in found)) :]
    return [_point(ws, journal, entry, day) for day in newest], len(days) - len(newest)


def landing_of(ws: Workspace, journal: Journal, entry: Entry, day: date) -> Landing | None:
    """What was projected for a key result halfway, and its result; None while it runs."""
    if entry.key_result is None or entry.objective is None or entry.objective.cycle is None:
        return None
    return landing(_scored(ws, journal, entry, day)[1][0])


def _affordable(words: int) -> int:
    """How many days can be scored within the limit, each reading this many words."""
    return max(1, WORDS // max(1, words))


def _scored(ws: Workspace, journal: Journal, entry: Entry, day: date) -> tuple[ScoredObjective, list[ScoredKeyResult]]:
    """The objective on a day, and the key results wanted: all of its, or the one."""
    assert entry.objective is not None
    only = None if entry.kind == "objective" else entry.id
    objective = score(ws, journal, plan_of(ws, entry.objective, day, only)).objectives[0]
    return objective, list(objective.key_results)


def _point(ws: Workspace, journal: Journal, entry: Entry, day: date) -> Point:
    objective, results = _scored(ws, journal, entry, day)
    observations = [look for result in results for look in result.series.observations if look.day == day]
    author = ", ".join(dict.fromkeys(look.author for look in observations))
    notes = "; ".join(look.note for look in observations if look.note) or None
    if entry.kind == "objective":
        trend = projected(objective)
        scored = objective.score, objective.expected, objective.status
        return Point(day, None, None, None, *scored, author, notes, trend=trend)
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
        latest.suffix if latest else "",
        result.series.projected,
        foreseen(result),
        projected(result),
    )


def _kpi_points(ws: Workspace, journal: Journal, entry: Entry, until: date) -> tuple[list[Point], int]:
    kpi = next((each for each in plan_on(ws, until).kpis if each.key == key_of(entry)), None)
    if kpi is None:
        return [], 0
    found = []
    mentions = journal.mentions.get(kpi.key, [])
    observations = watch_kpi(ws, kpi, mentions, until).series.observations
    newest = observations[-_affordable(len(observations)) :]
    for look in newest:
        seen = watch_kpi(ws, kpi, mentions, look.day)
        found.append(Point(look.day, seen.value, None, None, None, None, seen.health, look.author, look.note))
    return found, len(observations) - len(newest)
