"""Findings as frozen values: what was found, where, why it matters and what to do."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from okrctl.core.values.frozen import frozen

Severity = Literal["error", "warning", "advice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")

DocPath = tuple[str | int, ...]
"""A place in a document: mapping keys and list indexes from the root."""

Spot = tuple[str, DocPath]
"""Identity of an item or a check-in: its file and its place there."""


HARMLESS = frozenset({"misleading-character", "bad-amendment", "format-version", "cut-off-text", "key-order"})
"""Rules about a text that was accepted nevertheless."""


@frozen
class Span:
    """A stretch of source text. Lines and columns count from 1; the end column is one past the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


@frozen
class Place:
    """A place: a file with a document path in it, or with a known span.

    ``on_key`` means the key of the last path step, not its value; ``base`` the file at the base revision; ``offset``
    one character of the value, from 0.
    """

    path: str
    at: DocPath = ()
    on_key: bool = False
    span: Span | None = None
    base: bool = False
    offset: int | None = None


class Located:
    """An item of a file."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def path(self) -> str:
            """Its file."""

        @property
        def at(self) -> DocPath:
            """Its document path."""

    @property
    def spot(self) -> Spot:
        """Its identity."""
        return self.path, self.at

    def place(self, field: str, *, base: bool = False) -> Place:
        """The place of one of its fields; if it is missing, of the nearest thing around it."""
        return Place(self.path, (*self.at, field), base=base)


@frozen
class Related:
    """A second place that belongs to a problem, with words that explain it."""

    place: Place
    message: str


@frozen
class Problem:
    """A finding of a loader or a rule, before code, severity and position are looked up.

    ``rule`` is the slug of the rule's module (``unknown-reference``). ``severity`` is only set to something milder than
    the rule's default. ``instead`` is the text that must have been meant, if there is only one: it differs only in
    capitals, hyphens and underscores.
    """

    rule: str
    place: Place
    message: str
    help: str | None = None
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    instead: str | None = None


Problems = Iterator[Problem]
"""What a check of a rule yields."""


def source_key(path: str, base: bool) -> str:
    """Distinguishes a file's text at the base from its current text; no real path starts with a colon and a slash."""
    return f":/base/{path}" if base else path


@frozen
class RelatedSpot:
    """A related place with its position; ``base`` means the file at the base revision."""

    path: str
    span: Span
    message: str
    base: bool = False

    @property
    def source(self) -> str:
        """The key of the file's text, for excerpts."""
        return source_key(self.path, self.base)


@frozen
class Diagnostic:
    """A finding for people and programs; ``name`` is the rule's slug, ``path`` is workspace-relative, with ``/``.

    ``base`` means the file at the base revision; a deleted item has no other place.
    """

    code: str
    name: str
    severity: Severity
    message: str
    help: str | None
    path: str
    span: Span
    related: tuple[RelatedSpot, ...] = ()
    base: bool = False

    @property
    def source(self) -> str:
        """The key of the file's text, for excerpts."""
        return source_key(self.path, self.base)

    def sort_key(self) -> tuple[str, int, int, int, int, str, str]:
        """The order in reports: by file, then position, then code."""
        span = self.span
        return (self.path, span.line, span.column, span.end_line, span.end_column, self.code, self.message)
