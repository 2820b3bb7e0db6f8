"""Which kind of key result a document means: exactly one, told by its keys."""

from __future__ import annotations

from typing import Any

from okrctl.core.model.measure import ONE, Measure, Milestone
from okrctl.core.model.registry import kind_fields, kinds
from okrctl.core.values.diagnostic import Place, Problem


def measure_of(doc: Any, place: Place, written: dict[str, Any]) -> tuple[Measure | None, list[Problem]]:
    """The measure a key result's keys describe, and what is wrong with their combination.

    Args:
        doc: a validated key result.
        place: where it stands.
        written: its plain data: a key that was refused has been reported already.
    """
    given = [name for name in kind_fields() if getattr(doc, name) is not None]
    chosen = [kind for kind in kinds() if any(name in given for name in kind.decided_by)]
    if not chosen and any(name in written for kind in kinds() for name in kind.decided_by):
        return None, []
    if not chosen:
        choices = "; ".join(kind.summary for kind in kinds())
        problem = Problem("wrong-kind", place, f"nothing says how {doc.id} is measured", f"give one of: {choices}")
        return None, [problem]
    kind, *others = chosen
    problems = [_belongs_to_two(doc.id, kind, other, given, place) for other in others]
    deciding = [name for name in kind.decided_by if name in given]
    if "target" in deciding and "change" in deciding:
        at = Place(place.path, (*place.at, "change"), on_key=True)
        message = f"{doc.id} has both a target and a change"
        problems.append(Problem("wrong-kind", at, message, "keep one; `target` is used until then"))
        given.remove("change")
    for name in given:
        if name not in kind.fields and not any(name in other.fields for other in others):
            at = Place(place.path, (*place.at, name), on_key=True)
            fitting = " or ".join(other.summary for other in kinds() if name in other.fields)
            message = f"`{name}` does not go with {kind.summary}"
            problems.append(Problem("wrong-kind", at, message, f"it belongs to {fitting}"))
    values = {name: _plain(name, getattr(doc, name)) for name in kind.fields if name in given}
    return kind(**values), problems


def _belongs_to_two(id: str, kind: type[Measure], other: type[Measure], given: list[str], place: Place) -> Problem:
    key = next(name for name in other.decided_by if name in given)
    at = Place(place.path, (*place.at, key), on_key=True)
    message = f"{id} is measured in two ways: {kind.summary} and {other.summary}"
    return Problem("wrong-kind", at, message, "keep one, or make two key results of it")


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(sorted(value.items(), key=lambda entry: entry[0]))
    if name == "milestones":
        return tuple(
            Milestone(step.id, step.title, step.due, ONE if step.weight is None else step.weight) for step in value
        )
    return value
