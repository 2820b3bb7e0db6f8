"""Glob patterns over paths with ``/``, matched without regular expressions, so that no pattern can be slow.

``*`` and ``?`` match within a name; ``**`` as a whole step matches any number of folders.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache


def matches(path: str, pattern: str) -> bool:
    """Whether the whole path matches the pattern."""
    steps = split(pattern.removeprefix("./"))
    if steps and steps[-1] == "**":
        # `okrs/**` means the folder's contents, not the folder itself
        steps = (*steps, "*")
    return fits(path.split("/"), steps)


@cache
def split(pattern: str) -> tuple[str, ...]:
    """The steps of a pattern."""
    return tuple(pattern.split("/"))


def like(text: str, pattern: str) -> bool:
    """Whether a whole text matches a pattern in which only ``*`` is special."""
    head, star, tail = pattern.partition("*")
    return text.startswith(head) and _in_turn(text, len(head), tail.split("*")) if star else text == pattern


def fits(names: Sequence[str], steps: Sequence[str]) -> bool:
    """Whether the names of a path match the steps of a pattern."""
    return _fits(names, steps, lambda step: step == "**", _name)


def _name(name: str, step: str) -> bool:
    if "*" not in step and "?" not in step:
        return name == step
    head, _, tail = step.partition("*")
    if not ("?" in step or "*" in tail):
        # most patterns are of this kind, and there may be thousands of names
        return len(name) >= len(head) + len(tail) and name.startswith(head) and name.endswith(tail)
    if "?" not in step:
        return name.startswith(head) and _in_turn(name, len(head), tail.split("*"))
    return _fits(name, step, lambda char: char == "*", lambda one, other: other in ("?", one))


def _in_turn(name: str, start: int, texts: list[str]) -> bool:
    """Whether a name contains texts in this order from a position on, and ends with the last of them."""
    *inner, last = texts
    for text in inner:
        start = name.find(text, start)
        if start < 0:
            return False
        start += len(text)
    return len(name) - len(last) >= start and name.endswith(last)


def _fits(
    items: Sequence[str], marks: Sequence[str], any_number: Callable[[str], bool], same: Callable[[str, str], bool]
) -> bool:
    """Two-pointer matching: on a mismatch, only the latest wildcard takes one more item."""
    item = mark = 0
    star, taken = -1, 0
    while item < len(items):
        if mark < len(marks) and any_number(marks[mark]):
            star, taken = mark, item
            mark += 1
        elif mark < len(marks) and same(items[item], marks[mark]):
            item, mark = item + 1, mark + 1
        elif star >= 0:
            taken += 1
            item, mark = taken, star + 1
        else:
            return False
    return all(any_number(rest) for rest in marks[mark:])
