"""Comments that concern okrctl: suppressions, and text cut off by a ``#`` without a space."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from okrctl.core.values.cycle import parse_date
from okrctl.core.values.diagnostic import Place, Problem, Span
from okrctl.core.values.frozen import frozen
from okrctl.core.values.pattern import pattern
from okrctl.core.values.quantity import parse_amount

if TYPE_CHECKING:
    from okrctl.core.yaml.locate import Locator

# no code contains a #: each start is searched up to the next one, not to the end of the line
_SUPPRESSION = pattern(r"(?:(?<=\s)|^)#\s*okrctl:\s*ignore\[([^\]#\r\n]*)\]")
_BEYOND = sys.maxsize
_CUT_OFF = pattern(r"[^\s#]([ \t]+)#(?=[^\s#!])(?!okrctl:)")
# every match of the above contains this; finding it is thirty times as fast
_CUT_OFF_HINT = pattern(r"#(?<=[ \t]#)(?=[^\s#!])")


@frozen
class Suppression:
    """One ``# okrctl: ignore[…]``: its codes, the line it applies to, and its position."""

    codes: tuple[str, ...]
    line: int
    span: Span


def may_speak(text: str) -> bool:
    """Whether the comments may contain anything of interest; saves the second pass for most files."""
    return "okrctl:" in text and _SUPPRESSION_HINT.search(text) is not None


_SUPPRESSION_HINT = pattern(r"#\s*okrctl:\s*ignore\[")


def suppressions(locator: Locator) -> list[Suppression]:
    """All suppressions of a file; text inside a scalar is never one."""
    found = []
    following = _next_lines(locator.lines)
    scalars = sorted((s.line, s.column, s.end_line, s.end_column) for s in locator.all.scalars)
    for number, line in enumerate(locator.lines, 1):
        match = _SUPPRESSION.search(line)
        if match is None or _inside(scalars, number, match.start() + 1):
            continue
        codes = tuple(code.strip() for code in match.group(1).split(",") if code.strip())
        alone = not line[: match.start()].strip()
        span = Span(number, match.start() + 1, number, match.end() + 1)
        found.append(Suppression(codes, following[number] if alone else number, span))
    return found


def _next_lines(lines: list[str]) -> list[int]:
    """For each line number, the next line that is neither empty nor a comment, or else just the next."""
    found = [number + 1 for number in range(len(lines) + 1)]
    last = None
    for number in range(len(lines), 0, -1):
        if last is not None:
            found[number] = last
        text = lines[number - 1].strip()
        if text and not text.startswith("#"):
            last = number
    return found


def _inside(scalars: list[tuple[int, int, int, int]], line: int, column: int) -> bool:
    """Whether a position is within one of the scalars, which are sorted and don't overlap."""
    at = bisect_right(scalars, (line, column, _BEYOND, _BEYOND)) - 1
    return at >= 0 and (line, column) < scalars[at][2:]


def cut_off(path: str, text: str, *, pure: bool | None = None) -> Iterator[Problem]:
    """Plain texts that end (or never start) because ``#`` starts a comment: ``We rank #1``."""
    if not (_CUT_OFF_HINT.search(text) and _CUT_OFF.search(text)):
        return
    from okrctl.core.yaml.locate import Locator

    locator = Locator(path, text, pure=pure)
    ends = {(span.end_line, span.end_column): span for span in locator.all.plain}
    empty = {(span.line, span.column) for span in locator.all.values.values() if span.column == span.end_column}
    for number, line in enumerate(locator.lines, 1):
        for match in _CUT_OFF.finditer(line):
            column = match.start(1) + 1
            # no more than are shown: there may be thousands in a line
            rest = line[match.end(1) : match.end(1) + 100].rstrip()
            swallowed = rest if len(rest) < 40 else rest[:39] + "…"
            span = ends.get((number, column))
            if span is not None and (span.line != number or _is_text(line[span.column - 1 : column - 1])):
                message = f"the text ends before {swallowed}, which YAML reads as a comment"
            elif (number, column) in empty:
                message = f"the text is missing: YAML reads {swallowed} as a comment"
            else:
                continue
            place = Place(path, span=Span(number, match.end(1) + 1, number, len(line.rstrip()) + 1))
            help = "quote the whole text; if you want a comment, put a space after the #"
            yield Problem("cut-off-text", place, message, help)


def _is_text(value: str) -> bool:
    """Whether a value is neither a number nor a date: a comment after those is intended."""
    return parse_amount(value) is None and parse_date(value) is None and value not in ("true", "false")
