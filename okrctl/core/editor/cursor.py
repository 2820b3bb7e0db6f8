"""Where the cursor is: in which mapping or list of the format, on a key or a value, after which keys.

The text up to the cursor is read with a mark in the place of the cursor. So what follows may be as unfinished as it
likes, and braces are no special case. Lines are counted from 0 here, columns in characters from 0, as editors do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import events as ev

_MARK = "\ue000"
_TOP = re.compile(r"^[A-Za-z_\"']")
_LAST_TOP = re.compile(r"\n(?=[A-Za-z_\"'])")
_KEY = re.compile(r"\n([A-Za-z_][\w-]*):")
_ITEM = re.compile(r"^( *)- ", re.MULTILINE)
_FAR = 4000
_WORD = re.compile(r"[^\s,{}\[\]:\"'#]*\Z")
_FREE_KEY = re.compile(r"[ ]*(?:- )*[^\s:#{\[-][^:#{\[]*\Z|[ ]*\Z")

Steps = tuple[str | None, ...]
"""Keys from the root; None stands for an item of a list."""


@frozen
class Cursor:
    """Where the cursor stands.

    Attributes:
        steps: the way to the mapping or list, or to the value under its key.
        on_key: whether a key of the mapping at ``steps`` is wanted; else what stands at ``steps``.
        word: what is typed already of the word before the cursor.
        written: the keys of the mapping that are there.
        indent: the column of the mapping's keys; of a list's items.
        flow: whether it is inside braces or brackets.
        new_item: whether the word is the first after the dash of a list item.
    """

    steps: Steps
    on_key: bool
    word: str
    written: frozenset[str] = frozenset()
    indent: int = 0
    flow: bool = False
    new_item: bool = False


def cursor(text: str, offset: int) -> Cursor | None:
    """Where an offset into a text is; None inside a comment or where nothing can be made out."""
    line_start = text.rfind("\n", 0, offset) + 1
    line = text[line_start:offset]
    if re.search(r"(^|\s)#", line):
        return None
    before = _near(text, offset)
    word = _WORD.search(line)
    typed = word[0] if word else ""
    attempts = [_MARK + ": ", _MARK] if _FREE_KEY.match(line) and "- " not in line else [_MARK, _MARK + ": "]
    for mark in attempts:
        found = _found(before + mark)
        if found is not None:
            own = _following(text, offset, found.indent) if found.on_key and not found.flow else frozenset()
            if not found.steps:
                own = frozenset(_KEY.findall(f"\n{text}"))
            item = bool(re.fullmatch(r" *(- )+\S*", line))
            return replace(found, word=typed, written=found.written | own, new_item=item)
    return None


def _near(text: str, offset: int) -> str:
    """The text before an offset without what cannot matter: other top-level keys, earlier items of a long list."""
    line_start = text.rfind("\n", 0, offset) + 1
    if line_start == offset or _TOP.match(text[line_start]):
        return text[line_start:offset]
    tops = 0
    for match in _LAST_TOP.finditer(text, 0, line_start):
        tops = match.end()
    head_end = text.find("\n", tops) + 1
    first = _ITEM.match(text, head_end)
    if first is None or text[tops:head_end].rstrip()[-1:] != ":":
        return text[tops:offset]
    last = text.rfind(f"\n{first[1]}- ", head_end - 1, offset) + 1
    return text[tops:head_end] + text[max(last, head_end) : offset]


def _following(text: str, offset: int, column: int) -> frozenset[str]:
    """The keys of a mapping in block style that stand below the cursor."""
    found = set()
    key = re.compile(rf" {{{column}}}([^\s#:-][^:#]*):(\s|$)")
    for line in text[offset : offset + _FAR].split("\n")[1:]:
        match = key.match(line)
        if match:
            found.add(match[1])
        elif line.strip() and len(line) - len(line.lstrip(" ")) < column:
            break
    return frozenset(found)


@dataclass
class _Frame:
    """An open mapping or list: the steps to it, the keys of a mapping, and the key whose value is awaited."""

    steps: Steps
    mapping: set[str] | None
    flow: bool
    column: int
    key: str | None = None

    @property
    def inner(self) -> Steps:
        """The steps to what is next in it."""
        return (*self.steps, None if self.mapping is None else self.key)

    def took(self, value: str | None) -> None:
        """Go on behind a key or a value; other values than texts are None."""
        if self.mapping is not None and self.key is None:
            self.key = value or ""
            self.mapping.add(self.key)
        else:
            self.key = None


def _found(text: str) -> Cursor | None:
    """Where the mark is, with what the text before it tells."""
    try:
        with ev.open_events(text) as stream:
            return _marked(stream)
    except ev.YamlError:
        return None


def _marked(stream: ev.Events) -> Cursor | None:
    frames: list[_Frame] = []
    while True:
        event = stream.next()
        kind = type(event)
        last = frames[-1] if frames else None
        if kind in (ev.StreamEndEvent, ev.DocumentEndEvent):
            return None
        if kind is ev.MappingStartEvent or kind is ev.SequenceStartEvent:
            mapping: set[str] | None = set() if kind is ev.MappingStartEvent else None
            frames.append(_Frame(last.inner if last else (), mapping, bool(event.flow_style), event.start_mark.column))
            if last:
                last.took(None)
        elif kind is ev.MappingEndEvent or kind is ev.SequenceEndEvent:
            frames.pop()
        elif kind is ev.ScalarEvent or kind is ev.AliasEvent:
            value = event.value if kind is ev.ScalarEvent else ""
            if _MARK in value:
                return _cursor_in(last, event.start_mark.column)
            if last:
                last.took(value)


def _cursor_in(frame: _Frame | None, column: int) -> Cursor:
    if frame is None:
        return Cursor((), True, "", indent=column)
    if frame.mapping is not None and frame.key is None:
        return Cursor(frame.steps, True, "", frozenset(frame.mapping), frame.column, frame.flow)
    return Cursor(frame.inner, False, "", frozenset(frame.mapping or ()), column, frame.flow)
