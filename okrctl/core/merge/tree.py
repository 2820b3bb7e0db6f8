"""Cuts a YAML text into pieces: every key and list item with its comments, and nothing left over.

Joined again, the pieces are the text, character for character; ``plant`` checks that and gives up otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from okrctl.core.edit import layout
from okrctl.core.edit.events import Event, Refusal, after, children, last_leaf, read_events
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import Data, Reading
from okrctl.core.yaml import events as ev

_BETWEEN = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*")
_REST = re.compile(r"[ \t]*(?:(?<=[ \t\n])#[^\n]*)?\n")
_COLON = re.compile(r"[ \t]*:")
_COMMA = re.compile(r"\s*,\s*")
_OPENING = re.compile(r"[\[{]\s*")
_CLOSING = re.compile(r"\s*(?:,\s*)?[\]}]")


class NotMergeable(Exception):  # noqa: N818 - control flow, not an error
    """This text or merge can't be handled safely; the message says why."""


@frozen
class Leaf:
    """A value that is taken as written; in brackets, its members may be distinguishable."""

    text: str
    data: Data
    brackets: Brackets | None = None


@frozen
class Brackets:
    """A list or mapping in brackets; ``comma`` is the text between its first two members."""

    opening: str
    comma: str
    closing: str
    parts: tuple[Part, ...]


@frozen
class Part:
    """One member of a list or mapping in brackets; ``head`` is its key with the colon."""

    key: str | None
    head: str
    value: Leaf


@frozen
class Block:
    """A mapping or list in block style, with its keys or dashes at ``column``."""

    listed: bool
    column: int
    children: tuple[Child, ...]
    data: Data


@frozen
class Child:
    """A key or list item.

    ``lead``: blank lines and comments above. ``head``: from the key or dash to the value. ``rest``: what follows the
    value on its line. ``tail``: comments below that belong to it.
    """

    key: str | None
    lead: str
    head: str
    value: Leaf | Block
    rest: str
    tail: str

    @property
    def core(self) -> str:
        """Its text without the lines above."""
        return "".join((self.head, text_of(self.value, inline=self.inline), self.rest, self.tail))

    @property
    def inline(self) -> bool:
        """Whether the value starts on the line of the key or dash."""
        return not self.head.endswith("\n")


@frozen
class Tree:
    """A whole text: the part above the first key, the keys, and the part below."""

    prefix: str
    root: Block
    suffix: str


def text_of(value: Leaf | Block, *, inline: bool) -> str:
    """The text of a value; an inline block starts after its dash."""
    if isinstance(value, Leaf):
        return value.text
    pad = " " * value.column
    parts: list[str] = []
    for child in value.children:
        parts += (child.core,) if inline and not parts else (child.lead, pad, child.core)
    return "".join(parts)


def plant(text: str, reading: Reading) -> Tree:
    """The tree of a text with Unix line ends and a final newline.

    Raises:
        NotMergeable: it isn't a block of keys, or contains something that cannot be cut into pieces.
    """
    wrong = [problem.message for problem in reading.problems if problem.rule != "misleading-character"]
    if wrong:
        raise NotMergeable(wrong[0])
    if not isinstance(reading.data, dict):
        if reading.data is None and _BETWEEN.fullmatch(text):
            return Tree(text, Block(False, 0, (), {}), "")
        raise NotMergeable("it is not a block of `key: value` lines")
    events = read_events(text)
    if isinstance(events, Refusal):
        raise NotMergeable(events.reason)
    root, start, end = _Cutter(text, events).value(2, reading.data)
    if not isinstance(root, Block):
        raise NotMergeable("it is not a block of `key: value` lines")
    start -= layout.column_of(text, start)
    tree = Tree(text[:start], root, text[end:])
    if tree.prefix + text_of(root, inline=False) + tree.suffix != text:
        raise NotMergeable("its lines cannot be separated safely")
    return tree


