"""Lines, indentation and comments of a text, which the events don't show."""

from __future__ import annotations

import re
from typing import Any

_BREAK = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r" *#")
_BLANK = re.compile(r"[ \t]*\Z")


def line_end(text: str, index: int) -> int:
    """The end of the line at ``index``, before its line break."""
    match = _BREAK.search(text, index)
    return match.start() if match else len(text)


def next_line(text: str, index: int) -> int:
    """The start of the line after ``index``; the end of the text if there is none."""
    match = _BREAK.search(text, index)
    return match.end() if match else len(text)


def at_line_start(text: str, index: int) -> bool:
    """Whether a line starts at ``index``."""
    return index == 0 or text[index - 1] in "\r\n"


def newline_before(text: str, index: int) -> str:
    """The kind of line break used before ``index``: the nearest one, else the first after it, else ``\\n``."""
    breaks = [match.group() for match in _BREAK.finditer(text, 0, index)]
    if breaks:
        return breaks[-1]
    match = _BREAK.search(text, index)
    return match.group() if match else "\n"


def after_own_comments(text: str, index: int, column: int) -> int:
    """The start of the first line from ``index`` on that is not a comment at ``column`` or deeper.

    ``index`` is a line start. A comment directly below an entry, at its indentation or deeper, belongs to the entry;
    after a blank line, or further left, it belongs to what follows.
    """
    while index < len(text):
        comment = _COMMENT.match(text, index)
        if not comment or len(comment.group()) <= column:
            break
        index = next_line(text, index)
    return index


def dash_of(text: str, sequence: Any) -> int:
    """The index of the first dash of a block sequence, from its start event.

    The event ends before the dash or, for a sequence not indented below its key, after it.
    """
    index: int = sequence.end_mark.index
    return index if text[index : index + 1] == "-" else index - 1


def column_of(text: str, index: int) -> int:
    """The number of characters before ``index`` on its line."""
    start = text.rfind("\n", 0, index) + 1
    # search only from there: most texts have no such character and would be searched from the start
    return index - max(start, text.rfind("\r", start, index) + 1)


def blank_line_above(text: str, index: int) -> bool:
    """Whether the line above ``index`` is empty."""
    start = index - column_of(text, index)
    lines = _BREAK.split(text[:start])
    return len(lines) > 2 and _BLANK.match(lines[-2]) is not None


def list_item(block: str, column: int) -> str:
    """YAML lines (written at indentation 0) as one item of a block list with dashes at ``column``.

    Empty lines stay empty, and there is no line break at the end.
    """
    first, *rest = block.removesuffix("\n").split("\n")
    pad = " " * column
    lines = [f"{pad}- {first}", *(f"{pad}  {line}" if line else "" for line in rest)]
    return "\n".join(lines)
