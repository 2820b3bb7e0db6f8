"""Findings as frozen values: what was found, where, why it matters and what to do."""

from typing import Literal

from okrctl.core.values.frozen import frozen

Severity = Literal["error", "warning", "advice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")

DocPath = tuple[str | int, ...]
"""A place in a document: mapping keys and list indexes from the root."""


HARMLESS = frozenset({"misleading-character", "bad-amendment", "format-version", "cut-off-text", "key-order"})
"""Rules about one file that speak of a text that was taken all the same."""


@frozen
class Span:
    """A stretch of source text. Lines and columns count from 1; the end column is one past the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


@frozen
class Place:
    """Where something stands: a file and a document path in it, or a span already known.

    With ``on_key`` the key of the last path step is meant, not its value; with ``base`` the file as it was at the
    revision that is compared with; with ``offset`` one character of the value, from 0.
    """

    path: str
    at: DocPath = ()
    on_key: bool = False
    span: Span | None = None
    base: bool = False
    offset: int | None = None


@frozen
class Related:
    """A second place that belongs to a problem, with the words that say how."""

    place: Place
    message: str


@frozen
class Problem:
    """What a loader or a rule has to say, before code, severity and position are looked up.

    ``rule`` is the slug of the rule's module (``unknown-reference``). ``severity`` is given only where a rule's own
    default does not fit the case, and is milder then. ``instead`` is the text that must have been meant, where only one
    can have been: it differs in nothing but capitals, hyphens and underscores.
    """

    rule: str
    place: Place
    message: str
    help: str | None = None
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    instead: str | None = None


def source_key(path: str, base: bool) -> str:
    """Tells the text of a file at base from the text it has now; no real path begins with a colon and a slash."""
    return f":/base/{path}" if base else path


@frozen
class RelatedSpot:
    """A related place with its position; with ``base`` in the file as it was at base."""

    path: str
    span: Span
    message: str
    base: bool = False

    @property
    def source(self) -> str:
        """The key under which the text of the file is kept for excerpts."""
        return source_key(self.path, self.base)


@frozen
class Diagnostic:
    """A finding as people and machines see it; ``name`` is the rule's slug, ``path`` workspace-relative with ``/``.

    With ``base`` the place is in the file as it was at the revision compared with (what was deleted has no other).
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
        """The key under which the text of the file is kept for excerpts."""
        return source_key(self.path, self.base)

    def sort_key(self) -> tuple[str, int, int, int, int, str, str]:
        """Order of reports: by file, then position, then code."""
        span = self.span
        return (self.path, span.line, span.column, span.end_line, span.end_column, self.code, self.message)
