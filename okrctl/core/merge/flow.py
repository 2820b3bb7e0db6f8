"""Merges values on one line: three versions of a scalar, or of a list or mapping in brackets."""

from __future__ import annotations

from okrctl.core.merge.names import JOURNAL, Name, Steps, is_set, names
from okrctl.core.merge.order import rank, united
from okrctl.core.merge.tree import Brackets, Leaf, Part

NOTHING = Leaf("", None)
_NO_MEMBERS = Brackets("", "", "", ())


def entwined(path: Steps, base: Leaf, ours: Leaf, theirs: Leaf, *, prefer_ours: bool) -> str:
    """The text of the merged value; if the sides contradict each other, that of the preferred one."""
    if ours.data == theirs.data:
        return theirs.text if ours.text == base.text else ours.text
    if ours.data == base.data:
        return theirs.text
    if theirs.data == base.data:
        return ours.text
    before = _NO_MEMBERS if base.data is None else base.brackets
    kinds = {type(leaf.data) for leaf in (base, ours, theirs) if leaf.data is not None}
    whole = isinstance(ours.data, list) and not is_set(path)
    if before is None or ours.brackets is None or theirs.brackets is None or len(kinds) > 1 or whole:
        return ours.text if prefer_ours else theirs.text
    return _members(path, (before, ours.brackets, theirs.brackets), prefer_ours=prefer_ours)


def _members(path: Steps, versions: tuple[Brackets, Brackets, Brackets], *, prefer_ours: bool) -> str:
    members = [version.parts for version in versions]
    named: list[list[Name]] = [[part.key for part in parts] for parts in members]
    if not any(name is not None for keys in named for name in keys):
        named = names(path, *([part.value.data for part in parts] for parts in members))
    base, ours, theirs = (dict(zip(keys, parts, strict=True)) for keys, parts in zip(named, members, strict=True))
    ranks = {name: rank(part.value.data, part.value.text) for name, part in {**theirs, **ours}.items()}
    texts = []
    for name in united(named, ranks if path == JOURNAL else None):
        text = _member((*path, name), (base.get(name), ours.get(name), theirs.get(name)), prefer_ours=prefer_ours)
        if text is not None:
            texts.append(text)
    like = versions[1] if versions[1].parts else versions[2]
    return like.opening + like.comma.join(texts) + like.closing


def _member(path: Steps, versions: tuple[Part | None, Part | None, Part | None], *, prefer_ours: bool) -> str | None:
    base, ours, theirs = versions
    if ours is not None and theirs is not None:
        before = NOTHING if base is None else base.value
        value = entwined(path, before, ours.value, theirs.value, prefer_ours=prefer_ours)
        return (theirs.head if value == theirs.value.text else ours.head) + value
    kept = ours or theirs
    if kept is None:
        return None
    if base is not None and (kept.value.data == base.value.data or (ours is None) == prefer_ours):
        return None
    return kept.head + kept.value.text
