"""The effect of a new entry on scores: computed only for the items it mentions, not for the whole company."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Set
from dataclasses import replace
from datetime import date

from okrctl.core.company.workspace import Workspace
from okrctl.core.scores.journal import JournalMention, index_journal
from okrctl.core.scores.plan import Key, PlannedObjective, plan_on
from okrctl.core.scores.rollup import Total, department_total
from okrctl.core.scores.scoring import ScoredKeyResult, score
from okrctl.core.values.frozen import frozen


@frozen
class Effect:
    """A department's roll-up without and with the entry, and the same for key results whose score changes."""

    department: str
    before: Total
    after: Total
    changed: tuple[tuple[ScoredKeyResult, ScoredKeyResult], ...]


def effect(ws: Workspace, department: str, path: str, day: date) -> Effect:
    """The effect of a file's last entry on a day.

    ``ws`` already contains the entry.
    """
    last = next(file for file in ws.files if file.path == path).check_ins[-1]

    def is_new(mention: JournalMention) -> bool:
        return mention.placed.path == path and mention.placed.entry.at == last.at

    journal = index_journal(ws)
    named = {*journal.sorted.of(department), *journal.sorted.abroad()}
    touched = {key for key in named if any(map(is_new, journal.mentions[key]))}
    mentions = {key: [each for each in journal.mentions[key] if not is_new(each)] for key in touched}
    without = replace(journal, mentions=ChainMap(mentions, journal.mentions))  # type: ignore[arg-type]
    plan = plan_on(ws, day)
    concerned = tuple(each for each in plan.objectives if each.department == department or _feels(each, touched))
    plan = replace(plan, objectives=concerned, kpis=())
    before, after = score(ws, without, plan), score(ws, journal, plan)
    return Effect(
        ws.departments[department].name,
        department_total(ws, before, department),
        department_total(ws, after, department),
        tuple(
            (was, now)
            for was, now in zip(before.by_key.values(), after.by_key.values(), strict=True)
            if (was.progress, was.status) != (now.progress, now.status)
        ),
    )


def _feels(objective: PlannedObjective, touched: Set[Key]) -> bool:
    """Whether the entry mentions one of its key results, or a KPI that one of them reads."""
    return any(result.key in touched or result.reads in touched for result in objective.key_results)
