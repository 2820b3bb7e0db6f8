"""Every field that differs between two versions of a mapping of settings, judged as its annotation says."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.diff.fields import canonical
from okrctl.core.diff.judge import FieldChange, reworded
from okrctl.core.format.doc import Doc, fields
from okrctl.core.format.meaning import Field
from okrctl.core.model.judges import Judgment, longer_is_easier
from okrctl.core.model.settings import WorkspaceCadence

_PACE = ("every", "grace")


def document_changes(old: Doc | None, new: Doc | None, *names: str) -> Iterator[FieldChange]:
    """The changed fields of a mapping and of those in it; ``names`` lead to it.

    One side is None if the mapping is new or gone: that alone makes no goal easier.
    """
    either = new if old is None else old
    for field in fields(type(either)) if either else ():
        yield from field_change(field, old, new, *names)


def field_change(field: Field, old: Doc | None, new: Doc | None, *names: str) -> Iterator[FieldChange]:
    """The change of one field, or those of the mappings in it."""
    was, now, path = getattr(old, field.name, None), getattr(new, field.name, None), (*names, field.key)
    if was == now or field.means.counts in ("identity", "trace"):
        return
    apart = field.means.counts == "setting" and field.means.judge is None
    if isinstance(was, WorkspaceCadence) and isinstance(now, WorkspaceCadence):
        yield from _cadence(was, now, path)
    elif apart and isinstance(was, Doc) and isinstance(now, Doc):
        yield from document_changes(was, now, *path)
    elif apart and isinstance(was, dict) and isinstance(now, dict):
        for id in dict.fromkeys([*was, *now]):
            yield from document_changes(was.get(id), now.get(id), *path, id)
    else:
        texts = canonical(was), canonical(now)
        if old is not None and new is not None:
            yield FieldChange("/".join(path), *texts, _judged(field, was, now))
        elif texts != (None, None):
            yield FieldChange("/".join(path), *texts, "neutral")


def _cadence(was: WorkspaceCadence, now: WorkspaceCadence, path: tuple[str, ...]) -> Iterator[FieldChange]:
    """The interval and the days of grace belong together; the other fields stand for themselves."""
    judgement = longer_is_easier((was.every, was.grace), (now.every, now.grace))
    if judgement != "neutral":
        yield FieldChange("/".join(path), canonical(was), canonical(now), judgement)
    for field in fields(type(was)):
        if field.key not in _PACE:
            yield from field_change(field, was, now, *path)


def _judged(field: Field, was: object, now: object) -> Judgment:
    """A setting without a defined effect on goals counts as one with an effect."""
    means = field.means
    if means.judge is not None:
        judgement: Judgment = means.judge(was, now)
        return judgement
    if means.counts == "measured":
        texts = canonical(was), canonical(now)
        return "neutral" if was is None or reworded(field.key, *texts) == "neutral" else "changed"
    return "neutral" if means.counts == "words" else "changed"
