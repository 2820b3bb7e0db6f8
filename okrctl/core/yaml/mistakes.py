"""Translates a YAML parser's error into the likely mistake.

The two parsers use different messages, so this looks at the text and at a few words that both use.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from okrctl.core.values.diagnostic import Place, Problem, Span
from okrctl.core.values.frozen import frozen
from okrctl.core.values.pattern import pattern
from okrctl.core.yaml.events import YamlError

Spot = tuple[int, int, int]
"""Line, column and end column."""

Mistake = tuple[str, str, Spot]
"""Message, hint, and position."""

_KEY = r"\s*(?:- +)*(?:[\w-]+: +)?"
_TWO_COLONS = pattern(r"^(?P<lead>\s*(?:- )*[\w-]+:\s+)(?P<value>[^\s'\"\[{|>#].*?:(?:\s.*)?)$")
_TWO_COLONS_IN_BRACES = pattern(r"[\w-]+: +(?P<value>[^\s,{}\[\]'\"][^,{}\[\]'\"]*)$")
_NO_BLANK = pattern(r"^(?P<lead>\s*(?:- +)*)(?P<key>[A-Za-z][\w-]*):(?P<value>[^\s:].*)$")
_KEY_WITH_VALUE = pattern(r"^(?P<lead>\s*(?:- +)*)[\w-]+:\s+[^\s#|>]")
_BEGINS_WITH = pattern(rf"^(?P<lead>{_KEY})(?P<value>[%@`*&|>\[{{'\"].*?)\s*$")
_LOOK_ALIKE = pattern(r"^\s*(?:- +)*[^\W\d][\w-]*(?::(?P<blank>[^\S \t])|(?P<colon>[\uff1a\ufe55]))")
_FAR_ENOUGH = 1000
_CONFLICT = pattern(r"^(<{7}|={7}|>{7})(\s|$)")


@frozen
class _Failure:
    """The lines of the file, and the error where reading stopped."""

    lines: list[str]
    row: int
    column: int
    error: YamlError

    @property
    def line(self) -> str:
        return self.lines[self.row - 1]

    @property
    def above(self) -> int:
        """The number of the nearest line above that is neither empty nor a comment; 0 if there is none."""
        rows = range(self.row - 1, 0, -1)
        return next((row for row in rows if self.lines[row - 1].strip() and self.lines[row - 1].strip()[0] != "#"), 0)

    def says(self, *words: str) -> bool:
        return any(word in self.error.problem for word in words)

    def here(self) -> Spot:
        return self.row, self.column, self.column + 1

    def value(self) -> tuple[str, str, Spot] | None:
        """The value after the line's key: the text before it, the value, and its position."""
        found = _BEGINS_WITH.match(self.line)
        if found is None or self.column < found.start("value") + 1:
            return None
        start = found.start("value") + 1
        return found["lead"].strip(), found["value"], (self.row, start, start + len(found["value"]))


def explain(path: str, text: str, error: YamlError) -> Problem:
    """The syntax problem for a parser error, at the position of the mistake if it can be recognized."""
    # mistakes by hand aren't so far to the right, and the patterns below are slow on long lines
    lines = [line[:_FAR_ENOUGH] for line in re.split(r"\r\n|\r|\n", text)]
    failure = _Failure(lines, min(error.line, len(lines)), error.column, error)
    message, help, spot = next(found for recognize in _RECOGNIZERS if (found := recognize(failure)))
    row, column, end = spot
    return Problem("syntax-error", Place(path, span=Span(row, column, row, max(end, column + 1))), message, help)


def _conflict(failure: _Failure) -> Mistake | None:
    for row, line in enumerate(failure.lines, 1):
        if _CONFLICT.match(line):
            help = "choose between the two versions, then remove the lines <<<<<<<, ======= and >>>>>>>"
            return "a merge conflict was left in the file", help, (row, 1, len(line) + 1)
    return None


def _directive(failure: _Failure) -> Mistake | None:
    for row in range(failure.row, 0, -1):
        if failure.lines[row - 1].startswith("%"):
            return "directives (lines that start with %) are not accepted", "remove the line", (row, 1, 2)
    return None


