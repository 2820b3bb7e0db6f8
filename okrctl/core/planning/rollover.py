"""Rolling over: what a cycle left unfinished, as objectives of the next one that begin where the old ones ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from okrctl.core.checkin.entry import Mistake
from okrctl.core.company.references import Target, candidates, parse_ref, resolve
from okrctl.core.company.workspace import Workspace
from okrctl.core.edit.changes import Add, Change
from okrctl.core.edit.written import Plain, Short
from okrctl.core.format import holds
from okrctl.core.format.doc import free_keys
from okrctl.core.model.files import department_doc
from okrctl.core.model.items import referring_keys
from okrctl.core.model.kind_fields import parts
from okrctl.core.model.registry import kinds
from okrctl.core.planning.create import objective_file
from okrctl.core.planning.propose import Files, PlannedChanges
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective
from okrctl.core.values.cycle import Cycle, parse_date
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import literal

_OF_THE_OLD = {"closed", "dropped", "amended", "formerly", "carried_from", "cycle"}
_SHORT = {"depends_on", "promised_to", "check_in"}


Anew = tuple[str, str, Fraction]
"""A key result that is to go its whole way once more: its name, its change, and how much of it is reached already."""


@frozen
class Carried:
    """An objective that goes on, with those of its key results that do."""

    objective: ScoredObjective
    results: tuple[ScoredKeyResult, ...]


@frozen
class Rollover:
    """What is wanted in the files, which objectives that carries over, and what is to be said of it, in words."""

    wish: PlannedChanges
    refs: tuple[str, ...]
    left_out: tuple[str, ...]
    anew: tuple[Anew, ...] = ()


def unfinished(picture: ReportDay, cycle: Cycle) -> list[Carried]:
    """What a cycle left to do: objectives with the key results that are neither reached, nor dropped, nor drafts."""
    found = []
    for objective in picture.objectives.values():
        planned = objective.planned
        if (planned.cycle.start, planned.cycle.end) != (cycle.start, cycle.end) or planned.dropped or planned.draft:
            continue
        results = tuple(each for each in objective.key_results if open_still(each))
        if results:
            found.append(Carried(objective, results))
    return found


def open_still(result: ScoredKeyResult) -> bool:
    """Whether a key result is neither reached nor given up."""
    planned, progress = result.planned, result.progress
    if planned.dropped or planned.draft or planned.key_result.measure is None:
        return False
    return result.status not in ("achieved", "done") and (progress is None or progress < 1)


def roll_over(ws: Workspace, files: Files, chosen: Sequence[Carried], old: Cycle, new: Cycle) -> Rollover | Mistake:
    """The objectives of the new cycle.

    Args:
        ws: the workspace.
        files: the files' plain data.
        chosen: what goes on.
        old: the cycle that it comes from.
        new: the one that it goes on in, which begins after the old one has ended.
    """
    if new.start <= old.end:
        return Mistake(f"{new.name} begins before {old.name} has ended", "name a later cycle with --to")
    made = _Maker(ws, files, old, new, _names(chosen))
    wish: dict[str, list[Change]] = {}
    refs: list[str] = []
    for each in chosen:
        planned = each.objective.planned
        taken = _taken(ws, each, new)
        if taken:
            made.left_out.append(f"{planned.ref}: {taken} is there in {new.name} already")
            continue
        path = objective_file(ws, planned.department, new.name)
        default = next((file.cycle for file in ws.files if file.path == path), None)
        block = made.objective(each, None if default == new.name else new.name)
        if block["key_results"]:
            wish.setdefault(path, []).append(Add(("objectives",), block))
            refs.append(planned.ref)
    return Rollover(wish, tuple(refs), tuple(made.left_out), tuple(made.anew))


def _names(chosen: Sequence[Carried]) -> set[str]:
    found = set()
    for each in chosen:
        found.add(each.objective.planned.ref)
        for result in each.results:
            found.add(result.planned.ref)
            done = result.series.done
            steps = result.planned.key_result.measure.steps() if result.planned.key_result.measure else ()
            found.update(f"{result.planned.ref}/{step.id}" for step in steps if step.id not in done)
    return found


def _taken(ws: Workspace, carried: Carried, new: Cycle) -> str | None:
    """The first id of it that something else has in the new cycle."""
    planned = carried.objective.planned
    ids = ws.entries.get(planned.department, {})
    names = [planned.objective.id, *(result.planned.key_result.id for result in carried.results)]
    return next((name for name in names if any(entry.overlaps(new) for entry in ids.get(name, ()))), None)


@dataclass
class _Maker:
    """Makes new blocks of old ones, from the data as it is written."""

    ws: Workspace
    files: Files
    old: Cycle
    new: Cycle
    goes_on: set[str]
    left_out: list[str] = field(default_factory=list)
    anew: list[Anew] = field(default_factory=list)

    def objective(self, carried: Carried, cycle: str | None) -> dict[str, Any]:
        planned = carried.objective.planned
        raw = self.files.at(planned.path, planned.at)
        block = self._kept(raw, planned.department, planned.ref)
        results = [self.key_result(result) for result in carried.results]
        named: dict[str, Any] = {"cycle": Plain(cycle)} if cycle else {}
        head: dict[str, Any] = {key: block.pop(key) for key in ("id", "title") if key in block}
        from_: dict[str, Any] = {"carried_from": Plain(f"{planned.ref}@{planned.cycle.name}")}
        return {**head, **named, **block, **from_, "key_results": [each for each in results if each]}

    def key_result(self, result: ScoredKeyResult) -> dict[str, Any] | None:
        planned = result.planned
        raw = self.files.at(planned.path, planned.at)
        measure = planned.key_result.measure
        assert measure is not None
        block = self._kept(raw, planned.department, planned.ref)
        begun = measure.begun(result.series, result.progress)
        if begun is None:
            self.left_out.append(f"{planned.ref}: it is where it was to go, with nothing left of the way")
            return None
        change = measure.change_asked()
        if change is not None and not begun and result.progress:
            # what is left of it would be a part of another start, which nobody has said
            self.anew.append((planned.ref, str(change), result.progress))
        block = {key: value for key, value in block.items() if key not in measure.left_behind}
        gone = set(begun)
        if any(key in kind.decided_by for key in begun for kind in kinds()):
            gone.update(measure.decided_by)
        block = _replaced(block, gone, {key: _number(value) for key, value in begun.items()})
        if measure.steps_in:
            done = result.series.done
            block[measure.steps_in] = [step for step in block[measure.steps_in] if step.get("id") not in done]
        block["carried_from"] = Plain(f"{planned.ref}@{planned.cycle.name}")
        return block

    def _kept(self, raw: Mapping[str, Any], department: str, ref: str) -> dict[str, Any]:
        """What of an item goes on: no traces of the old cycle, no days that do not lie in the new one, no reference to
        what does not go on."""
        kept: dict[str, Any] = {}
        for key, value in raw.items():
            if key in _OF_THE_OLD or key == "key_results" or value is None:
                continue
            if key in referring_keys(holds.REFERENCE):
                alive = self._alive(key, value, department, ref)
                if alive:
                    kept[key] = _written(key, alive)
            elif not (key == "due" and self._over(value)):
                kept[key] = _written(key, self._in_time(value) if key in parts() and parts()[key].fields else value)
        return kept

    def _in_time(self, items: Any) -> Any:
        return [
            {key: value for key, value in each.items() if key != "due" or not self._over(value)}
            if isinstance(each, dict)
            else each
            for each in items
        ]

    def _over(self, due: object) -> bool:
        day = parse_date(str(due))
        return day is None or not self.new.contains(day)

    def _alive(self, key: str, value: Any, department: str, ref: str) -> Any:
        """Those of some references that mean something in the new cycle."""
        many = value if isinstance(value, list) else [value]
        found = []
        for each in many:
            text = str(each.get("ref")) if isinstance(each, dict) else str(each)
            named = self._renewed(text)
            if not self._means_something(named, department):
                self.left_out.append(f"{ref}: {key} {text}, which is not there in {self.new.name}")
            elif key == "promised_to" and self._asks_the_old(named, department):
                self.left_out.append(f"{ref}: {key} {text}, which asks for the one of {self.old.name}")
            elif isinstance(each, dict):
                (kept,) = self._in_time([{**each, "ref": named}])
                found.append(kept)
            else:
                found.append(named)
        return found if isinstance(value, list) or not found else found[0]

    def _renewed(self, text: str) -> str:
        cycle = self.ws.cycle(parse_ref(text).cycle or "")
        same = cycle is not None and (cycle.start, cycle.end) == (self.old.start, self.old.end)
        return text.partition("@")[0] if same else text

    def _means_something(self, text: str, department: str) -> bool:
        if isinstance(resolve(self.ws, text, department, self.new), Target):
            return True
        return isinstance(candidates(self.ws, text, department), tuple) and self._goes_on(text, department)

    def _asks_the_old(self, text: str, department: str) -> bool:
        """Whether who was promised something runs on: its need stays with what it named, see ``pins``."""
        target = resolve(self.ws, text, department, self.new)
        cycle = target.entry.cycle if isinstance(target, Target) and target.entry else None
        return cycle is not None and cycle.overlaps(self.old) and not self._goes_on(text, department)

    def _goes_on(self, text: str, department: str) -> bool:
        return (text if len(parse_ref(text).steps) > 1 else f"{department}/{text}") in self.goes_on


def _replaced(block: dict[str, Any], gone: set[str], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The block without what is gone, and with these fields where the ones that they replace stood."""
    found: dict[str, Any] = {}
    for key, value in block.items():
        if key not in gone:
            found[key] = value
        elif not set(fields) & set(found):
            found.update(fields)
    return found if set(fields) & set(found) else {**found, **fields}


def _number(value: Any) -> Plain:
    return Plain(f"{literal(value):f}")


def _written(key: str, value: Any) -> Any:
    """A value as it is to be written: numbers, days and references without quotes."""
    if value is None or key in free_keys(department_doc()) or key.startswith("x-"):
        return value
    if isinstance(value, list):
        return [_written(key, each) for each in value]
    if isinstance(value, dict):
        return (Short if key in _SHORT or key in parts() else dict)(
            {inner: _written(inner, text) for inner, text in value.items()}
        )
    return Plain(value)
