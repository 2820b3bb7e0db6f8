"""Fields within fields, such as ``check_in/every``, ``metrics/revenue/title`` or ``rules/OKR601``."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, get_args, get_origin

from okrctl.core.checkin.entry import Mistake
from okrctl.core.format import holds
from okrctl.core.format.doc import Doc, fields, keys
from okrctl.core.format.meaning import Field
from okrctl.core.values.frozen import frozen

_WHOLE = {"check_in": ("every", "grace"), "fiscal_year": ("starts", "named_after")}
"""Fields within mappings that are compared, and therefore recorded, as a whole; so are those of a source."""


@frozen
class Inner:
    """A field found by its steps: whether it is a list, whether it is free text, and whether it may be left out."""

    many: bool
    free: bool
    optional: bool


def traced(field: str) -> str:
    """The field that a change is recorded for: mappings that are compared as a whole are recorded as a whole."""
    above, _, last = field.rpartition("/")
    whole = last in _WHOLE.get(above, ()) or above.rpartition("/")[2] == "source"
    return above if whole else field


def inner(model: type[Doc], steps: tuple[str, ...], ref: str) -> Inner | Mistake:
    """The field at a path of keys below a model; a mistake names what is available."""
    annotation: Any = model
    known: Field | None = None
    for depth, step in enumerate(steps):
        below = _below(annotation, step)
        if isinstance(below, Field):
            annotation, known = below.info.annotation, below
        elif below is not None:
            annotation, known = below, None
        else:
            return _unknown(annotation, steps[:depth], step, ref)
    if models_of(annotation) and str not in holds.members(annotation):
        first = (names(annotation) or ["…"])[0]
        return Mistake(f"{'/'.join(steps)} has several fields", f"name one, such as {'/'.join((*steps, first))}")
    if mapping_of(annotation) is not None:
        return Mistake(f"{'/'.join(steps)} has several fields", f"name one: {'/'.join(steps)}/NAME=VALUE")
    free = holds.TEXT in (holds.held(known.info) if known else set(get_args(annotation)))
    many = any(get_origin(each) in (tuple, list) for each in holds.members(annotation))
    return Inner(many, free, known is None or not known.info.is_required())


def models_of(annotation: Any) -> list[type[Doc]]:
    """The models that a field is directly, not as list items or mapping values."""
    return [each for each in holds.members(annotation) if isinstance(each, type) and issubclass(each, Doc)]


def mapping_of(annotation: Any) -> Any:
    """The type of the values of a field that is a mapping with free keys; None if it isn't one."""
    return next((get_args(each)[1] for each in holds.members(annotation) if get_origin(each) is dict), None)


def names(annotation: Any) -> list[str]:
    """The keys that can be amended within a model; none within a mapping."""
    return [field.key for each in models_of(annotation) for field in fields(each) if field.amendable]


def _below(annotation: Any, step: str) -> Field | Any | None:
    for each in models_of(annotation):
        if step in names(each):
            return keys(each)[step]
    return mapping_of(annotation)


def _unknown(annotation: Any, before: tuple[str, ...], step: str, ref: str) -> Mistake:
    known = names(annotation)
    if not known:
        return Mistake(f"{'/'.join(before)} has no fields", f"write {'/'.join(before)}=VALUE")
    near = get_close_matches(step, known, 1, 0.6)
    where = f"{'/'.join(before)} of {ref}" if before else ref
    hint = f"did you mean {'/'.join((*before, near[0]))}?" if near else f"available: {', '.join(known)}"
    return Mistake(f"{where} has no field {step}", hint)
