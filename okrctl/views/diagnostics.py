"""The result of a validation for all formats, and the JSON form of a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from hashlib import sha256
from typing import Any

from okrctl.core.values.diagnostic import SEVERITIES, Diagnostic, RelatedSpot, Severity
from okrctl.core.values.frozen import frozen
from okrctl.views.records import COUNT, TEXT, Record, listed, top

_SPAN = "path line column end_line end_column"
_RELATED = Record(_SPAN, {"message": TEXT})
_FOUND = Record("code name severity message help", _SPAN, {"related": listed(_RELATED)})
SUMMARY = Record("error warning advice", {"files": COUNT})
SHAPE = top("okrctl/diagnostics/v1", {"diagnostics": listed(_FOUND), "summary": SUMMARY})
SHOWN_AT_MOST = 2000


@frozen
class RuleInfo:
    """A rule for reports; ``page`` is its documentation in Markdown."""

    code: str
    name: str
    severity: Severity
    summary: str
    page: str


@frozen
class Report:
    """All results of a validation.

    ``diagnostics`` are sorted by file and position; ``files`` are all files examined. ``sources`` has the text of files
    for excerpts, possibly not of all. ``prefix`` is the workspace's folder within its repository (``""`` or
    ``planning/``), for formats with paths from the repository's root. ``rules`` returns all rules, for formats that
    describe them. Findings from ``fail_on`` upward make a run fail. A ``whole`` report shows every piece of advice;
    otherwise text output summarizes advice by rule.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    files: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    rules: Callable[[], Iterable[RuleInfo]] = tuple
    tool_version: str = ""
    prefix: str = ""
    fail_on: Severity = "error"
    whole: bool = False
    shown_at_most: int = SHOWN_AT_MOST

    def counts(self) -> dict[Severity, int]:
        """The number of findings by severity, worst first."""
        found: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
        for diagnostic in self.diagnostics:
            found[diagnostic.severity] += 1
        return found

    def worst_first(self) -> list[Diagnostic]:
        """The findings by severity, then by file and position."""
        return sorted(self.diagnostics, key=lambda each: SEVERITIES.index(each.severity))

    def fails(self, diagnostic: Diagnostic) -> bool:
        """Whether this finding makes the run fail."""
        return SEVERITIES.index(diagnostic.severity) <= SEVERITIES.index(self.fail_on)

    def location(self, path: str) -> str:
        """The path of a file from the root of its repository."""
        return self.prefix + path

    def below(self, folder: str) -> Report:
        """The same report with paths relative to a folder above; ``folder`` (``plans/``) is the workspace."""
        texts: dict[str, str] = {}

        def moved(spot: RelatedSpot) -> RelatedSpot:
            new = replace(spot, path=folder + spot.path)
            if spot.source in self.sources:
                texts[new.source] = self.sources[spot.source]
            return new

        found = []
        for each in self.diagnostics:
            moved(RelatedSpot(each.path, each.span, "", each.base))
            found.append(replace(each, path=folder + each.path, related=tuple(map(moved, each.related))))
        files = tuple(folder + path for path in self.files)
        return replace(self, diagnostics=tuple(found), files=files, sources=texts)

    def fingerprinted(self) -> Iterator[tuple[Diagnostic, str]]:
        """Each finding with an identity that is unique in the report and doesn't depend on line numbers.

        It consists of the rule, the file and the text of the line (the message if there is no text), and a counter for
        equal ones.
        """
        seen: dict[str, int] = {}
        lines = Lines(self.sources)
        for each in self.diagnostics:
            text = lines.get(each.source, each.span.line)
            parts = (each.code, self.location(each.path), each.message if text is None else text.strip())
            digest = sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]
            seen[digest] = seen.get(digest, 0) + 1
            yield each, f"{digest}:{seen[digest]}"

    def lines(self) -> Lines:
        """Access to the lines of the sources."""
        return Lines(self.sources)


class Lines:
    """Lines of source texts by number, each text split only once."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._split: dict[str, list[str]] = {}

    def get(self, path: str, number: int) -> str | None:
        """A line without its ending; None if the file or the line is unknown."""
        if path not in self._split:
            text = self._sources.get(path, "")
            self._split[path] = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines = self._split[path]
        return lines[number - 1] if path in self._sources and 1 <= number <= len(lines) else None


def sentence(message: str, help: str | None) -> str:
    """The finding and what to do about it, for formats with one text for both."""
    return f"{message}; {help}" if help else message


def as_json(report: Report) -> dict[str, Any]:
    """The report as one versioned object."""
    return SHAPE.of(diagnostics=[diagnostic_json(report, each) for each in report.diagnostics], summary=summary(report))


def summary(report: Report) -> dict[str, Any]:
    """How many findings of each severity, and how many files."""
    return SUMMARY.of(report.counts(), files=len(report.files))


def diagnostic_json(report: Report, found: Diagnostic) -> dict[str, Any]:
    """One finding as an object."""
    related = [_RELATED.of(each, each.span, path=report.location(each.path)) for each in found.related]
    return _FOUND.of(found, found.span, path=report.location(found.path), related=related)
