"""Converts events to plain data and enforces the limits while reading. See :func:`okrctl.core.yaml.read`."""

from __future__ import annotations

from dataclasses import field
from sys import intern
from typing import Any

from okrctl.core.values.diagnostic import Place, Problem, Related, Span
from okrctl.core.values.frozen import mutable
from okrctl.core.values.text import LONGEST_SCALAR, MOST_ALIASES, MOST_LEVELS, MOST_NODES
from okrctl.core.yaml import events as ev
from okrctl.core.yaml.characters import find_in_scalar


def read_document(path: str, stream: ev.Events, problems: list[Problem]) -> Any:
    """The data of the only document of a stream; invalid parts are reported in ``problems`` and left out.

    Raises:
        StopReading: a limit is exceeded; the problem is noted.
        YamlError: it is no YAML.
    """
    return _Reader(path, stream, problems).document()


class StopReading(Exception):  # noqa: N818 - a jump out of the depth, not an error
    """Reading cannot continue; the problem has already been reported."""


def nested_too_deep(path: str, line: int, column: int) -> Problem:
    """The problem of lists and mappings nested too deep."""
    message = f"nested deeper than {MOST_LEVELS} levels"
    help = "an OKR file needs about ten levels; check brackets and indentation"
    return Problem("limit-exceeded", Place(path, span=Span(line, column, line, column + 1)), message, help)


_OMIT: Any = object()
_NOTHING = frozenset(("", "~", "null"))


@mutable
class _Anchor:
    value: Any
    nodes: int
    complete: bool


