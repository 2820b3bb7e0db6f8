"""What comments say to okrctl, and what they swallow: suppressions, and text cut off by an unspaced ``#``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from okrctl.core.cycle import parse_date
from okrctl.core.diagnostic import Place, Problem, Span
from okrctl.core.frozen import frozen
from okrctl.core.quantity import parse_amount

if TYPE_CHECKING:
    from okrctl.core.source.locate import Locator

_SUPPRESSION = re.compile(r"(?:(?<=\s)|^)#\s*okrctl:\s*ignore\[([^\]\r\n]*)\]")
_CUT_OFF = re.compile(r"[^\s#]([ \t]+)#(?=[^\s#!])(?!okrctl:)")
# what every match of the above holds, found thirty times as fast
_CUT_OFF_HINT = re.compile(r"#(?<=[ \t]#)(?=[^\s#!])")


@frozen
class Suppression:
    """One ``# okrctl: ignore[…]``: the codes it names, the line it silences, and where it stands."""

    codes: tuple[str, ...]
    line: int
    span: Span


def may_speak(text: str) -> bool:
    """Whether a closer look at the comments can find anything; spares the second pass over most files."""
    return "okrctl:" in text and _SUPPRESSION_HINT.search(text) is not None


_SUPPRESSION_HINT = re.compile(r"#\s*okrctl:\s*ignore\[")


def suppressions(locator: Locator) -> list[Suppression]:
    """All suppressions of a file; text inside a scalar is never one."""
    found = []
    for number, line in enumerate(locator.lines, 1):
        match = _SUPPRESSION.search(line)
        if match is None or _inside_scalar(locator, number, match.start() + 1):
            continue
        codes = tuple(code.strip() for code in match.group(1).split(",") if code.strip())
        alone = not line[: match.start()].strip()
        span = Span(number, match.start() + 1, number, match.end() + 1)
        found.append(Suppression(codes, _next_line(locator, number) if alone else number, span))
    return found


def _next_line(locator: Locator, number: int) -> int:
    """The next line that is neither empty nor a comment."""
    for later in range(number, len(locator.lines)):
        text = locator.lines[later].strip()
        if text and not text.startswith("#"):
            return later + 1
    return number + 1


def _inside_scalar(locator: Locator, line: int, column: int) -> bool:
    spot = (line, column)
    return any((s.line, s.column) <= spot < (s.end_line, s.end_column) for s in locator.all.scalars)


def cut_off(path: str, text: str, *, pure: bool | None = None) -> Iterator[Problem]:
    """Plain texts that end (or never begin) where an unspaced ``#`` begins a comment: ``We rank #1``."""
    if not (_CUT_OFF_HINT.search(text) and _CUT_OFF.search(text)):
        return
    from okrctl.core.source.locate import Locator

    locator = Locator(path, text, pure=pure)
    ends = {(span.end_line, span.end_column): span for span in locator.all.plain}
    empty = {(span.line, span.column) for span in locator.all.values.values() if span.column == span.end_column}
    for number, line in enumerate(locator.lines, 1):
        for match in _CUT_OFF.finditer(line):
            column = match.start(1) + 1
            rest = line[match.end(1) :].rstrip()
            swallowed = rest if len(rest) < 40 else rest[:39] + "…"
            span = ends.get((number, column))
            if span is not None and (span.line != number or _is_text(line[span.column - 1 : column - 1])):
                message = f"the text ends before {swallowed}, which YAML reads as a comment"
            elif (number, column) in empty:
                message = f"there is no text: YAML reads {swallowed} as a comment"
            else:
                continue
            place = Place(path, span=Span(number, match.end(1) + 1, number, len(line.rstrip()) + 1))
            help = "quote the whole text; if it is meant as a comment, put a space after the #"
            yield Problem("cut-off-text", place, message, help)


def _is_text(value: str) -> bool:
    """Whether a value is neither a number nor a date: those end where they end, and a comment behind is meant."""
    return parse_amount(value) is None and parse_date(value) is None and value not in ("true", "false")
