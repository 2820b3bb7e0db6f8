"""Merges three trees into one text: a change of only one side is taken as written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from typing import TypeVar

from okrctl.core.merge.names import JOURNAL, Name, Steps, is_set, names, rank, united
from okrctl.core.merge.tree import Block, Brackets, Child, Leaf, NotMergeable, Part, Tree
from okrctl.core.values.frozen import frozen

T = TypeVar("T")


@frozen
class Conflict:
    """Contradictory lines; a side without lines is empty."""

    ours: str
    theirs: str


Piece = str | Conflict
Versions = tuple[Child | None, Child | None, Child | None]
_NOTHING = Leaf("", None)
_NO_MEMBERS = Brackets("", "", "", ())
_MIXED = "one side uses brackets where the other side uses separate lines"


def three(base: T, ours: T, theirs: T) -> T | None:
    """The merge of three versions of an indivisible value; None if the sides contradict each other."""
    if ours in (theirs, base):
        return theirs
    return ours if theirs == base else None


@frozen
class TreeMerger:
    """Merges three trees; entries at ``torn`` paths contradict each other, even if their values don't show it."""

    torn: set[Steps] = field(default_factory=set)

    def weave(self, base: Tree, ours: Tree, theirs: Tree) -> list[Piece]:
        """The merged text as pieces of text and conflicts.

        Raises:
            NotMergeable: the changes cannot be combined piece by piece.
        """
        prefix = _comments(base.prefix, ours.prefix, theirs.prefix)
        suffix = _comments(base.suffix, ours.suffix, theirs.suffix)
        return [*prefix, *self._block((), base.root, ours.root, theirs.root, inline=False), *suffix]

    def _block(self, path: Steps, base: Block | None, ours: Block, theirs: Block, *, inline: bool) -> list[Piece]:
        if ours.column != theirs.column:
            raise NotMergeable("the sides indent the same lines differently")
        versions = [() if block is None else block.children for block in (base, ours, theirs)]
        named: list[list[Name]] = [[child.key for child in version] for version in versions]
        if ours.listed:
            if not is_set(path):
                raise NotMergeable("both sides changed a list whose order may matter")
            named = names(path, *([child.value.data for child in version] for version in versions))
        sides = [dict(zip(keys, version, strict=True)) for keys, version in zip(named, versions, strict=True)]
        pieces: list[Piece] = []
        ranks = {name: rank(child.value.data, child.core) for name, child in {**sides[2], **sides[1]}.items()}
        for name in united(named, ranks if path == JOURNAL else None):
            bare = inline and not pieces
            pieces += self._entry(
                (*path, name), ours.column, (sides[0].get(name), sides[1].get(name), sides[2].get(name)), bare=bare
            )
        return pieces

    def _entry(self, path: Steps, column: int, versions: Versions, *, bare: bool) -> list[Piece]:
        """One key or item with the lines above it; nothing if it was removed."""
        base, ours, theirs = versions
        pad = " " * column
        if ours is not None and theirs is not None:
            above = _comments("" if base is None else base.lead, ours.lead, theirs.lead)
            return [*_below_dash(above, pad, bare=bare), *self._child(path, base, ours, theirs)]
        kept = ours or theirs
        if kept is None:
            return []
        if base is None:
            return [*_below_dash([kept.lead], pad, bare=bare), kept.core]
        if kept.core == base.core:
            return []
        if path == JOURNAL and isinstance(kept.value, Block):
            # a removed journal counts as empty: the other side's entries must stay
            gone = replace(base, value=replace(kept.value, children=(), data=[]))
            return self._entry(path, column, (base, ours or gone, theirs or gone), bare=bare)
        if replace(kept, tail="").core == replace(base, tail="").core:
            return [_added(base.tail, kept.tail)]
        if bare:
            raise NotMergeable("one side deleted the first line of a list item that the other side changed")
        if kept.value.data == base.value.data:
            # only its formatting changed: the deleting side must not decide that
            self.torn.add(path)
        lines = kept.lead + pad + kept.core
        return [Conflict(lines, "") if theirs is None else Conflict("", lines)]

    def _child(self, path: Steps, base: Child | None, ours: Child, theirs: Child) -> list[Piece]:
        """A key or item that both sides have."""
        if path in self.torn:
            return [Conflict(ours.core, theirs.core)]
        whole = three(None if base is None else base.core, ours.core, theirs.core)
        if whole is not None:
            return [whole]
        if isinstance(ours.value, Leaf) and isinstance(theirs.value, Leaf):
            return _leaf(path, base, ours, theirs, ours.value, theirs.value)
        if isinstance(ours.value, Block) and isinstance(theirs.value, Block):
            return self._body(path, base, ours, theirs, ours.value, theirs.value)
        lines, brackets = (theirs, ours) if isinstance(ours.value, Leaf) else (ours, theirs)
        if ours.value.data == theirs.value.data and "#" not in brackets.rest + brackets.tail:
            return [lines.core]
        raise NotMergeable(_MIXED)

    def _body(
        self, path: Steps, base: Child | None, ours: Child, theirs: Child, one: Block, other: Block
    ) -> list[Piece]:
        """A key or item with lines of its own below it."""
        before = None if base is None or base.value.data in (None, [], {}) else base.value
        if isinstance(before, Leaf) or one.listed != other.listed or (before and before.listed != one.listed):
            raise NotMergeable(_MIXED)
        if ours.inline != theirs.inline:
            raise NotMergeable(_MIXED)
        head = three("" if base is None else base.head, ours.head, theirs.head) or (ours.head if ours.inline else None)
        tail = _comments("" if base is None else base.tail, ours.tail, theirs.tail)
        first: Piece = Conflict(ours.head, theirs.head) if head is None else head
        return [first, *self._block(path, before, one, other, inline=ours.inline), *tail]