@mutable
class _Reader:
    path: str
    stream: Any
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, _Anchor] = field(default_factory=dict)
    unused: dict[str, Any] = field(default_factory=dict)
    nodes: int = 0
    aliases: int = 0

    def place(self, event: Any) -> Place:
        return Place(self.path, span=ev.span_of(event))

    def say(self, rule: str, event: Any, message: str, help: str | None = None, first: Any = None) -> None:
        related = (Related(self.place(first), "first given here"),) if first else ()
        self.problems.append(Problem(rule, self.place(event), message, help, related))

    def refuse(self, event: Any, message: str, help: str) -> None:
        self.say("refused-construct", event, message, help)

    def stop(self, event: Any, message: str, help: str) -> None:
        self.say("limit-exceeded", event, message, help)
        raise StopReading

    def document(self) -> Any:
        stream = self.stream
        stream.next()
        event = stream.next()
        if type(event) is ev.StreamEndEvent:
            return None
        data = self.value(stream.next(), 1)
        stream.next()
        event = stream.next()
        if type(event) is not ev.StreamEndEvent:
            self.refuse(
                event,
                "a second YAML document starts here; a file can have only one",
                "remove the `---` line, or move what follows into a file of its own",
            )
        self.swallowed()
        return None if data is _OMIT else data

    def value(self, event: Any, depth: int) -> Any:
        kind = type(event)
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.too_many_nodes(event)
        if kind is ev.ScalarEvent:
            value: Any = self.scalar(event)
            if event.anchor:
                self.anchors[event.anchor] = _Anchor(value, 1, True)
                if not event.style and value is not None:
                    self.unused[event.anchor] = event
            return value
        if kind is ev.AliasEvent:
            return self.alias(event)
        if depth > MOST_LEVELS:
            at = ev.span_of(event)
            self.problems.append(nested_too_deep(self.path, at.line, at.column))
            raise StopReading
        refused = event.tag is not None
        if refused:
            self.refuse_tag(event)
        anchor = event.anchor
        before = self.nodes
        if anchor:
            self.anchors[anchor] = _Anchor(None, 0, False)
        value = self.mapping(event, depth) if kind is ev.MappingStartEvent else self.sequence(depth)
        if anchor:
            self.anchors[anchor] = _Anchor(value, self.nodes - before + 1, True)
        return _OMIT if refused else value

    def sequence(self, depth: int) -> list[Any]:
        items: list[Any] = []
        following = self.stream.next
        event = following()
        while type(event) is not ev.SequenceEndEvent:
            value = self.value(event, depth + 1)
            # an omitted item leaves a gap, so that document paths of later items stay valid
            items.append(None if value is _OMIT else value)
            event = following()
        return items

    def mapping(self, start: Any, depth: int) -> dict[str, Any]:
        items: dict[str, Any] = {}
        keys: dict[str, Any] = {}
        # journals repeat themselves: equal texts are stored once
        following, share = self.stream.next, intern
        event = following()
        while type(event) is not ev.MappingEndEvent:
            key = _plain(event)
            if key is None or key == "<<":
                key = self.key(event, depth)
            else:
                self.nodes += 1
                key = share(key)
            held = following()
            value = _plain(held)
            if value is None or self.nodes >= MOST_NODES:
                value = self.value(held, depth + 1)
            else:
                self.nodes += 1
                value = share(value)
            if key in keys:
                self.duplicate(key, event, keys[key])
            elif key is not None:
                keys[key] = event
                if value is not _OMIT:
                    items[key] = value
            event = following()
        return items

    def key(self, event: Any, depth: int) -> str | None:
        if type(event) is not ev.ScalarEvent:
            self.value(event, depth + 1)
            self.refuse(
                event,
                "a key must be plain text",
                "write the key as a single word; quote text that starts with [, { or *",
            )
            return None
        if event.value == "<<" and not event.style:
            self.refuse(
                event,
                "merge keys (`<<`) are not accepted",
                "write out the keys; ordinary anchors and aliases as values are accepted",
            )
            return None
        self.nodes += 1
        if event.anchor:
            self.anchors[event.anchor] = _Anchor(event.value, 1, True)
        text = self.scalar(event)
        return event.value if text is None else None if text is _OMIT else str(text)

    def duplicate(self, key: str, event: Any, first: Any) -> None:
        self.say(
            "duplicate-key",
            event,
            f"the key {_short(key)} is given twice in one mapping",
            "remove one of the two; the first is used until then",
            first,
        )

    def scalar(self, event: Any) -> Any:
        value: str = event.value
        style = event.style
        if len(value) > LONGEST_SCALAR:
            self.say(
                "limit-exceeded",
                event,
                f"a text of {len(value):,} characters; the limit is {LONGEST_SCALAR:,}",
                "keep long documents elsewhere and link to them",
            )
            return _OMIT
        if event.tag is not None:
            self.refuse_tag(event)
            return _OMIT
        if not style:
            return None if value in _NOTHING else value
        if style == '"':
            found = find_in_scalar(value)
            if found is not None:
                self.say(found[0], event, found[1], found[2])
                if found[0] == "forbidden-character":
                    return _OMIT
        return value

    def swallowed(self) -> None:
        """Texts that start with & lose their first word to an anchor."""
        for anchor, event in self.unused.items():
            self.say(
                "cut-off-text",
                event,
                f"YAML reads &{_short(anchor)} as an anchor, but nothing refers to it",
                "quote the whole text if the first word is part of it; otherwise remove the anchor",
            )

    def alias(self, event: Any) -> Any:
        self.aliases += 1
        self.unused.pop(event.anchor, None)
        if self.aliases > MOST_ALIASES:
            self.stop(event, f"more than {MOST_ALIASES} aliases", "write out the values")
        anchor = self.anchors.get(event.anchor)
        if anchor is None:
            self.refuse(
                event,
                f"the alias *{_short(event.anchor)} has no anchor before it",
                "add the anchor, or quote the text if it isn't an alias",
            )
            return _OMIT
        if not anchor.complete:
            self.refuse(event, f"the alias *{_short(event.anchor)} is inside its own anchor", "write out the value")
            return _OMIT
        self.nodes += anchor.nodes - 1
        if self.nodes > MOST_NODES:
            self.too_many_nodes(event)
        return anchor.value

    def too_many_nodes(self, event: Any) -> None:
        self.stop(
            event,
            f"more than {MOST_NODES:,} values, aliases expanded",
            "split the file; a department can have several files",
        )

    def refuse_tag(self, event: Any) -> None:
        self.refuse(
            event,
            f"the tag {_short(event.tag)} is not accepted",
            "remove it, or quote the text if the exclamation mark is part of it",
        )


def _plain(event: Any) -> str | None:
    """The text of a plain scalar without problems; most scalars are of this kind, and take a single call."""
    if type(event) is not ev.ScalarEvent or event.style or event.anchor or event.tag is not None:
        return None
    value: str = event.value
    return None if len(value) > LONGEST_SCALAR or value in _NOTHING else value


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
