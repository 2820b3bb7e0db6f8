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


class _Doubt(Exception):  # noqa: N818 - a jump out of the depth, not an error
    """Something that the parser has to look at."""


def plain_lines(text: str, limits: Limits) -> dict[str, Any] | None:
    """The mapping that a text holds; None where the parser must read it.

    Args:
        text: of a file or its beginning, free of characters that need a look.
        limits: how much it may hold.
    """
    if "\t" in text or limits.depth < _DEEPEST or _values(text) > limits.nodes:
        return None
    if len(text) > limits.scalar and max(map(len, text.split("\n"))) > limits.scalar:
        return None
    try:
        return _mapping(text if text.endswith("\n") else text + "\n") or None
    except _Doubt:
        return None


def _values(text: str) -> int:
    """At least as many as there are values and keys in a text of plain lines."""
    count = text.count
    return count("\n") + 2 * (count(":") + count(",")) + count("[") + count("{") + 1


def _mapping(text: str) -> dict[str, Any]:
    """What a text holds, line by line."""
    root: dict[str, Any] = {}
    open_ones: _Open = [(0, root)]
    waiting: _Waiting | None = None
    position, end = 0, len(text)
    while position < end:
        line = _LINE(text, position)
        if line is None:
            raise _Doubt
        position = line.end()
        indent, dash, key, written = line.groups()
        if indent is None:
            continue
        at = len(indent)
        home = _home(open_ones, waiting, at, dash)
        waiting = None
        if text[position - 1] == "\n":
            value = None if written is None else _scalar(written)
        else:
            value, position = _in_brackets(text, position, len(open_ones))
            written = "["
        if key is None:
            if not dash or written is None:
                raise _Doubt
            home.append(value)
            continue
        if dash:
            home.append({})
            home, at = home[-1], at + len(dash)
            open_ones.append((at, home))
        elif key in home:
            raise _Doubt
        home[key] = value
        if written is None:
            waiting = home, key, at
    return root


_Open = list[tuple[int, Any]]
"""Lists and mappings that are not at their end, with their indentation."""
_Waiting = tuple[dict[str, Any], str, int]
"""A key without a value so far, in its mapping, with its indentation."""


def _home(open_ones: _Open, waiting: _Waiting | None, at: int, dash: str | None) -> Any:
    """The list or mapping that a line with this indentation belongs to."""
    if waiting is not None:
        holder, name, least = waiting
        if at > least or (dash and at == least):
            begun: Any = [] if dash else {}
            holder[name] = begun
            open_ones.append((at, begun))
    while open_ones[-1][0] > at:
        open_ones.pop()
    if not dash and type(open_ones[-1][1]) is list:
        open_ones.pop()
    place, home = open_ones[-1]
    if place != at or len(open_ones) > _DEEPEST or (type(home) is list) is not bool(dash):
        raise _Doubt
    return home


def _scalar(written: str) -> str | None:
    first = written[0]
    if first == "'":
        return written[1:-1].replace("''", "'")
    if first == '"':
        return written[1:-1]
    return None if written in ("~", "null") else written


def _in_brackets(text: str, position: int, depth: int) -> tuple[Any, int]:
    """What stands in brackets from here to the end of the line, and where the next line begins."""
    value, position = _flow(text, position, depth)
    rest = _END(text, position)
    if rest is None:
        raise _Doubt
    return value, rest.end()


def _flow(text: str, position: int, depth: int) -> tuple[Any, int]:
    """A list or mapping in brackets, and what comes behind it."""
    empty = _EMPTY(text, position)
    if empty is not None:
        return ([] if empty[0][0] == "[" else {}), empty.end()
    if depth > _DEEPEST:
        raise _Doubt
    if text[position] == "[":
        items: list[Any] = []
        mark = ","
        while mark == ",":
            _, value, mark, position = _piece(_ITEM(text, position + 1), text, depth)
            items.append(value)
        return items, _closed(mark, "]", position)
    pairs: dict[str, Any] = {}
    mark = ","
    while mark == ",":
        key, value, mark, position = _piece(_PAIR(text, position + 1), text, depth)
        if key in pairs:
            raise _Doubt
        pairs[key] = value
    return pairs, _closed(mark, "}", position)


def _piece(found: re.Match[str] | None, text: str, depth: int) -> tuple[str, Any, str, int]:
    """Key and value of an item in brackets, the mark behind it, and where that stands."""
    if found is None:
        raise _Doubt
    key, written, mark = found.groups()
    position = found.end() - 1
    if written is not None:
        return key, _scalar(written), mark, position
    if mark not in "[{":
        raise _Doubt
    value, position = _flow(text, position, depth + 1)
    behind = _NEXT(text, position)
    if behind is None:
        raise _Doubt
    return key, value, behind[1], behind.end() - 1


def _closed(mark: str, wanted: str, position: int) -> int:
    if mark != wanted:
        raise _Doubt
    return position + 1
