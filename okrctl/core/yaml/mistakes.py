"""Turn a YAML parser's complaint into what the person at the keyboard most likely did.

The two parsers word their complaints differently, so recognizers look at the text and at a few words that both have.
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
"""Message, help, and where."""

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
class _Scene:
    """The lines of the file, and where reading stopped with which complaint."""

    lines: list[str]
    row: int
    column: int
    error: YamlError

    @property
    def line(self) -> str:
        return self.lines[self.row - 1]

    @property
    def above(self) -> int:
        """The number of the nearest line above that is neither empty nor a comment; 0 without one."""
        rows = range(self.row - 1, 0, -1)
        return next((row for row in rows if self.lines[row - 1].strip() and self.lines[row - 1].strip()[0] != "#"), 0)

    def says(self, *words: str) -> bool:
        return any(word in self.error.problem for word in words)

    def here(self) -> Spot:
        return self.row, self.column, self.column + 1

    def value(self) -> tuple[str, str, Spot] | None:
        """What the line has behind its key: what to write before it, the value, and where that is."""
        found = _BEGINS_WITH.match(self.line)
        if found is None or self.column < found.start("value") + 1:
            return None
        start = found.start("value") + 1
        return found["lead"].strip(), found["value"], (self.row, start, start + len(found["value"]))


def explain(path: str, text: str, error: YamlError) -> Problem:
    """The syntax problem behind a parser error, pointing at the mistake where it can be recognized."""
    # nobody makes a mistake by hand so far to the right, and the patterns below take their time over long lines
    lines = [line[:_FAR_ENOUGH] for line in re.split(r"\r\n|\r|\n", text)]
    scene = _Scene(lines, min(error.line, len(lines)), error.column, error)
    message, help, spot = next(found for recognize in _RECOGNIZERS if (found := recognize(scene)))
    row, column, end = spot
    return Problem("syntax-error", Place(path, span=Span(row, column, row, max(end, column + 1))), message, help)


def _conflict(scene: _Scene) -> Mistake | None:
    for row, line in enumerate(scene.lines, 1):
        if _CONFLICT.match(line):
            help = "choose between the two versions, then remove the lines <<<<<<<, ======= and >>>>>>>"
            return "a merge conflict was left in the file", help, (row, 1, len(line) + 1)
    return None


def _directive(scene: _Scene) -> Mistake | None:
    for row in range(scene.row, 0, -1):
        if scene.lines[row - 1].startswith("%"):
            return "directives (lines that start with %) are not accepted", "remove the line", (row, 1, 2)
    return None


def _blank(scene: _Scene) -> Mistake | None:
    lead = re.match(r"[\s\u00a0]*", scene.line)
    start = lead[0] if lead else ""
    char = scene.line[scene.column - 1 : scene.column]
    if "\t" in start or char == "\t" or scene.says("tab character"):
        column = scene.line.index("\t") + 1 if "\t" in scene.line else scene.column
        help = "indent with spaces (usually two per level); most editors can convert tabs"
        return "a tab instead of spaces", help, (scene.row, column, column + 1)
    for row in (scene.row, scene.above):
        found = re.match(r" *(\u00a0+)", scene.lines[row - 1]) if row else None
        if found:
            spot = (row, found.start(1) + 1, found.end(1) + 1)
            return (
                "a no-break space instead of a space",
                "retype the spaces; pasting often inserts such characters",
                spot,
            )
    return None


def _look_alike(scene: _Scene) -> Mistake | None:
    """``title:`` with a blank behind it that YAML takes for a letter, or with the colon of an East Asian keyboard."""
    for row in (scene.above, scene.row):
        found = _LOOK_ALIKE.match(scene.lines[row - 1]) if row else None
        if found:
            group = "blank" if found["blank"] else "colon"
            char, column = found[group], found.start(group) + 1
            what = f"{unicodedata.name(char, 'control character').lower()} (U+{ord(char):04X})"
            wanted = "a space after the colon" if group == "blank" else "a colon and a space"
            return f"{what} instead of {wanted}", "retype it", (row, column, column + 1)
    return None


def _colons(scene: _Scene) -> Mistake | None:
    message = "a text that contains a colon and a space must be quoted"
    found = _TWO_COLONS.match(scene.line) if scene.says("mapping values are not allowed") else None
    if found:
        start = found.start("value") + 1
        spot = (scene.row, start, start + len(found["value"]))
        return message, f"write {found['lead'].strip()} {_quoted(found['value'])}", spot
    inner = _TWO_COLONS_IN_BRACES.search(scene.line[: scene.column - 1])
    if inner and scene.line[scene.column - 1 : scene.column] == ":":
        end = re.search(r"[,{}\[\]]|$", scene.line[scene.column :])
        stop = scene.column + (end.start() if end else 0)
        start = inner.start("value")
        help = f"write {_quoted(scene.line[start:stop])}, or put a comma between two parts"
        return message, help, (scene.row, start + 1, stop + 1)
    return None


def _no_blank(scene: _Scene) -> Mistake | None:
    if not scene.says("mapping values are not allowed", "could not find expected ':'"):
        return None
    for row in (scene.above, scene.row):
        found = _NO_BLANK.match(scene.lines[row - 1]) if row else None
        if found:
            column = found.end("key") + 1
            help = f"write {found['lead'].lstrip()}{found['key']}: {found['value']}"
            return "a space is missing after the colon", help, (row, column, column + 1)
    return None


def _too_deep(scene: _Scene) -> Mistake | None:
    found = _KEY_WITH_VALUE.match(scene.lines[scene.above - 1]) if scene.above else None
    lead = len(scene.line) - len(scene.line.lstrip())
    if found is None or not scene.says("mapping values are not allowed") or lead <= len(found["lead"]):
        return None
    help = f"start it in column {len(found['lead']) + 1} like the key above, or remove the value there"
    return (
        "this line is indented below a key that already has a value",
        help,
        (scene.row, lead + 1, len(scene.line) + 1),
    )


def _unclosed_quote(scene: _Scene) -> Mistake | None:
    context = scene.error.context
    if context is None or not scene.says("end of stream", "document separator", "document indicator"):
        return None
    help = "close it with the same quote mark; inside single quotes an apostrophe is written twice"
    row, column = context
    return "this quoted text is not closed", help, (row, column, len(scene.lines[row - 1]) + 1)


def _escape(scene: _Scene) -> Mistake | None:
    if not scene.says("escape", "hexdecimal"):
        return None
    column = scene.line.rfind("\\", 0, scene.column) + 1 or scene.column
    message = "a backslash in a double-quoted text starts an unknown escape"
    return message, "use single quotes, or write the backslash twice", (scene.row, column, column + 2)


def _text_behind(scene: _Scene) -> Mistake | None:
    """``'We're first'``, ``"5" screens``, ``[Draft] Grow``: the value ended before its line did."""
    found = scene.value()
    if found is None or scene.says("',' or", "node content"):
        return None
    lead, value, spot = found
    first, before = value[0], scene.line[: scene.column - 1].rstrip()[-1:]
    if first == "'" and before == "'":
        inner = value.strip("'")
        return "an apostrophe ends the quoted text", f"write {lead} {_double_quoted(inner)}".replace("  ", " "), spot
    closing = {'"': '"', "'": "'", "[": "]", "{": "}"}.get(first)
    if closing is None or before != closing or scene.line[scene.column - 1 : scene.column] in ("]", "}", ""):
        return None
    what = "a quoted text" if first in "'\"" else "brackets"
    return f"text after {what}: quote the whole text", f"write {lead} {_quoted(value)}".replace("  ", " "), spot