def _blank(failure: _Failure) -> Mistake | None:
    lead = re.match(r"[\s\u00a0]*", failure.line)
    start = lead[0] if lead else ""
    char = failure.line[failure.column - 1 : failure.column]
    if "\t" in start or char == "\t" or failure.says("tab character"):
        column = failure.line.index("\t") + 1 if "\t" in failure.line else failure.column
        help = "indent with spaces (usually two per level); most editors can convert tabs"
        return "a tab instead of spaces", help, (failure.row, column, column + 1)
    for row in (failure.row, failure.above):
        found = re.match(r" *(\u00a0+)", failure.lines[row - 1]) if row else None
        if found:
            spot = (row, found.start(1) + 1, found.end(1) + 1)
            return (
                "a no-break space instead of a space",
                "retype the spaces; pasting often inserts such characters",
                spot,
            )
    return None


def _look_alike(failure: _Failure) -> Mistake | None:
    """``title:`` followed by a space that YAML takes for a letter, or with the colon of an East Asian keyboard."""
    for row in (failure.above, failure.row):
        found = _LOOK_ALIKE.match(failure.lines[row - 1]) if row else None
        if found:
            group = "blank" if found["blank"] else "colon"
            char, column = found[group], found.start(group) + 1
            what = f"{unicodedata.name(char, 'control character').lower()} (U+{ord(char):04X})"
            wanted = "a space after the colon" if group == "blank" else "a colon and a space"
            return f"{what} instead of {wanted}", "retype it", (row, column, column + 1)
    return None


def _colons(failure: _Failure) -> Mistake | None:
    message = "a text that contains a colon and a space must be quoted"
    found = _TWO_COLONS.match(failure.line) if failure.says("mapping values are not allowed") else None
    if found:
        start = found.start("value") + 1
        spot = (failure.row, start, start + len(found["value"]))
        return message, f"write {found['lead'].strip()} {_quoted(found['value'])}", spot
    inner = _TWO_COLONS_IN_BRACES.search(failure.line[: failure.column - 1])
    if inner and failure.line[failure.column - 1 : failure.column] == ":":
        end = re.search(r"[,{}\[\]]|$", failure.line[failure.column :])
        stop = failure.column + (end.start() if end else 0)
        start = inner.start("value")
        help = f"write {_quoted(failure.line[start:stop])}, or put a comma between two parts"
        return message, help, (failure.row, start + 1, stop + 1)
    return None


def _no_blank(failure: _Failure) -> Mistake | None:
    if not failure.says("mapping values are not allowed", "could not find expected ':'"):
        return None
    for row in (failure.above, failure.row):
        found = _NO_BLANK.match(failure.lines[row - 1]) if row else None
        if found:
            column = found.end("key") + 1
            help = f"write {found['lead'].lstrip()}{found['key']}: {found['value']}"
            return "a space is missing after the colon", help, (row, column, column + 1)
    return None


def _too_deep(failure: _Failure) -> Mistake | None:
    found = _KEY_WITH_VALUE.match(failure.lines[failure.above - 1]) if failure.above else None
    lead = len(failure.line) - len(failure.line.lstrip())
    if found is None or not failure.says("mapping values are not allowed") or lead <= len(found["lead"]):
        return None
    help = f"start it in column {len(found['lead']) + 1} like the key above, or remove the value there"
    return (
        "this line is indented below a key that already has a value",
        help,
        (failure.row, lead + 1, len(failure.line) + 1),
    )


def _unclosed_quote(failure: _Failure) -> Mistake | None:
    context = failure.error.context
    if context is None or not failure.says("end of stream", "document separator", "document indicator"):
        return None
    help = "close it with the same quote mark; inside single quotes an apostrophe is written twice"
    row, column = context
    return "this quoted text is not closed", help, (row, column, len(failure.lines[row - 1]) + 1)


def _escape(failure: _Failure) -> Mistake | None:
    if not failure.says("escape", "hexdecimal"):
        return None
    column = failure.line.rfind("\\", 0, failure.column) + 1 or failure.column
    message = "a backslash in a double-quoted text starts an unknown escape"
    return message, "use single quotes, or write the backslash twice", (failure.row, column, column + 2)


