"""Determines the kind of a key result: exactly one, from its keys."""

from __future__ import annotations

from typing import Any

from okrctl.core.format.doc import same_set
from okrctl.core.model.measure import Measure
from okrctl.core.model.registry import kind_keys, kinds
from okrctl.core.values.diagnostic import Place, Problem


def measure_of(doc: Any, place: Place, written: dict[str, Any]) -> tuple[Measure | None, list[Problem]]:
    """The measure in a key result's keys, and the problems of their combination.

    ``written`` is its plain data: refused values have been reported; a key without a value is ignored.
    """
    held = doc.__dict__
    given = [key for key in kind_keys() if held[key] is not None]
    chosen = [kind for kind in kinds() if any(key in given for key in kind.decided_by)]
    if not chosen and any(written.get(key) is not None for kind in kinds() for key in kind.decided_by):
        return None, []
    if not chosen:
        choices = "; ".join(kind.summary for kind in kinds())
        problem = Problem("wrong-kind", place, f"{doc.id} has no measure", f"add one of: {choices}")
        return None, [problem]
    kind, *others = chosen
    problems = [_belongs_to_two(doc.id, kind, other, given, place) for other in others]
    first, *more = (key for key in kind.decided_by if key in given)
    for key in more if first in kind.alternatives else ():
        at = Place(place.path, (*place.at, key), on_key=True)
        message = f"{doc.id} has both a {first} and a {key}"
        problems.append(Problem("wrong-kind", at, message, f"keep one; `{first}` is used until then"))
        given.remove(key)
    for key in given:
        if key not in kind.own_keys() and not any(key in other.own_keys() for other in others):
            at = Place(place.path, (*place.at, key), on_key=True)
            fitting = " or ".join(other.summary for other in kinds() if key in other.own_keys())
            message = f"`{key}` doesn't belong to {kind.summary}"
            problems.append(Problem("wrong-kind", at, message, f"it belongs to {fitting}"))
    values = {key: held[key] for key in kind.own_keys() if key in given}
    # the values were checked with their own key result
    return kind.model_construct(same_set(frozenset(values)), **values), problems


def _belongs_to_two(id: str, kind: type[Measure], other: type[Measure], given: list[str], place: Place) -> Problem:
    key = next(key for key in other.decided_by if key in given)
    at = Place(place.path, (*place.at, key), on_key=True)
    message = f"{id} has two measures: {kind.summary} and {other.summary}"
    return Problem("wrong-kind", at, message, "keep one, or split it into two key results")
