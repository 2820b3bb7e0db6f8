"""The whole difference between two workspaces: items, dependencies, check-ins, settings, scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from okrctl.core.diff.contracts import ContractChange, contract_changes
from okrctl.core.diff.fields import canonical
from okrctl.core.diff.items import Node, Pair, pair
from okrctl.core.diff.journal import JournalChange, journal_changes
from okrctl.core.diff.judge import FieldChange, Standing, field_changes
from okrctl.core.journal import index_journal
from okrctl.core.model import Config, KeyResult, Objective
from okrctl.core.plan import plan_on
from okrctl.core.rollup import Company, roll_up
from okrctl.core.rule import rules
from okrctl.core.scoring import ScoredKeyResult, ScoredObjective, Scores, score
from okrctl.core.workspace import Workspace

ItemEvent = Literal["added", "deleted", "dropped", "moved", "renamed", "changed"]
_LEVELS = {"off": 0, "advice": 1, "warning": 2, "error": 3}


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What happened to one objective, key result or KPI; ``events`` may be several (moved and changed)."""

    pair: Pair
    events: tuple[ItemEvent, ...]
    fields: tuple[FieldChange, ...]

    @property
    def node(self) -> Node:
        """The later side, or the only one."""
        return self.pair.node


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """Score, expectation and status before and after, of a key result, an objective, a department or the whole.

    ``ref`` is empty for the organization.
    """

    kind: Literal["key_result", "objective", "department", "organization"]
    ref: str
    before: tuple[Fraction | None, Fraction | None, str] | None
    after: tuple[Fraction | None, Fraction | None, str] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed in meaning from one workspace to another, as of a day.

    ``objectives`` are those on both sides, changed or not.
    """

    day: date
    items: tuple[ItemChange, ...]
    journal: tuple[JournalChange, ...]
    settings: tuple[FieldChange, ...]
    scores: tuple[ScoreChange, ...]
    contracts: tuple[ContractChange, ...]
    objectives: tuple[Pair, ...]


def compare(before: Workspace, after: Workspace, day: date) -> Difference:
    """Compare two workspaces.

    Args:
        before: the base.
        after: what it became.
        day: both are scored as of this day.
    """
    old, new = _scored(before, day), _scored(after, day)
    pairs = pair(before, after)
    lookup = _Lookup(after, old)
    items = [change for each in pairs if (change := _item(each, lookup)) is not None]
    return Difference(
        day,
        tuple(items),
        tuple(journal_changes(before, after)),
        tuple(setting_changes(before.config, after.config)),
        tuple(_score_changes(pairs, before, after, old, new)),
        tuple(contract_changes(before, after)),
        tuple(each for each in pairs if each.before and each.after and each.node.kind == "objective"),
    )


def _scored(ws: Workspace, day: date) -> Scores:
    return score(ws, index_journal(ws), plan_on(ws, day))


class _Lookup:
    """Where items of the base stood, found without searching."""

    def __init__(self, after: Workspace, old: Scores) -> None:
        self.after = after
        self.by_key = old.by_key
        self.objectives = {(o.planned.path, o.planned.at): o for o in old.objectives}
        scores: dict[str, list[Fraction]] = {}
        for scored in old.objectives:
            if scored.counted and scored.score is not None:
                scores.setdefault(scored.planned.department, []).append(scored.score)
        self.means = {department: sum(known, Fraction(0)) / len(known) for department, known in scores.items()}

    def standing(self, node: Node) -> Standing:
        """What the judgement of an item's fields depends on."""
        item = node.item
        if isinstance(item, Objective):
            mine, mean = self.objectives.get((node.path, node.at)), self.means.get(node.department)
            return Standing(trails=mine is not None and mean is not None and (mine.score or 0) < mean)
        if not isinstance(item, KeyResult) or node.parent is None:
            return Standing()
        metric = self.after.config.metrics.get(item.metric) if item.metric else None
        better = metric.better if metric else None
        scored = self.by_key.get((node.path, node.parent.at, node.id))
        if scored is None:
            return Standing(None, better)
        whole = self.objectives.get((node.path, node.parent.at))
        trails = whole is not None and whole.score is not None and (scored.score or 0) < whole.score
        return Standing(scored.series.baseline, better, trails)