def _text_behind(failure: _Failure) -> Mistake | None:
    """``'We're first'``, ``"5" screens``, ``[Draft] Grow``: the value ended before its line did."""
    found = failure.value()
    if found is None or failure.says("',' or", "node content"):
        return None
    lead, value, spot = found
    first, before = value[0], failure.line[: failure.column - 1].rstrip()[-1:]
    if first == "'" and before == "'":
        inner = value.strip("'")
        return "an apostrophe ends the quoted text", f"write {lead} {_double_quoted(inner)}".replace("  ", " "), spot
    closing = {'"': '"', "'": "'", "[": "]", "{": "}"}.get(first)
    if closing is None or before != closing or failure.line[failure.column - 1 : failure.column] in ("]", "}", ""):
        return None
    what = "a quoted text" if first in "'\"" else "brackets"
    return f"text after {what}: quote the whole text", f"write {lead} {_quoted(value)}".replace("  ", " "), spot


def _brackets(failure: _Failure) -> Mistake | None:
    char = failure.line[failure.column - 1 : failure.column]
    opened = _open_bracket(failure)
    if opened is None:
        if char in ("]", "}") and char:
            return f"this {char} has no opening bracket", "remove it, or add the opening one", failure.here()
        return None
    row, column, bracket = opened
    if char == ",":
        return "one comma too many", "remove it", failure.here()
    if row == failure.row and char:
        return "a comma is missing, or a bracket is not closed", "put a comma between the parts", failure.here()
    closing = {"[": "]", "{": "}"}[bracket]
    return f"this {bracket} is not closed", f"add the {closing} where its content ends", (row, column, column + 1)


def _open_bracket(failure: _Failure) -> tuple[int, int, str] | None:
    """The innermost bracket that is open where reading stopped; only for errors about values in brackets."""
    if not failure.says("',' or", "node content"):
        return None
    stack: list[tuple[int, int, str]] = []
    for row, line in enumerate(failure.lines[: failure.row], 1):
        text = line if row < failure.row else line[: failure.column - 1]
        # brackets in quoted texts and comments don't count
        bare = re.sub(r"'[^']*'|\"(?:\\.|[^\"])*\"|(?:^|\s)#.*", lambda found: " " * len(found[0]), text)
        for column, char in enumerate(bare, 1):
            if char in "[{":
                stack.append((row, column, char))
            elif char in "]}" and stack:
                stack.pop()
    return stack[-1] if stack else None


def _must_be_quoted(failure: _Failure) -> Mistake | None:
    found = failure.value()
    char = failure.line[failure.column - 1 : failure.column]
    if found and found[1][0] in "%@`*&|>":
        lead, value, spot = found
        help = f"write {lead} {_quoted(value)}".replace("  ", " ")
        return f"a text that starts with {value[0]} must be quoted", help, spot
    if failure.says("cannot start any token") and char:
        return f"a text that starts with {char} must be quoted", f"write '{char}…'", failure.here()
    return None


def _misplaced(failure: _Failure) -> Mistake:
    text = failure.line.lstrip()
    if failure.says("mapping values are not allowed"):
        help = "check the indentation of this line and the one above; quote a text that contains a colon and a space"
        return "a `key: value` isn't allowed here", help, failure.here()
    if text.startswith("- ") and failure.column == len(failure.line) - len(text) + 1:
        help = "check the indentation: items of one list start in the same column, below their key"
        return "a list item isn't allowed here", help, failure.here()
    help = "check the indentation: keys of one block start in the same column, list items start with `- `"
    return "the YAML structure is broken here", help, failure.here()


def _quoted(value: str) -> str:
    text = value.rstrip()
    return f"'{text}'" if "'" not in text else _double_quoted(text)


def _double_quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_RECOGNIZERS: tuple[Callable[[_Failure], Mistake | None], ...] = (
    _conflict,
    _directive,
    _look_alike,
    _blank,
    _unclosed_quote,
    _escape,
    _colons,
    _no_blank,
    _too_deep,
    _text_behind,
    _brackets,
    _must_be_quoted,
    _misplaced,
)
