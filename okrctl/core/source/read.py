"""Read one YAML document as plain data, counting limits while it streams by.

Every scalar stays text: a field decides what its text means, so nothing depends on how YAML guesses types. Plain
empty, ``~`` and ``null`` are ``None``. What cannot be accepted is reported and left out; the rest is read on.
"""

from __future__ import annotations

import re

from okrctl.core.diagnostic import Place, Problem, Span
from okrctl.core.frozen import frozen
from okrctl.core.source import events as ev
from okrctl.core.source.characters import clean_raw
from okrctl.core.source.journal import plain_journal
from okrctl.core.source.mistakes import explain
from okrctl.core.source.reader import StopReading, read_document
from okrctl.core.text import DEFAULT_LIMITS, Limits

Data = str | None | list["Data"] | dict[str, "Data"]
"""Plain data as read: text, nothing, lists, and mappings with text keys."""


@frozen
class Reading:
    """What a text holds: its data (``None`` when unreadable or empty) and what is wrong with it.

    ``broken`` tells that reading stopped early, so that absence in ``data`` proves nothing.
    """

    data: Data
    problems: tuple[Problem, ...] = ()
    broken: bool = False


_JOURNAL = "check_ins"
_DEEPEST_JOURNAL = 8
_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*%")


def read(path: str, text: str, limits: Limits = DEFAULT_LIMITS, *, pure: bool | None = None) -> Reading:
    """Read the text of one file.

    Args:
        path: names the file in problems; nothing is opened.
        text: the decoded text, without byte order mark.
        limits: see :class:`Limits`.
        pure: force PyYAML's Python parser (True) or libyaml (False); by default libyaml where there is one.
    """
    cleaned, problems = clean_raw(path, text)
    directive = _DIRECTIVE.match(cleaned)
    if directive:
        line = cleaned.count("\n", 0, directive.end()) + 1
        message = "directives (lines that begin with %) are not accepted"
        place = Place(path, span=Span(line, 1, line, 2))
        return Reading(None, (*problems, Problem("refused-construct", place, message, "remove the line")), True)
    try:
        if not (problems or pure):
            found = _with_plain_journal(path, cleaned, limits)
            if found is not None:
                return Reading(found)
        return Reading(_whole(path, cleaned, limits, problems, pure), tuple(problems))
    except StopReading:
        return Reading(None, tuple(problems), True)
    except ev.YamlError as error:
        mistake = explain(path, cleaned, error)
        return Reading(None, (*(each for each in problems if not _same_line(each, mistake)), mistake), True)


def _whole(path: str, text: str, limits: Limits, problems: list[Problem], pure: bool | None) -> Data:
    known = len(problems)
    try:
        with ev.open_events(text, pure=pure) as stream:
            data: Data = read_document(path, limits, stream, problems).data
            return data
    except ev.YamlError as error:
        if error.too_deep is None:
            raise
        # libyaml looks ahead, and breaks off before it has told what lies above; of what lies above alone it tells all
        del problems[known:]
        with ev.open_events(text[: error.too_deep], pure=pure) as stream:
            read_document(path, limits, stream, problems)
        raise


def _with_plain_journal(path: str, text: str, limits: Limits) -> Data:
    """The data of a file whose journal can be read by itself; None where the whole has to be read at once."""
    found = plain_journal(text, limits.scalar)
    if found is None or limits.depth < _DEEPEST_JOURNAL:
        return None
    start, entries = found
    problems: list[Problem] = []
    try:
        with ev.open_events(text[:start]) as stream:
            document = read_document(path, limits, stream, problems)
    except (StopReading, ev.YamlError):
        return None
    # a colon for each key, a comma or a dash for each other value
    nodes = document.nodes + 3 * text.count(":", start) + 2 * text.count(",", start)
    above = document.data
    if problems or nodes > limits.nodes or not (isinstance(above, dict) and document.open_at_left):
        return None
    return None if _JOURNAL in above else {**above, _JOURNAL: entries}


def _same_line(one: Problem, other: Problem) -> bool:
    """Whether the one is but a consequence of the other: a text that looks like an alias before it breaks off."""
    spans = (one.place.span, other.place.span)
    return one.rule == "refused-construct" and spans[0] is not None and spans[0].line == (spans[1] or spans[0]).line
