"""Reads one YAML document as plain data and enforces the limits while reading.

Every scalar stays text: its field determines the meaning, so nothing depends on how YAML guesses types. Empty values,
``~`` and ``null`` are ``None``. Invalid parts are reported and left out; the rest is read.
"""

from __future__ import annotations

import re

from okrctl.core.values.diagnostic import Place, Problem, Span
from okrctl.core.values.frozen import frozen
from okrctl.core.values.text import MOST_BYTES, too_large
from okrctl.core.yaml.characters import clean_raw

Data = str | None | list["Data"] | dict[str, "Data"]
"""Plain data as read: text, nothing, lists, and mappings with text keys."""


@frozen
class Reading:
    """The content of a text: its data (``None`` if unreadable or empty) and its problems.

    ``broken``: reading stopped early, so something missing in ``data`` may exist.
    """

    data: Data
    problems: tuple[Problem, ...] = ()
    broken: bool = False


_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*%")


def read(path: str, text: str, *, pure: bool | None = None) -> Reading:
    """Read the text of one file.

    ``path`` names the file in problems; nothing is opened. ``text`` has no byte order mark. ``pure`` forces PyYAML's
    Python parser (True) or libyaml (False); by default libyaml where there is one.
    """
    # an edit must not write what could not be read again
    if len(text) > MOST_BYTES or (not text.isascii() and len(text.encode(errors="replace")) > MOST_BYTES):
        return Reading(None, (too_large(path),), True)
    cleaned, problems = clean_raw(path, text)
    directive = _DIRECTIVE.match(cleaned)
    if directive:
        line = cleaned.count("\n", 0, directive.end()) + 1
        message = "directives (lines that start with %) are not accepted"
        place = Place(path, span=Span(line, 1, line, 2))
        return Reading(None, (*problems, Problem("refused-construct", place, message, "remove the line")), True)
    return _parsed(path, cleaned, problems, pure)


def _parsed(path: str, text: str, found: list[Problem], pure: bool | None) -> Reading:
    """The result of the YAML parser for a text; ``found`` are the problems so far."""
    from okrctl.core.yaml import events as ev
    from okrctl.core.yaml.from_events import StopReading, nested_too_deep, read_document
    from okrctl.core.yaml.mistakes import explain

    problems = list(found)
    try:
        with ev.open_events(text, pure=pure) as stream:
            return Reading(read_document(path, stream, problems), tuple(problems))
    except StopReading:
        return Reading(None, tuple(problems), True)
    except ev.YamlError as error:
        if error.too_deep is None:
            mistake = explain(path, text, error)
            return Reading(None, (*(each for each in problems if not _same_line(each, mistake)), mistake), True)
        # libyaml looks ahead, and gives up before it reports the level that is one too many for us
        nearer = _parsed(path, text[: error.too_deep], found, pure)
        if any(each.rule == "limit-exceeded" for each in nearer.problems):
            return nearer
        return Reading(None, (*problems, nested_too_deep(path, error.line, error.column)), True)


def _same_line(one: Problem, other: Problem) -> bool:
    """Whether a problem is only a consequence of the other: a text that resembles an alias before it ends."""
    spans = (one.place.span, other.place.span)
    return one.rule == "refused-construct" and spans[0] is not None and spans[0].line == (spans[1] or spans[0]).line