def _brackets(scene: _Scene) -> Mistake | None:
    char = scene.line[scene.column - 1 : scene.column]
    opened = _open_bracket(scene)
    if opened is None:
        if char in ("]", "}") and char:
            return f"this {char} has no opening bracket", "remove it, or add the opening one", scene.here()
        return None
    row, column, bracket = opened
    if char == ",":
        return "one comma too many", "remove it", scene.here()
    if row == scene.row and char:
        return "a comma is missing, or a bracket is not closed", "put a comma between the parts", scene.here()
    closing = {"[": "]", "{": "}"}[bracket]
    return f"this {bracket} is not closed", f"add the {closing} where its content ends", (row, column, column + 1)


def _open_bracket(scene: _Scene) -> tuple[int, int, str] | None:
    """The innermost bracket that is open where reading stopped; only complaints about bracketed values have one."""
    if not scene.says("',' or", "node content"):
        return None
    stack: list[tuple[int, int, str]] = []
    for row, line in enumerate(scene.lines[: scene.row], 1):
        text = line if row < scene.row else line[: scene.column - 1]
        # quoted texts and comments hold no brackets of the structure
        bare = re.sub(r"'[^']*'|\"(?:\\.|[^\"])*\"|(?:^|\s)#.*", lambda found: " " * len(found[0]), text)
        for column, char in enumerate(bare, 1):
            if char in "[{":
                stack.append((row, column, char))
            elif char in "]}" and stack:
                stack.pop()
    return stack[-1] if stack else None


def _must_be_quoted(scene: _Scene) -> Mistake | None:
    found = scene.value()
    char = scene.line[scene.column - 1 : scene.column]
    if found and found[1][0] in "%@`*&|>":
        lead, value, spot = found
        help = f"write {lead} {_quoted(value)}".replace("  ", " ")
        return f"a text that starts with {value[0]} must be quoted", help, spot
    if scene.says("cannot start any token") and char:
        return f"a text that starts with {char} must be quoted", f"write '{char}…'", scene.here()
    return None


def _misplaced(scene: _Scene) -> Mistake:
    text = scene.line.lstrip()
    if scene.says("mapping values are not allowed"):
        help = "check the indentation of this line and the one above; quote a text that contains a colon and a space"
        return "a `key: value` isn't allowed here", help, scene.here()
    if text.startswith("- ") and scene.column == len(scene.line) - len(text) + 1:
        help = "check the indentation: items of one list start in the same column, below their key"
        return "a list item isn't allowed here", help, scene.here()
    help = "check the indentation: keys of one block start in the same column, list items start with `- `"
    return "the YAML structure is broken here", help, scene.here()


def _quoted(value: str) -> str:
    text = value.rstrip()
    return f"'{text}'" if "'" not in text else _double_quoted(text)


def _double_quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_RECOGNIZERS: tuple[Callable[[_Scene], Mistake | None], ...] = (
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
