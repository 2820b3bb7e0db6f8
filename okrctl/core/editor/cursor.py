"""Where the cursor is: in which mapping or list of the format, on a key or a value, after which keys.

The text up to the cursor is read with a mark in the place of the cursor. So what follows may be as unfinished as it
likes, and braces are no special case. Lines are counted from 0 here, columns in characters from 0, as editors do.
"""

from __future__ import annotations

import re
from typing import Any

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
        found = _Search().run(before + mark)
        if found is not None:
            steps, on_key, mapping, flow, column = found
            item = bool(re.fullmatch(r" *(- )+\S*", line))
            own = _following(text, offset, column) if on_key and not flow else frozenset()
            if not steps:
                own = frozenset(_KEY.findall(f"\n{text}"))
            return Cursor(steps, on_key, typed, frozenset(mapping) | own, column, flow, item)
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


class _Search:
    """Follows the events of a text to the mark."""

    def run(self, text: str) -> tuple[Steps, bool, set[str], bool, int] | None:
        try:
            with ev.open_events(text) as stream:
                return self._run(stream)
        except ev.YamlError:
            return None

    def _run(self, stream: ev.Events) -> tuple[Steps, bool, set[str], bool, int] | None:
        # a frame: steps to it, its mapping (None for a list), the key whose value is awaited, flow, column
        frames: list[list[Any]] = []
        while True:
            event = stream.next()
            kind = type(event)
            if kind in (ev.StreamEndEvent, ev.DocumentEndEvent):
                return None
            if kind is ev.MappingStartEvent or kind is ev.SequenceStartEvent:
                steps = self._steps(frames)
                self._took(frames, None)
                mapping: set[str] | None = set() if kind is ev.MappingStartEvent else None
                frames.append([steps, mapping, None, bool(event.flow_style), event.start_mark.column])
            elif kind is ev.MappingEndEvent or kind is ev.SequenceEndEvent:
                frames.pop()
            elif kind is ev.ScalarEvent or kind is ev.AliasEvent:
                value = event.value if kind is ev.ScalarEvent else ""
                if _MARK in value:
                    return self._found(frames, event)
                self._took(frames, value)

    @staticmethod
    def _steps(frames: list[list[Any]]) -> Steps:
        if not frames:
            return ()
        steps, mapping, key, _, _ = frames[-1]
        return (*steps, None if mapping is None else key)

    @staticmethod
    def _took(frames: list[list[Any]], value: str | None) -> None:
        if not frames or frames[-1][1] is None:
            return
        frame = frames[-1]
        if frame[2] is None:
            frame[2] = value or ""
            frame[1].add(frame[2])
        else:
            frame[2] = None

    def _found(self, frames: list[list[Any]], event: Any) -> tuple[Steps, bool, set[str], bool, int]:
        if not frames:
            return (), True, set(), False, event.start_mark.column
        steps, mapping, key, flow, column = frames[-1]
        if mapping is not None and key is None:
            return steps, True, mapping, flow, column
        return self._steps(frames), False, mapping or set(), flow, event.start_mark.column
