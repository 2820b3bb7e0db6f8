"""Carries one objective over to the next cycle, from its data as written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from typing import Any

from okrctl.core.edit.written import Plain
from okrctl.core.format import holds
from okrctl.core.model.figures import in_unit, number
from okrctl.core.model.items import referring_keys
from okrctl.core.model.kind_fields import parts
from okrctl.core.model.measure import Measure
from okrctl.core.model.registry import kinds
from okrctl.core.planning.carried_references import NextReferences
from okrctl.core.planning.create import written
from okrctl.core.planning.fields import renewed_title
from okrctl.core.planning.propose import Files
from okrctl.core.scores.scoring import ScoredKeyResult, ScoredObjective
from okrctl.core.values.cycle import Cycle, parse_date
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import Amount, half_up, literal

_OF_THE_OLD = {"closed", "dropped", "amended", "formerly", "carried_from", "cycle"}
_SHORT = frozenset({"depends_on", "promised_to", "check_in"})
_LINKS = {"depends_on": "request to", "promised_to": "promise to", "supports": "support of"}


@frozen
class Carried:
    """An objective to carry over, with its key results to carry over; ``anew`` has the ids that start again in full."""

    objective: ScoredObjective
    results: tuple[ScoredKeyResult, ...]
    anew: frozenset[str] = frozenset()


@frozen
class Continued:
    """A carried-over key result: its new goal in words, its new title if it changes, and past dates.

    ``part`` says how a partly reached change continues: ``rest``, ``anew``, or nothing.
    """

    result: ScoredKeyResult
    aim: str
    title: str | None = None
    part: str = ""
    passed: tuple[str, ...] = ()


@dataclass
class Maker:
    """Makes new blocks from old ones, from the data as written."""

    files: Files
    old: Cycle
    new: Cycle
    references: NextReferences
    left_out: list[str] = field(default_factory=list)
    continued: list[Continued] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    numbers: list[tuple[Amount | None, Amount | None]] = field(default_factory=list)

    def objective(self, carried: Carried, cycle: str | None) -> dict[str, Any]:
        """The block of an objective; ``cycle`` is written if its file has another one."""
        planned = carried.objective.planned
        raw = self.files.at(planned.path, planned.at)
        self.continued, self.numbers = [], []
        block = self._kept(raw, planned.department, planned.ref)
        results = [
            self.key_result(result, again=result.planned.key_result.id in carried.anew) for result in carried.results
        ]
        for was, now in self.numbers:
            # an objective whose title has the change of its key result gets the same number
            block["title"] = renewed_title(str(block.get("title") or ""), was, now)
        named: dict[str, Any] = {"cycle": Plain(cycle)} if cycle else {}
        head: dict[str, Any] = {key: block.pop(key) for key in ("id", "title") if key in block}
        from_: dict[str, Any] = {"carried_from": Plain(f"{planned.ref}@{planned.cycle.name}")}
        return {**head, **named, **block, **from_, "key_results": [each for each in results if each]}

    def key_result(self, result: ScoredKeyResult, *, again: bool) -> dict[str, Any] | None:
        """The block of a key result, starting ``again`` or with its rest; None if nothing is left."""
        planned, self.passed = result.planned, []
        raw = self.files.at(planned.path, planned.at)
        measure = planned.key_result.measure
        assert measure is not None
        block = self._kept(raw, planned.department, planned.ref)
        rest, whole = measure.begun(result.series, result.progress), measure.anew(result.series)
        begun = whole if again and whole is not None else rest
        if begun is None:
            self.left_out.append(f"{planned.ref}: it reached its goal")
            return None
        block = {key: value for key, value in block.items() if key not in measure.left_behind}
        gone = set(begun)
        if any(key in kind.decided_by for key in begun for kind in kinds()):
            gone.update(measure.decided_by)
        block = _replaced(block, gone, {key: _number(value) for key, value in begun.items()})
        if measure.steps_in:
            done = result.series.done
            block[measure.steps_in] = [step for step in block[measure.steps_in] if step.get("id") not in done]
        if measure.thing and "due" not in block and not _dated(block, measure):
            self._place_again(block, raw, measure)
        title = self._title(block, result, begun)
        block["carried_from"] = Plain(f"{planned.ref}@{planned.cycle.name}")
        part = "" if whole is None or whole == rest else "anew" if again else "rest"
        aim = _aim(planned.unit, measure, block, begun)
        self.continued.append(Continued(result, aim, title, part, tuple(self.passed)))
        return block

    def _place_again(self, block: dict[str, Any], raw: Mapping[str, Any], measure: Measure) -> None:
        """Give a deliverable whose dates have all passed the same dates in the new cycle, so that it stays expected."""
        if raw.get("due"):
            block["due"] = self._again(f"due {raw['due']}", str(raw["due"]))
        for step in block[measure.steps_in] if measure.steps_in else ():
            old: Mapping[str, Any] = next(
                (each for each in raw[measure.steps_in] if each.get("id") == step.get("id")), {}
            )
            if old.get("due"):
                step["due"] = self._again(f"{step['id']} due {old['due']}", str(old["due"]))

    def _again(self, words: str, text: str) -> Plain:
        """The date at the same point of the new cycle."""
        day = parse_date(text) or self.old.end
        share = Fraction((day - self.old.start).days, max(1, (self.old.end - self.old.start).days))
        days = round(share * (self.new.end - self.new.start).days)
        again = min(self.new.end, max(self.new.start, self.new.start + timedelta(days=days)))
        self.passed = [f"{each}, now {again}" if each == words else each for each in self.passed]
        return Plain(again.isoformat())

    def _title(self, block: dict[str, Any], result: ScoredKeyResult, begun: Mapping[str, Any]) -> str | None:
        """The new title, if the old number would be wrong; also set in the block."""
        measure, old = result.planned.key_result.measure, str(block.get("title") or "")
        was, now = measure.change_asked() if measure else None, begun.get("change")
        if was is not None and now is None and {"baseline", "target"} <= set(begun):
            start, way = begun["baseline"], begun["target"] - begun["baseline"]
            left = half_up(way / abs(start) * 100, 1) if was.suffix == "%" and start else way
            now = Amount(left, was.suffix, True)
        new = renewed_title(old, was, now)
        if new == old:
            return None
        self.numbers.append((was, now))
        block["title"] = new
        return new

    def _kept(self, raw: Mapping[str, Any], department: str, ref: str) -> dict[str, Any]:
        """The fields of an item that are carried over: without records of the old cycle, dates outside the new one,
        and references to items that aren't carried over."""
        kept: dict[str, Any] = {}
        for key, value in raw.items():
            if key in _OF_THE_OLD or key == "key_results" or value is None:
                continue
            if key in referring_keys(holds.REFERENCE):
                alive = self._alive(key, value, department, ref)
                if alive:
                    kept[key] = written(key, alive, _SHORT)
            elif key == "due" and self._over(value):
                self.passed.append(f"due {value}")
            else:
                held = self._in_time(value) if key in parts() and parts()[key].fields else value
                kept[key] = written(key, held, _SHORT | parts().keys())
        return kept

    def _in_time(self, items: Any, what: str = "") -> Any:
        """Parts without past dates, which are reported with the prefix ``what``."""
        found = []
        for each in items:
            kept = each
            if isinstance(each, dict) and "due" in each and self._over(each["due"]):
                self.passed.append(f"{what}{each.get('id') or each.get('ref')} due {each['due']}")
                kept = {key: value for key, value in each.items() if key != "due"}
            found.append(kept)
        return found

    def _over(self, due: object) -> bool:
        day = parse_date(str(due))
        return day is None or not self.new.contains(day)

    def _alive(self, key: str, value: Any, department: str, ref: str) -> Any:
        """The references that are valid in the new cycle."""
        many = value if isinstance(value, list) else [value]
        found = []
        for each in many:
            text = str(each.get("ref")) if isinstance(each, dict) else str(each)
            named = self.references.renewed(text)
            if not self.references.valid(named, department):
                self.left_out.append(f"{ref}: {_LINKS.get(key, key)} {text}, which isn't in {self.new.name}")
            elif key == "promised_to" and not self.references.asked_for(named, department, ref):
                self.left_out.append(f"{ref}: promise to {text}, which doesn't ask for it in {self.new.name}")
            elif isinstance(each, dict):
                (kept,) = self._in_time([{**each, "ref": named}], f"{_LINKS.get(key, key)} ")
                asked = (
                    self.references.asked_day(named, department, ref)
                    if key == "promised_to" and "due" not in kept
                    else None
                )
                found.append(kept if asked is None else {**kept, "due": asked.isoformat()})
            else:
                found.append(named)
        return found if isinstance(value, list) or not found else found[0]


