"""The YAML event stream: from libyaml if PyYAML has it, else from PyYAML's own parser, with the same results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from okrctl.core.values.diagnostic import Span
from okrctl.core.values.pattern import pattern

CParser: Any
try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML built without libyaml
    CParser = None

__all__ = [
    "AliasEvent",
    "DocumentEndEvent",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "StreamStartEvent",
    "YamlError",
    "has_c_parser",
    "open_events",
    "span_of",
]


_VERSIONS = (None, (1, 1), (1, 2))
_SURROGATE = pattern("[\ud800-\udfff]")
_ESCAPED_SURROGATE = pattern(r"(?<!\\)(?:\\\\)*\\[uU](?:0000)?[dD][89a-fA-F]")


class YamlError(Exception):
    """The text isn't YAML; ``problem`` is the parser's message, ``line`` and ``column`` count from 1.

    ``context`` is the start of something without an end; ``too_deep`` is set where newer versions of libyaml give up, a
    thousand levels deep: the number of characters read until then.
    """

    def __init__(
        self,
        problem: str,
        line: int,
        column: int,
        context: tuple[int, int] | None = None,
        too_deep: int | None = None,
    ) -> None:
        super().__init__(problem)
        self.too_deep = too_deep
        self.problem = problem
        self.line = line
        self.column = column
        self.context = context


def has_c_parser() -> bool:
    """Whether PyYAML was built with libyaml."""
    return CParser is not None


class _PythonParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's pure-Python event source."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)

    def scan_to_next_token(self) -> None:
        """Skip whitespace and comments; like libyaml and unlike PyYAML, including tabs that aren't indentation."""
        while True:
            while self.peek() == " " or (self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in "\0\r\n\x85\u2028\u2029":
                    self.forward()
            if not self.scan_line_break():  # type: ignore[no-untyped-call]
                return
            if not self.flow_level:
                self.allow_simple_key = True


class Events:
    """A stream of events, for a ``with`` block, which raises :class:`YamlError` for any error of the parser.

    ``next`` is the parser's own method for libyaml: wrapping each event would take a fifth of the time.
    """

    __slots__ = ("_parser", "next")

    def __init__(self, text: str, pure: bool) -> None:
        try:
            self._parser: Any = _PythonParser(text) if pure else CParser(text)
        except (yaml.YAMLError, ValueError) as error:
            raise _translated(error) from None
        self.next: Callable[[], Any] = self._guarded if pure else self._parser.get_event

    def __enter__(self) -> Events:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, yaml.YAMLError):
            raise _translated(error, self._parser) from None

    def _guarded(self) -> Any:
        """The next event of the Python parser, which raises more than it documents."""
        try:
            event = self._parser.get_event()
        except (ValueError, OverflowError, RecursionError) as error:
            raise _translated(error, self._parser) from None
        if type(event) is ScalarEvent and event.style == '"' and _SURROGATE.search(event.value):
            raise _half_a_character(event, self._parser.buffer)
        if type(event) is DocumentStartEvent and event.version not in _VERSIONS:
            began = span_of(event)
            raise YamlError("found incompatible YAML document", began.line, began.column)
        return event


def open_events(text: str, *, pure: bool | None = None) -> Events:
    """An event stream over ``text``; ``pure`` selects the parser (default: libyaml if available).

    Raises:
        YamlError: not even the beginning can be read.
    """
    return Events(text, not has_c_parser() if pure is None else pure)


def _translated(error: Exception, parser: Any = None) -> YamlError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if isinstance(error, ValueError | OverflowError) and isinstance(parser, _PythonParser):
        mark = parser.get_mark()
        return YamlError("found an escape beyond Unicode", mark.line + 1, mark.column + 1)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    if mark is None:
        return YamlError(str(problem), 1, 1)
    began = getattr(error, "context_mark", None)
    context = None if began is None else (began.line + 1, began.column + 1)
    too_deep = mark.index if "nesting depth" in str(problem) else None
    return YamlError(str(problem), mark.line + 1, mark.column + 1, context, too_deep)


def _half_a_character(event: Any, text: str) -> YamlError:
    """libyaml's message for an escape that is only half of a surrogate pair."""
    start = event.start_mark.index
    found = _ESCAPED_SURROGATE.search(text, start, event.end_mark.index)
    before = text[: found.end() if found else start]
    line = before.count("\n") + 1
    return YamlError("found invalid Unicode character escape code", line, len(before) - before.rfind("\n"))


def span_of(event: Any) -> Span:
    """The span of text that an event covers."""
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
