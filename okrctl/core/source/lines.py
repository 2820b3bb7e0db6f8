"""A plan of plain lines, read one by one: what people write by hand and okrctl by itself, at a fraction of the price.

Only what YAML cannot mean otherwise is taken: a key or a list item a line, texts on one line, brackets that close on
their line, comments. Everything else (a text over several lines, an anchor, a tag, a tab, indentation that does not add
up) sends the text to the YAML parser, which knows the rest of the language and has the words for what is wrong.
"""

from __future__ import annotations

import re
from typing import Any

from okrctl.core.text import Limits

# a plain text begins so that it is nothing else, and holds nothing that could end it
FIRST = r"(?:[\w/.~+($€£<]|-(?=[\w.]))"
QUOTED = r"""'[^'\n\t]*+(?:''[^'\n\t]*+)*+'|"[^"\\\n\t]*+\""""
_TEXT = rf"{FIRST}[^:#\n\t ]*+(?:(?::(?=[^\s])| +(?=[^ #\n]))[^:#\n\t ]*+)*+|{QUOTED}"
_INNER = rf"{FIRST}[^:#\n\t ,?\[\]{{}}]*+(?: +(?=[^\s:#,?\[\]{{}}])[^:#\n\t ,?\[\]{{}}]*+)*+|{QUOTED}"
_KEY = r"[A-Za-z0-9_][A-Za-z0-9_./@+-]{0,200}+"
_REST = r" *(?:(?<= )#[^\n]*+)?\n"

_LINE = re.compile(rf" *(?:#[^\n]*+)?\n|( *)(- +)?(?:({_KEY}):(?: +|(?=\n)))?(?:({_TEXT})?{_REST}|(?=[\[{{]))").match
_END = re.compile(_REST).match
_ITEM = re.compile(rf" *()({_INNER})? *([\[{{,\]}}])").match
_PAIR = re.compile(rf" *({_KEY}): +({_INNER})? *([\[{{,\]}}])").match
_NEXT = re.compile(r" *([,\]}])").match
_EMPTY = re.compile(r"\[ *\]|\{ *\}").match

_DEEPEST = 12
# a text that begins with one of these may not mean itself
_NOT_AS_IS = frozenset("'\"~n")


class _Doubt(Exception):  # noqa: N818 - a jump out of the depth, not an error
    """Something that the parser has to look at."""


Marks = dict[tuple[int, str | int], tuple[int, int, int, int]]
"""By mapping or list (its ``id``) and key or index: where the key begins and ends, and where its value does.

Where there is no key, or no end on the same line, stands -1.
"""


def plain_lines(text: str, limits: Limits, marks: Marks | None = None) -> dict[str, Any] | None:
    """The mapping that a text holds; None where the parser must read it.

    Args:
        text: of a file or its beginning, with line feeds alone, free of characters that need a look.
        limits: how much it may hold.
        marks: takes where everything stands, where that is asked for.
    """
    if "\t" in text or "\r" in text or limits.depth < _DEEPEST or _values(text) > limits.nodes:
        return None
    if len(text) > limits.scalar and max(map(len, text.split("\n"))) > limits.scalar:
        return None
    try:
        return _Lines(text if text.endswith("\n") else text + "\n", marks).mapping() or None
    except _Doubt:
        return None


def _values(text: str) -> int:
    """At least as many as there are values and keys in a text of plain lines."""
    count = text.count
    return count("\n") + 2 * (count(":") + count(",")) + count("[") + count("{") + 1