def _replaced(block: dict[str, Any], gone: set[str], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The block without removed fields, and with these fields in place of the ones they replace."""
    found: dict[str, Any] = {}
    for key, value in block.items():
        if key not in gone:
            found[key] = value
        elif not set(fields) & set(found):
            found.update(fields)
    return found if set(fields) & set(found) else {**found, **fields}


def _number(value: Any) -> Plain:
    return Plain(str(value) if isinstance(value, Amount) else f"{literal(value):f}")


def _dated(block: Mapping[str, Any], measure: Measure) -> bool:
    """Whether any of its milestones has a date."""
    return bool(measure.steps_in) and any(step.get("due") for step in block[measure.steps_in])


def _aim(unit: str | None, measure: Measure, block: Mapping[str, Any], begun: Mapping[str, Any]) -> str:
    """The new goal, in a few words."""
    if measure.steps_in:
        steps = [str(step.get("title") or step.get("id")) for step in block[measure.steps_in]]
        return f"left: {', '.join(steps)}"
    if "target" in begun and "baseline" in begun:
        return f"{number(begun['baseline'])} → {number(begun['target'])}{in_unit(unit)}"
    if "change" in begun:
        start = f"from {number(begun['baseline'])}{in_unit(unit)} on" if "baseline" in begun else "from where it is"
        return f"{begun['change']} {start}"
    return ""
