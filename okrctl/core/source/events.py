"""The YAML event stream: libyaml's where PyYAML has it, else PyYAML's own parser, with the same answers."""

from __future__ import annotations

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

from okrctl.core.diagnostic import Span

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


class YamlError(Exception):
    """The text is not YAML; ``problem`` is the parser's wording, ``line`` and ``column`` count from 1."""

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line
        self.column = column


def has_c_parser() -> bool:
    """Whether PyYAML was built with libyaml here."""
    return CParser is not None


class _PythonParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's pure-Python event source."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


class Events:
    """A stream of events that fails with :class:`YamlError` only, whatever the parser underneath raises."""

    __slots__ = ("_next", "_parser")

    def __init__(self, text: str, pure: bool) -> None:
        parser: Any = _guarded(lambda: _PythonParser(text) if pure else CParser(text))
        self._parser = parser
        self._next = parser.get_event

    def next(self) -> Any:
        """The next event.

        Raises:
            YamlError: the text cannot be read as YAML from here on.
        """
        try:
            return self._next()
        except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
            raise _translated(error, self._parser) from None


def open_events(text: str, *, pure: bool | None = None) -> Events:
    """An event stream over ``text``; ``pure`` picks the parser (default: libyaml where there is one)."""
    return Events(text, not has_c_parser() if pure is None else pure)


def _guarded(make: Any) -> Any:
    try:
        return make()
    except (yaml.YAMLError, ValueError) as error:
        raise _translated(error) from None


def _translated(error: Exception, parser: Any = None) -> YamlError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if isinstance(error, ValueError | OverflowError) and isinstance(parser, _PythonParser):
        mark = parser.get_mark()
        return YamlError("found an escape beyond Unicode", mark.line + 1, mark.column + 1)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    if mark is None:
        return YamlError(str(problem), 1, 1)
    return YamlError(str(problem), mark.line + 1, mark.column + 1)


def span_of(event: Any) -> Span:
    """The stretch of text an event covers."""
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
