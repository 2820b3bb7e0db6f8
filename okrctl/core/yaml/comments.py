"""What comments say to okrctl, and what they swallow: suppressions, and text cut off by an unspaced ``#``."""

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

# no code has a # in it: each beginning is looked at as far as the next, not to the end of the line
_SUPPRESSION = pattern(r"(?:(?<=\s)|^)#\s*okrctl:\s*ignore\[([^\]#\r\n]*)\]")
_BEYOND = sys.maxsize
_CUT_OFF = pattern(r"[^\s#]([ \t]+)#(?=[^\s#!])(?!okrctl:)")
# what every match of the above holds, found thirty times as fast
_CUT_OFF_HINT = pattern(r"#(?<=[ \t]#)(?=[^\s#!])")


@frozen
class Suppression:
    """One ``# okrctl: ignore[…]``: the codes it names, the line it silences, and where it stands."""

    codes: tuple[str, ...]
    line: int
    span: Span


def may_speak(text: str) -> bool:
    """Whether a closer look at the comments can find anything; spares the second pass over most files."""
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
    """For each number of a line the next one that is neither empty nor a comment, or merely the next."""
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
    """Whether a place lies within one of the scalars, which stand in order and apart."""
    at = bisect_right(scalars, (line, column, _BEYOND, _BEYOND)) - 1
    return at >= 0 and (line, column) < scalars[at][2:]


def cut_off(path: str, text: str, *, pure: bool | None = None) -> Iterator[Problem]:
    """Plain texts that end (or never begin) where an unspaced ``#`` begins a comment: ``We rank #1``."""
    if not (_CUT_OFF_HINT.search(text) and _CUT_OFF.search(text)):
        return
    from okrctl.core.yaml.locate import Locator

    locator = Locator(path, text, pure=pure)
    ends = {(span.end_line, span.end_column): span for span in locator.all.plain}
    empty = {(span.line, span.column) for span in locator.all.values.values() if span.column == span.end_column}
    for number, line in enumerate(locator.lines, 1):
        for match in _CUT_OFF.finditer(line):
            column = match.start(1) + 1
            # no more than is shown: there may be thousands on a line
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
    """Whether a value is neither a number nor a date: those end where they end, and a comment behind is meant."""
    return parse_amount(value) is None and parse_date(value) is None and value not in ("true", "false")
