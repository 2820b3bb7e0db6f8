"""Turn a YAML parser's complaint into what the person at the keyboard most likely did."""

from __future__ import annotations

import re

from okrctl.core.diagnostic import Place, Problem, Span
from okrctl.core.source.events import YamlError

_TWO_COLONS = re.compile(r"^(?P<lead>\s*(?:- )*[\w-]+:\s+)(?P<value>[^\s'\"\[{|>#].*?:(?:\s.*)?)$")
_BARE_START = re.compile(r"^(?P<lead>\s*(?:- )*(?:[\w-]+:\s+|- ))(?P<value>[%@`].*?)\s*$")


def explain(path: str, text: str, error: YamlError) -> Problem:
    """The syntax problem behind a parser error, pointing at the mistake where it can be recognised."""
    lines = re.split(r"\r\n|\r|\n", text)
    row = min(error.line, max(len(lines), 1))
    message, help, spot = _recognise(lines, row, error)
    row, column, end = spot or (row, error.column, error.column + 1)
    return Problem("syntax-error", Place(path, span=Span(row, column, row, max(end, column + 1))), message, help)


def _recognise(lines: list[str], row: int, error: YamlError) -> tuple[str, str, tuple[int, int, int] | None]:
    line = lines[row - 1] if lines else ""
    lead = line[: len(line) - len(line.lstrip())]
    if "\t" in lead or ("\\t" in error.problem or "\t" in error.problem):
        column = line.index("\t") + 1 if "\t" in line else error.column
        return (
            "a tab stands where YAML wants spaces",
            "indent with spaces (two a level is usual); most editors can convert tabs",
            (row, column, column + 1),
        )
    if "mapping values are not allowed" in error.problem:
        found = _TWO_COLONS.match(line)
        if found:
            value = found.group("value")
            start = len(found.group("lead")) + 1
            return (
                "a text with a colon and a space in it must be quoted",
                f"write {found.group('lead').strip()} {_quoted(value)}",
                (row, start, start + len(value)),
            )
        return (
            "a `key: value` is not possible here",
            "check the indentation of this line and the one above; quote a text that holds a colon and a space",
            None,
        )
    bare = _BARE_START.match(line)
    if bare and "cannot start any token" in error.problem:
        value, start = bare.group("value"), len(bare.group("lead")) + 1
        return (
            f"a text that begins with {value[0]} must be quoted",
            f"write {bare.group('lead').strip()} {_quoted(value)}",
            (row, start, start + len(value)),
        )
    return _general(error)


def _general(error: YamlError) -> tuple[str, str, tuple[int, int, int] | None]:
    problem = error.problem
    if "quoted scalar" in problem or "unexpected end of stream" in problem:
        return "a quoted text or bracket is not closed", "look upwards for a missing quote mark, ] or }", None
    if "did not find expected" in problem or "block end" in problem or "block collection" in problem:
        return (
            "the structure breaks off here",
            "check the indentation: keys of one block start in the same column, list items begin with `- `",
            None,
        )
    if "alias" in problem or "anchor" in problem:
        return "a text that begins with * or & is read as an alias or anchor", "quote the text", None
    if "directive" in problem or "%" in problem:
        return "directives (lines that begin with %) are not accepted", "remove the line, or quote the text", None
    if "escape" in problem:
        return (
            "a backslash in a double-quoted text begins an escape that YAML does not know",
            ("use single quotes, or write the backslash twice"),
            None,
        )
    if "tag" in problem:
        return "a text that begins with ! is read as a tag", "quote the text", None
    return f"not valid YAML: {problem}", "quote texts with special characters, and check the indentation", None


def _quoted(value: str) -> str:
    text = value.rstrip()
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
