"""Rollover: unfinished work of a cycle as objectives of the next one, starting where the old ones ended."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.checkin.entry import Mistake
from okrctl.core.company.workspace import Workspace
from okrctl.core.edit.changes import Add, Change
from okrctl.core.planning.carried_references import NextReferences
from okrctl.core.planning.carry import Carried, Continued, Maker
from okrctl.core.planning.create import objective_file
from okrctl.core.planning.propose import Files, PlannedChanges
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective
from okrctl.core.values.cycle import Cycle
from okrctl.core.values.frozen import frozen


@frozen
class Rollover:
    """The planned changes, the objectives to carry over with their key results, and what is left out."""

    changes: PlannedChanges
    objectives: tuple[tuple[ScoredObjective, tuple[Continued, ...]], ...]
    left_out: tuple[str, ...]


def unfinished(report_day: ReportDay, cycle: Cycle) -> list[Carried]:
    """The unfinished work of a cycle: objectives with key results that are not reached, dropped or drafts."""
    found = []
    for objective in report_day.objectives.values():
        planned = objective.planned
        if not planned.cycle.same_days(cycle) or planned.dropped or planned.draft:
            continue
        results = tuple(each for each in objective.key_results if open_still(each))
        if results:
            found.append(Carried(objective, results))
    return found


def open_still(result: ScoredKeyResult) -> bool:
    """Whether a key result is neither reached nor dropped."""
    planned, progress = result.planned, result.progress
    if planned.dropped or planned.draft or planned.key_result.measure is None:
        return False
    return result.status not in ("achieved", "done") and (progress is None or progress < 1)


def roll_over(ws: Workspace, files: Files, chosen: Sequence[Carried], old: Cycle, new: Cycle) -> Rollover | Mistake:
    """The objectives of the new cycle.

    The new cycle must start after the end of the old one.
    """
    if new.start <= old.end:
        return Mistake(f"{new.name} starts before {old.name} ends", "pass a later cycle with --to")
    made = Maker(files, old, new, NextReferences(ws, old, new, _names(chosen)))
    changes: dict[str, list[Change]] = {}
    objectives: list[tuple[ScoredObjective, tuple[Continued, ...]]] = []
    for each in chosen:
        planned = each.objective.planned
        taken = _taken(ws, each, new)
        if taken:
            made.left_out.append(f"{planned.ref}: {new.name} already has {taken}")
            continue
        path = objective_file(ws, planned.department, new.name)
        default = next((file.head.cycle for file in ws.files if file.path == path), None)
        block = made.objective(each, None if default == new.name else new.name)
        if block["key_results"]:
            changes.setdefault(path, []).append(Add(("objectives",), block))
            objectives.append((each.objective, tuple(made.continued)))
    return Rollover(changes, tuple(objectives), tuple(made.left_out))


def _names(chosen: Sequence[Carried]) -> frozenset[str]:
    """The references of everything carried over."""
    found = set()
    for each in chosen:
        found.add(each.objective.planned.ref)
        for result in each.results:
            found.add(result.planned.ref)
            done = result.series.done
            steps = result.planned.key_result.measure.steps() if result.planned.key_result.measure else ()
            found.update(f"{result.planned.ref}/{step.id}" for step in steps if step.id not in done)
    return frozenset(found)


def _taken(ws: Workspace, carried: Carried, new: Cycle) -> str | None:
    """Its first id that another item has in the new cycle."""
    planned = carried.objective.planned
    ids = ws.entries.get(planned.department, {})
    names = [planned.objective.id, *(result.planned.key_result.id for result in carried.results)]
    return next((name for name in names if any(entry.overlaps(new) for entry in ids.get(name, ()))), None)
