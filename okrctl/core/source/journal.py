"""A journal in the form that okrctl writes, read line by line: nine tenths of most files, at a fraction of the price.

Only what YAML cannot mean otherwise is taken: one line a key, texts that need no look at their surroundings, lists and
mappings in brackets on one line, the same indentation throughout. Everything else (a text over several lines, an alias,
a comment behind a value) sends the whole file to the YAML parser, and so does any doubt about what stands above.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from okrctl.core.source.lines import FIRST, QUOTED

_DOOR = "\ncheck_ins:\n"
_DASH = re.compile(r"( *)- ")
_INNER_INDENT = re.compile(r"^ *results:\n( +)", re.MULTILINE)

_TEXT = rf"(?:{FIRST}[^:#\n\t]*+(?::(?=\S)[^:#\n\t]*+)*+(?<! )|{QUOTED})"
_INNER = rf"(?:{FIRST}[^:#\n\t,?\[\]{{}}]*+(?<! )|{QUOTED})"
_LIST = rf"\[(?:(?:, |(?<=\[)){_INNER})*+\]"
_PAIR = rf"[a-z_]+: (?:{_INNER}|{_LIST})"
_KEY = r"[a-z0-9][a-z0-9/-]*+(?:@[\w/-]++)?"
_VALUE = rf"(?:{_TEXT}|\{{(?:(?:, |(?<=\{{)){_PAIR})++\}}|{_LIST})"

_MARKS = frozenset("'\"[{~n")
_INNERS = re.compile(_INNER)
_IS_VALUE = re.compile(_VALUE).fullmatch
_PAIRS = re.compile(rf"([a-z_]+): ({_INNER}|{_LIST})")


class _Doubt(Exception):  # noqa: N818 - a jump out of the depth, not an error
    """Something that the parser has to look at."""


def plain_journal(text: str, longest: int) -> tuple[int, list[Any]] | None:
    """Where the journal at the end of a text begins, and its entries as plain data; None where the parser must read.

    Args:
        text: of a file, free of characters that need a look.
        longest: no text within may have more characters.
    """
    door = text.find(_DOOR) + 1
    begin = door + len(_DOOR) - 1
    dash = _DASH.match(text, begin)
    if not door or dash is None or "\r" in text or not text.endswith("\n"):
        return None
    if len(text) - begin > longest and max(map(len, text[begin:].split("\n"))) > longest:
        return None
    inner = _INNER_INDENT.search(text, begin)
    try:
        return door, _entries(text, begin, dash[1], inner[1] if inner else "")
    except _Doubt:
        return None


def _entries(text: str, position: int, dash: str, inner: str) -> list[Any]:
    pieces, lines = _patterns(dash, inner)
    entries: list[Any] = []
    end = len(text)
    while position < end:
        piece = pieces.match(text, position)
        if piece is None:
            raise _Doubt
        position = piece.end()
        start, key, value, block = piece.groups()
        if start:
            entries.append({})
        if key:
            if key in entries[-1] or not _IS_VALUE(value):
                raise _Doubt
            entries[-1][key] = _value(value)
        elif block:
            if "results" in entries[-1]:
                raise _Doubt
            found = lines.findall(block)
            if len(found) < block.count("\n"):
                raise _Doubt
            entries[-1]["results"] = _plain(found)
    return entries


@lru_cache(maxsize=64)
def _patterns(dash: str, inner: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A piece of a journal (key and value of an entry, its results, or a line that says nothing), and a result.

    The rough form of a piece is enough: whether values are plain is for one pattern to say, compiled once.
    """
    block = rf"{dash}  results:\n((?:{inner}[^ \n][^\n]*+\n)++)" if len(inner) > len(dash) + 2 else r"(?!)()"
    entry = rf"(?:({dash}- )|{dash}  )([a-z_]+): ([^\n]++)\n"
    line = rf"^{inner}({_KEY}): ({_VALUE})$"
    return re.compile(rf"{entry}|{block}|(?: *#[^\n]*+)?\n"), re.compile(line, re.MULTILINE)


def _plain(found: list[tuple[str, str]]) -> dict[str, Any]:
    """Keys with their values; most are texts without marks, and cost no call."""
    values = {name: written if written[0] not in _MARKS else _value(written) for name, written in found}
    if len(values) < len(found):
        raise _Doubt
    return values


def _value(written: str) -> Any:
    match written[0]:
        case "{":
            return _plain(_PAIRS.findall(written))
        case "'":
            return written[1:-1].replace("''", "'")
        case '"':
            return written[1:-1]
        case "[":
            return [_value(each) for each in _INNERS.findall(written, 1, len(written) - 1)]
    return None if written in ("~", "null") else written
