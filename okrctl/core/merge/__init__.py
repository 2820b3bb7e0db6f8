"""Merges three versions of an OKR file by the meaning of keys and entries, not by neighboring lines.

The texts are cut into trees (``tree``), list items are matched and ordered (``names``), the trees are merged
(``merge_trees``), and the result is read again and compared with a merge of the plain values (``proof``). If the result
isn't certain, git merges by lines.
"""

from __future__ import annotations

import re
from operator import attrgetter

from okrctl.core.merge import proof
from okrctl.core.merge.merge_trees import Conflict, Piece, TreeMerger, rendered, three
from okrctl.core.merge.names import Steps
from okrctl.core.merge.tree import NotMergeable, plant
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import read

__all__ = ["Merged", "apart", "flaw", "merge"]

_BOM = "\ufeff"
_STORIES = "both sides amended the same field, and their amendments contradict each other"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_BREAK = re.compile(r"\r\n|\r|\n")


@frozen
class Merged:
    """The merged text and the number of conflicts in it; or the reason why there is no text."""

    text: str = ""
    conflicts: int = 0
    fallback_reason: str | None = None


@frozen
class _Style:
    """The encoding details of a text: line ends, byte order mark, final newline."""

    mark: str
    newline: str
    ended: bool


def merge(base: str, ours: str, theirs: str) -> Merged:
    """Merge two versions of a file with the common ancestor ``base`` (empty: both sides created the file)."""
    try:
        styles, texts = zip(*map(_plain, (base, ours, theirs)), strict=True)
        style = _style(*styles)
        pieces = _proven(*texts)
    except NotMergeable as reason:
        return Merged(fallback_reason=str(reason))
    text = rendered(pieces, _marked)
    if not text.strip():
        return Merged(fallback_reason="the merge would leave an empty file")
    if not style.ended and isinstance(pieces[-1], str):
        text = text.removesuffix("\n")
    return Merged(style.mark + text.replace("\n", style.newline), sum(isinstance(each, Conflict) for each in pieces))


def flaw(base: str, ours: str, theirs: str, result: str) -> str | None:
    """What is wrong with a merge by lines without conflicts; None also if a side was already invalid."""
    versions = [proof.version(_plain_or(text)) for text in (base, ours, theirs)]
    if not all(version.readable for version in versions):
        return None
    merged = proof.version(_plain_or(result))
    if not merged.readable:
        return "the lines merged by git are not valid YAML"
    if proof.new_problems(merged, versions):
        return "the lines merged by git are not a valid OKR file"
    return proof.lost(merged, versions) or (_STORIES if proof.two_stories(merged, versions) else None)


def apart(ours: str, theirs: str) -> str:
    """Both versions in one text: common lines at the top and bottom once, the rest as one conflict."""
    one, other = _LINE.findall(ours), _LINE.findall(theirs)
    top = _common(one, other)
    bottom = _common(one[top:][::-1], other[top:][::-1])
    inside = Conflict("".join(one[top : len(one) - bottom]), "".join(other[top : len(other) - bottom]))
    return "".join((*one[:top], _marked(inside), *one[len(one) - bottom :]))


def _common(one: list[str], other: list[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _proven(base: str, ours: str, theirs: str) -> list[Piece]:
    """The merged text in pieces, proven to be right."""
    versions = [proof.version(text) for text in (base, ours, theirs)]
    trees = [plant(each.text, each.reading) for each in versions]
    torn: set[Steps] = set()
    while True:
        pieces = TreeMerger(torn).weave(*trees)
        marked = any(isinstance(piece, Conflict) for piece in pieces)
        for side in ("theirs", "ours") if marked else ("ours",):
            result = proof.version(rendered(pieces, attrgetter(side)))
            reason = proof.doubt(result, versions, proof.Judge(side == "ours", torn))
            if reason:
                raise NotMergeable(reason)
        if not marked and proof.muted(result, versions):
            raise NotMergeable("a comment would be lost")
        problems = [] if marked else proof.new_problems(result, versions)
        stories = proof.two_stories(result, versions)
        if not problems and not stories:
            return pieces
        # each side is valid, but not both together: the whole entries are the conflict
        places = ({proof.place(result.data, problem) for problem in problems} | stories) - {()}
        if torn or not places:
            raise NotMergeable(problems[0].message if problems else _STORIES)
        torn = places


def _plain(text: str) -> tuple[_Style, str]:
    """A text with Unix line ends and a final newline, and its original encoding details."""
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    breaks = set(_BREAK.findall(text))
    if len(breaks) > 1 or "\r" in breaks:
        raise NotMergeable("its line ends are mixed")
    text = text.replace("\r\n", "\n")
    ended = not text or text.endswith("\n")
    whole = text if ended else text + "\n"
    if not ended and read("", text).data != read("", whole).data:
        raise NotMergeable("it ends inside a text, without a final newline")
    return _Style(mark, breaks.pop() if breaks else "\n", ended), whole


def _plain_or(text: str) -> str:
    return text.removeprefix(_BOM)


def _style(base: _Style, ours: _Style, theirs: _Style) -> _Style:
    sides = ((base.mark, ours.mark, theirs.mark), (base.newline, ours.newline, theirs.newline))
    mark, newline = (side[1] if three(*side) is None else three(*side) for side in sides)
    return _Style(str(mark), str(newline), three(base.ended, ours.ended, theirs.ended) is not False)


def _marked(conflict: Conflict) -> str:
    sides = [text if not text or text.endswith("\n") else text + "\n" for text in (conflict.ours, conflict.theirs)]
    return f"<<<<<<< ours\n{sides[0]}=======\n{sides[1]}>>>>>>> theirs\n"