class _Lines:
    """A text that is read line by line. ``open`` are lists and mappings that may go on, with their indentation;
    ``waiting`` is a key without a value so far, in its mapping, with its indentation. A line that begins as ``beside``
    belongs to the same mapping as the ``last`` one."""

    def __init__(self, text: str, marks: Marks | None) -> None:
        self.text = text
        self.marks = marks
        self.root: dict[str, Any] = {}
        self.open: list[tuple[int, Any]] = [(0, self.root)]
        self.waiting: tuple[dict[str, Any], str, int] | None = None
        self.last = self.root
        self.beside = ""

    def mapping(self) -> dict[str, Any]:
        """What the text holds."""
        text, marks = self.text, self.marks
        position, end = 0, len(text)
        while position < end:
            line = _LINE(text, position)
            if line is None:
                raise _Doubt
            indent, dash, key, written = line.groups()
            if indent is None:
                position = line.end()
            elif indent == self.beside and written and key and not dash and marks is None:
                # most lines go on where the one before left off, and cost no call
                if key in self.last:
                    raise _Doubt
                self.last[key] = _scalar(written) if written[0] in _NOT_AS_IS else written
                position = line.end()
            else:
                position = self.line(line)
        return self.root

    def line(self, line: re.Match[str]) -> int:
        """Take a line that says something; gives back where the next one begins."""
        indent, dash, key, written = line.groups()
        begin, stop = line.span(4)
        at, position = len(indent), line.end()
        home = self.home(line.start(), at, dash)
        if self.text[position - 1] == "\n":
            value = None if written is None else _scalar(written)
        else:
            begin, written = position, "["
            value, stop, position = self.in_brackets(position)
        if key is None:
            if not dash or written is None:
                raise _Doubt
            self.mark(home, len(home), (-1, -1, begin, stop))
            self.beside = "-"
            home.append(value)
            return position
        if dash:
            at += len(dash)
            item: dict[str, Any] = {}
            self.mark(home, len(home), (-1, -1, line.start() + at, -1))
            self.open.append((at, item))
            home.append(item)
            home = item
        elif key in home:
            raise _Doubt
        if written is None:
            self.waiting = home, key, at
            begin = stop = line.end(3) + 1
            self.beside = "-"
        else:
            self.last, self.beside = home, " " * at
        self.mark(home, key, (*line.span(3), begin, stop))
        home[key] = value
        return position

    def mark(self, home: Any, step: str | int, places: tuple[int, int, int, int]) -> None:
        """Note where something stands, where that is asked for."""
        if self.marks is not None:
            self.marks[id(home), step] = places

    def home(self, start: int, at: int, dash: str | None) -> Any:
        """The list or mapping that a line with this indentation belongs to."""
        stack = self.open
        if self.waiting is not None:
            holder, name, least = self.waiting
            self.waiting = None
            if at > least or (dash and at == least):
                begun: Any = [] if dash else {}
                holder[name] = begun
                stack.append((at, begun))
                if self.marks is not None:
                    self.marks[id(holder), name] = (*self.marks[id(holder), name][:2], start + at, -1)
        while stack[-1][0] > at:
            stack.pop()
        if not dash and type(stack[-1][1]) is list:
            stack.pop()
        place, found = stack[-1]
        if place != at or len(stack) > _DEEPEST or (type(found) is list) is not bool(dash):
            raise _Doubt
        return found

    def in_brackets(self, position: int) -> tuple[Any, int, int]:
        """What stands in brackets from here to the end of the line, where it ends, and where the next line begins."""
        value, stop = self.flow(position, len(self.open))
        rest = _END(self.text, stop)
        if rest is None:
            raise _Doubt
        return value, stop, rest.end()

    def flow(self, position: int, depth: int) -> tuple[Any, int]:
        """A list or mapping in brackets, and where it ends."""
        empty = _EMPTY(self.text, position)
        if empty is not None:
            return ([] if empty[0][0] == "[" else {}), empty.end()
        if depth > _DEEPEST:
            raise _Doubt
        listed = self.text[position] == "["
        piece = _ITEM if listed else _PAIR
        items: list[Any] = []
        pairs: dict[str, Any] = {}
        mark = ","
        while mark == ",":
            found = piece(self.text, position + 1)
            if found is None:
                raise _Doubt
            value, begin, stop, mark, position = self.piece(found, depth)
            if listed:
                self.mark(items, len(items), (-1, -1, begin, stop))
                items.append(value)
            elif found[1] in pairs:
                raise _Doubt
            else:
                self.mark(pairs, found[1], (*found.span(1), begin, stop))
                pairs[found[1]] = value
        if mark != ("]" if listed else "}"):
            raise _Doubt
        return (items if listed else pairs), position + 1

    def piece(self, found: re.Match[str], depth: int) -> tuple[Any, int, int, str, int]:
        """The value of an item in brackets, where it begins and ends, the mark behind it, and where that stands."""
        _, written, mark = found.groups()
        position = found.end() - 1
        if written is not None:
            return _scalar(written), *found.span(2), mark, position
        if mark not in "[{":
            raise _Doubt
        value, stop = self.flow(position, depth + 1)
        behind = _NEXT(self.text, stop)
        if behind is None:
            raise _Doubt
        return value, position, stop, behind[1], behind.end() - 1


def _scalar(written: str) -> str | None:
    first = written[0]
    if first == "'":
        return written[1:-1].replace("''", "'")
    if first == '"':
        return written[1:-1]
    return None if written in ("~", "null") else written