@frozen
class _Cutter:
    text: str
    events: Sequence[Event]

    def value(self, index: int, data: Data) -> tuple[Leaf | Block, int, int]:
        """The value that starts with an event, and the start and end of its text.

        A block starts at its first key or dash and ends at the start of a line.
        """
        event = self.events[index]
        start: int = event.start_mark.index
        if not getattr(event, "flow_style", True) and isinstance(data, dict):
            return self.mapping(index, data)
        if not getattr(event, "flow_style", True) and isinstance(data, list):
            return self.sequence(index, data)
        stop = after(self.events, index)
        end = self.end_of(last_leaf(self.events, stop))
        return Leaf(self.text[start:end], data, self.brackets(index, start, end, data)), start, end

    def end_of(self, leaf: Event) -> int:
        """The end of a leaf; the mark of a block text is below empty lines that may not belong to it."""
        end: int = leaf.end_mark.index
        if getattr(leaf, "style", None) in ("|", ">") and leaf.value.rstrip() == leaf.value.removesuffix("\n"):
            while self.text[end - 1] in " \t\n":
                end -= 1
        return end

    def mapping(self, start: int, data: dict[str, Data]) -> tuple[Block, int, int]:
        inside = children(self.events, start)
        first: int = self.events[inside[0]].start_mark.index
        column = layout.column_of(self.text, first)
        found: list[Child] = []
        end = -1
        for name, value in zip(inside[::2], inside[1::2], strict=True):
            key = self.events[name]
            at: int = key.start_mark.index
            lead = self.between(end, at, column) if found else ""
            colon = _COLON.match(self.text, key.end_mark.index)
            if colon is None or layout.column_of(self.text, at) != column:
                raise NotMergeable("a key is written in an unusual way")
            child, end = self.child(str(key.value), lead, at, colon.end(), value, data.get(str(key.value)))
            found.append(child)
        return Block(False, column, tuple(found), data), first, end

    def sequence(self, start: int, data: list[Data]) -> tuple[Block, int, int]:
        first = layout.dash_of(self.text, self.events[start])
        column = layout.column_of(self.text, first)
        found: list[Child] = []
        end = -1
        for value, item in zip(children(self.events, start), data, strict=True):
            at = self.dash_above(self.events[value].start_mark.index, column)
            # the caller knows where the list's own line ends, and cuts off the first item's comments
            lead = self.between(end, at, column) if found else ""
            child, end = self.child(None, lead, at, at + 1, value, item)
            below = layout.after_own_comments(self.text, end, column)
            found.append(Child(None, child.lead, child.head, child.value, child.rest, self.text[end:below]))
            end = below
        return Block(True, column, tuple(found), data), first, end

    def child(self, key: str | None, lead: str, at: int, sign: int, index: int, data: Data) -> tuple[Child, int]:
        """The key or item at ``at`` whose colon or dash ends at ``sign``, and the start of the next line."""
        value, start, end = self.value(index, data)
        if isinstance(value, Leaf):
            rest = self.text[end : layout.next_line(self.text, end)]
            if layout.at_line_start(self.text, end) and start < end:
                rest = ""
            elif not _REST.fullmatch(rest) and not (start == end and _REST.fullmatch(" " + rest)):
                raise NotMergeable("a value is followed by unusual text")
            return Child(key, lead, self.text[at:start], value, rest, ""), end + len(rest)
        if key is None and not value.listed and "\n" not in self.text[at:start]:
            return Child(key, lead, self.text[at:start], value, "", ""), end
        if key is None and value.listed:
            raise NotMergeable("a list is directly inside a list")
        body = layout.next_line(self.text, sign)
        above = self.between(body, start, value.column)
        one, *others = value.children
        one = Child(one.key, above, one.head, one.value, one.rest, one.tail)
        block = Block(value.listed, value.column, (one, *others), value.data)
        return Child(key, lead, self.text[at:body], block, "", ""), end

    def between(self, end: int, start: int, column: int) -> str:
        """The blank lines and comments from the start of a line to the line of ``start``."""
        above = self.text[end : start - column]
        if not _BETWEEN.fullmatch(above) or self.text[start - column : start].strip(" "):
            raise NotMergeable("two entries are separated by unusual text")
        return above

    def dash_above(self, index: int, column: int) -> int:
        """The dash of the list item that starts at ``index``, on its line or above."""
        line = index - layout.column_of(self.text, index)
        while self.text[line : line + column + 1] != " " * column + "-":
            if line == 0:
                raise NotMergeable("a list item is written in an unusual way")
            line -= 1
            line -= layout.column_of(self.text, line)
        return line + column

    def brackets(self, index: int, start: int, end: int, data: Data) -> Brackets | None:
        """The members of a value in brackets without comments or anchor; None for everything else."""
        if not isinstance(data, dict | list) or type(self.events[index]) is ev.AliasEvent:
            return None
        inside = children(self.events, index)
        parts: list[Part] = []
        gaps: list[str] = []
        at = start
        if isinstance(data, dict):
            keys = [self.events[name] for name in inside[::2]]
            members = [(key, value, data.get(str(key.value))) for key, value in zip(keys, inside[1::2], strict=True)]
        else:
            members = [(None, value, item) for value, item in zip(inside, data, strict=True)]
        for key, value, item in members:
            leaf, inner, stop = self.value(value, item)
            first: int = inner if key is None else key.start_mark.index
            if not isinstance(leaf, Leaf):
                return None
            parts.append(Part(None if key is None else str(key.value), self.text[first:inner], leaf))
            gaps.append(self.text[at:first])
            at = stop
        opening = gaps[0] if gaps else self.text[start : start + 1]
        closing = self.text[at if gaps else start + 1 : end]
        if not (_OPENING.fullmatch(opening) and all(map(_COMMA.fullmatch, gaps[1:])) and _CLOSING.fullmatch(closing)):
            return None
        return Brackets(opening, gaps[1] if len(gaps) > 1 else ", ", closing, tuple(parts))
