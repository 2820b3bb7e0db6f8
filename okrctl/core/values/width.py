"""How many columns a text takes on a terminal, and truncating it to fit."""

from __future__ import annotations

from functools import lru_cache

from okrctl.core.values.pattern import pattern

# Common characters of one column each: checking them at once is much cheaper than one by one.
_SINGLE = pattern("[ -~\u00a0-\u00ac\u00ae-\u02ff\u0400-\u0482\u2010-\u2027\u2190-\u22ff\u2500-\u25fc\u2713-\u2718]*")
_JOINER = "\u200d"
_EMOJI_LOOK = "\ufe0f"


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    import unicodedata

    if "\u1160" <= char <= "\u11ff" or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """The columns of a text on one line: two for CJK and emoji, none for combining marks."""
    if text.isascii() or _SINGLE.fullmatch(text):
        return len(text)
    return sum(_steps(text))


def _steps(text: str) -> list[int]:
    """The columns each character adds: joined emoji add nothing, a selector that makes one wide adds one."""
    steps: list[int] = []
    before = ""
    for char in text:
        if before == _JOINER:
            steps.append(0 if _columns(char) == 2 else _columns(char))
        elif char == _EMOJI_LOOK and before and _columns(before) == 1:
            steps.append(1)
        else:
            steps.append(_columns(char))
        before = char
    return steps


def cut(text: str, columns: int) -> str:
    """The text within that many columns; if it doesn't fit, it ends with ``…``."""
    if width(text) <= columns:
        return text
    if columns < 1:
        return ""
    kept = room = 0
    for step in _steps(text):
        if room + step > columns - 1:
            break
        room += step
        kept += 1
    return text[:kept].rstrip(" \u200d") + "…"