def _item(each: Pair, lookup: _Lookup) -> ItemChange | None:
    if each.before is None:
        return ItemChange(each, ("added",), ())
    if each.after is None:
        return ItemChange(each, ("deleted",), ())
    fields = tuple(field_changes(each.before, each.after, lookup.standing(each.before)))
    events: list[ItemEvent] = []
    if each.before.department != each.after.department:
        events.append("moved")
    if each.before.id != each.after.id:
        events.append("renamed")
    if any(change.field == "dropped" and change.before is None for change in fields):
        events.append("dropped")
    if fields:
        events.append("changed")
    return ItemChange(each, tuple(events), fields) if events else None


def setting_changes(before: Config, after: Config) -> Iterator[FieldChange]:
    """What changed in okrctl.yaml that scores or checks depend on; loosened is easier."""
    for ambition, (amber, green) in before.grades.items():
        now = after.grades[ambition]
        if now != (amber, green):
            looser = now[0] < amber or now[1] < green
            texts = (canonical((amber, green)), canonical(now))
            yield FieldChange(f"grades/{ambition}", *texts, "easier" if looser else "harder")
    for name in ("at_risk", "off_track"):
        was, is_now = getattr(before, name), getattr(after, name)
        if was != is_now:
            yield FieldChange(f"pace/{name}", canonical(was), canonical(is_now), "easier" if is_now > was else "harder")
    defaults = {rule.code: rule.severity for rule in rules()}
    for code in sorted({*before.rules, *after.rules}):
        severity = str(defaults.get(code, "advice"))
        old, new = before.rules.get(code, severity), after.rules.get(code, severity)
        if old != new:
            yield FieldChange(f"rules/{code}", old, new, "easier" if _LEVELS[new] < _LEVELS[old] else "harder")


Values = tuple[Fraction | None, Fraction | None, str]


def _values(scored: ScoredKeyResult | ScoredObjective | None) -> Values | None:
    return None if scored is None else (scored.score, scored.expected, scored.status)


def _score_changes(
    pairs: list[Pair], before: Workspace, after: Workspace, old: Scores, new: Scores
) -> Iterator[ScoreChange]:
    """Everything whose score, expectation or status is another now, from the whole down to key results."""
    company_old, company_new = roll_up(before, old), roll_up(after, new)
    yield from _total_changes(company_old, company_new)
    by_place_old = {(o.planned.path, o.planned.at): o for o in old.objectives}
    by_place_new = {(o.planned.path, o.planned.at): o for o in new.objectives}
    for each in pairs:
        if each.node.kind == "kpi":
            continue
        one = _values(_scored_of(each.before, old, by_place_old))
        other = _values(_scored_of(each.after, new, by_place_new))
        if one != other:
            kind: Literal["key_result", "objective"] = "objective" if each.node.kind == "objective" else "key_result"
            yield ScoreChange(kind, each.node.ref, one, other)


def _scored_of(
    node: Node | None, scores: Scores, objectives: dict[tuple[str, tuple[str | int, ...]], ScoredObjective]
) -> ScoredKeyResult | ScoredObjective | None:
    if node is None:
        return None
    if node.parent is None:
        return objectives.get((node.path, node.at))
    return scores.by_key.get((node.path, node.parent.at, node.id))


def _total_changes(before: Company, after: Company) -> Iterator[ScoreChange]:
    def values(company: Company) -> dict[str, Values]:
        found = {d.id: (d.total.score, d.total.expected, d.total.status) for d in company.departments}
        return {"": (company.total.score, company.total.expected, company.total.status), **found}

    old, new = values(before), values(after)
    for id in dict.fromkeys([*old, *new]):
        if old.get(id) != new.get(id):
            yield ScoreChange("department" if id else "organization", id, old.get(id), new.get(id))