def _leaf(path: Steps, base: Child | None, ours: Child, theirs: Child, one: Leaf, other: Leaf) -> list[Piece]:
    """A key or item with a value taken as written, with its lines."""
    before = _NOTHING if base is None else base.value
    if isinstance(before, Block):
        raise NotMergeable(_MIXED)
    mine, yours = (_entwined(path, before, one, other, prefer_ours=prefer) for prefer in (True, False))
    head = three("" if base is None else base.head, ours.head, theirs.head)
    rest = three("" if base is None else base.rest, ours.rest, theirs.rest)
    tail = _comments("" if base is None else base.tail, ours.tail, theirs.tail)
    if mine == yours and rest is not None:
        return [(head or ours.head) + mine + rest, *tail]
    return [Conflict(ours.head + mine + (rest or ours.rest), theirs.head + yours + (rest or theirs.rest)), *tail]


def _entwined(path: Steps, base: Leaf, ours: Leaf, theirs: Leaf, *, prefer_ours: bool) -> str:
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
        before = _NOTHING if base is None else base.value
        value = _entwined(path, before, ours.value, theirs.value, prefer_ours=prefer_ours)
        return (theirs.head if value == theirs.value.text else ours.head) + value
    kept = ours or theirs
    if kept is None:
        return None
    if base is not None and (kept.value.data == base.value.data or (ours is None) == prefer_ours):
        return None
    return kept.head + kept.value.text


def _below_dash(above: list[Piece], pad: str, *, bare: bool) -> list[Piece]:
    """The text before a key: comments and indentation, or nothing if it follows a dash on the same line."""
    if not bare:
        return [*above, pad]
    if any(isinstance(piece, Conflict) or piece.strip() for piece in above):
        raise NotMergeable("a comment would be at the start of a list item")
    return []


def _comments(base: str, ours: str, theirs: str) -> list[Piece]:
    """Blank lines and comments: additions of both sides are kept."""
    whole = three(base, ours, theirs)
    if whole is not None:
        return [whole]
    old, mine, other = (_words(text) for text in (base, ours, theirs))
    if mine in (other, old):
        return [theirs if mine == old else ours]
    if other == old:
        return [ours]
    if any(not line.startswith("#") for line in (*old, *mine, *other)):
        raise NotMergeable("the sides start or end the document differently")
    return [ours + _added(ours, theirs) if {*old} <= {*mine} & {*other} else Conflict(ours, theirs)]


def _added(before: str, after: str) -> str:
    """The new comment lines."""
    known = ["", *_words(before)]
    return "".join(line for line in after.splitlines(keepends=True) if line.strip() not in known)


def _words(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def rendered(pieces: Sequence[Piece], show: Callable[[Conflict], str]) -> str:
    """The text, with each conflict formatted by ``show``. Conflicts consist of whole lines."""
    text: list[str] = []
    lead = ""
    for piece in pieces:
        if isinstance(piece, str):
            lead += piece
            continue
        at = lead.rfind("\n") + 1
        begun = lead[at:]
        text += (lead[:at], show(replace(piece, ours=_led(begun, piece.ours), theirs=_led(begun, piece.theirs))))
        lead = ""
    return "".join((*text, lead))


def _led(begun: str, lines: str) -> str:
    return begun + lines if lines else ""
