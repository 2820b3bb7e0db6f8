"""Lines of styled text: wrapping them, and producing the final string."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from re import findall

from okrctl.core.values import safe
from okrctl.core.values.width import width
from okrctl.views.blocks import Cell, Style, runs

Styled = tuple[str, Style]
StyledLine = Sequence[Styled]


def styled(cell: Cell, style: Style = "") -> list[Styled]:
    """The safe parts of a cell; ``style`` applies to those without one."""
    if isinstance(cell, str):
        return [(safe.line(cell), style)]
    return [(safe.line(run.text), run.style or style) for run in runs(cell)]


def length(line: StyledLine) -> int:
    """The columns of a line."""
    return sum(width(text) for text, _ in line)


def wrap(line: StyledLine, columns: int, others: int | None = None) -> list[StyledLine]:
    """The line, broken between words so that each part fits, if words allow.

    ``columns`` is the room for the first part, ``others`` that for the following ones, if it differs.
    """
    if length(line) <= columns:
        return [line]
    others = columns if others is None else others
    lines: list[list[Styled]] = [[]]
    used = 0
    for word in _words(line):
        size = length(word)
        if used and used + length(_trimmed(word)) > columns:
            lines[-1] = _trimmed(lines[-1])
            lines.append([])
            used, columns = 0, others
        lines[-1].extend(word)
        used += size
    lines[-1] = _trimmed(lines[-1])
    return list(lines)


def _words(line: StyledLine) -> list[list[Styled]]:
    """Words with the spaces after them; a word may have several styles."""
    pieces = [(part, style) for text, style in line for part in findall(r" +|[^ ]+", text)]
    words: list[list[Styled]] = []
    after_blank = True
    for part, style in pieces:
        blank = part[0] == " "
        if not words or (after_blank and not blank):
            words.append([])
        words[-1].append((part, style))
        after_blank = blank
    return words


def _trimmed(line: StyledLine) -> list[Styled]:
    kept = list(line)
    while kept and not kept[-1][0].strip(" "):
        kept.pop()
    if kept:
        kept[-1] = (kept[-1][0].rstrip(" "), kept[-1][1])
    return kept


def finish(lines: Iterable[StyledLine], ansi: bool) -> str:
    """The final text: colors only if wanted, no spaces at line ends, nothing that a CI runner takes for a command."""
    if ansi:
        from okrctl.render._color import paint

        merged = (
            [("".join(text for text, _ in same), style) for style, same in groupby(line, key=lambda run: run[1])]
            for line in lines
        )
        rows = [paint(_trimmed(line)) for line in merged]
    else:
        rows = ["".join([text for text, _ in line]).rstrip(" ") for line in lines]
    return safe.defuse("".join(f"{row}\n" for row in rows))
