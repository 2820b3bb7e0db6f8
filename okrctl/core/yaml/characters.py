"""Characters that don't belong in a text file written by people, or that disguise its content."""

from __future__ import annotations

from okrctl.core.values.diagnostic import Place, Problem, Span
from okrctl.core.values.pattern import pattern

_FORBIDDEN = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_MISLEADING = pattern("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_JOINERS = "\u200c\u200d"
_COMMON = bytes((*b"\t\n\r", *range(0x20, 0x7F)))
_LINE = pattern(r"\r\n|\r|\n")


def _forbidden(char: str) -> tuple[str, str, str]:
    return (
        "forbidden-character",
        f"the control character U+{ord(char):04X} is not accepted in a text",
        "remove it; it often comes from pasting from a terminal or a word processor",
    )


def _misleading(char: str) -> tuple[str, str, str]:
    return (
        "misleading-character",
        f"the invisible character U+{ord(char):04X} makes this text look like something it is not",
        "remove it, or retype the text",
    )


def _joins(text: str, index: int) -> bool:
    """Whether a joiner is legitimate: between two letters of a script that needs it, or inside an emoji."""
    around = text[index - 1 : index] + text[index + 1 : index + 2]
    return text[index] in _JOINERS and len(around) == 2 and not any(char.isascii() for char in around)


def find_in_scalar(text: str) -> tuple[str, str, str] | None:
    """Rule, message and hint for the first such character in the value of a quoted scalar."""
    if text.isascii() and text.isprintable():
        return None
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        return _forbidden(forbidden.group())
    for match in _MISLEADING.finditer(text):
        if not _joins(text, match.start()):
            return _misleading(match.group())
    return None


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column (from 1) of a character index; CRLF, LF and CR end lines."""
    line, start = 1, 0
    for match in _LINE.finditer(text, 0, index):
        line, start = line + 1, match.end()
    return line, index - start + 1


def _is_clean(text: str) -> bool:
    """Whether no character needs its context checked; only uncommon ones are matched with patterns."""
    uncommon = text.encode("utf-8", "surrogatepass").translate(None, _COMMON).decode("utf-8", "surrogatepass")
    return not uncommon or not (_FORBIDDEN.search(uncommon) or _MISLEADING.search(uncommon))


def clean_raw(path: str, text: str) -> tuple[str, list[Problem]]:
    """The text with forbidden characters replaced one for one, so that reading can continue, and the problems found."""
    if _is_clean(text):
        return text, []
    problems: list[Problem] = []
    for unwanted, describe in ((_FORBIDDEN, _forbidden), (_MISLEADING, _misleading)):
        for match in unwanted.finditer(text):
            if unwanted is _MISLEADING and _joins(text, match.start()):
                continue
            line, column = position(text, match.start())
            rule, message, help = describe(match.group())
            problems.append(Problem(rule, Place(path, span=Span(line, column, line, column + 1)), message, help))
            if len(problems) >= 100:
                break
    if problems:
        text = _FORBIDDEN.sub("\ufffd", text)
    return text, problems
