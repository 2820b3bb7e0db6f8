"""For people: the place, the line, what is wrong with it, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.values import safe
from okrctl.core.values.counted import counted
from okrctl.core.values.diagnostic import Diagnostic, RelatedSpot, Severity, Span
from okrctl.core.values.width import cut, width
from okrctl.render._lines import Styled, StyledLine, finish, wrap
from okrctl.views.blocks import Style
from okrctl.views.diagnostics import Lines, Report

_STYLES: dict[Severity, Style] = {"error": "bad", "warning": "warn", "advice": "info"}
_EXCERPT = 160
_TAB = "    "


def render(report: Report, width: int | None = None, ansi: bool = False) -> str:
    """Errors and warnings with their source lines, advice summarized by rule, then a summary.

    A whole report has each piece of advice in full, too. Of very many findings, only the worst are shown.
    """
    full = [each for each in report.diagnostics if report.whole or each.severity != "advice"]
    shown = full
    if len(full) > report.shown_at_most:
        shown = [each for each in report.worst_first() if report.whole or each.severity != "advice"]
        shown = sorted(shown[: report.shown_at_most], key=Diagnostic.sort_key)
    return finish(_lines(report, shown, len(full) - len(shown), width), ansi)


def _lines(report: Report, shown: list[Diagnostic], left_out: int, columns: int | None) -> Iterator[StyledLine]:
    sources = report.lines()
    for found in shown:
        yield from _Frame(sources, found, columns).lines()
        yield []
    if left_out:
        more = counted(left_out, "more finding is", "more findings are")
        yield from _fit([(f"{more} not shown; --format concise lists them all", "")], columns)
    if not report.whole:
        yield from _advice(report)
    yield from _fit(_summary(report), columns)


def _advice(report: Report) -> Iterator[StyledLine]:
    """One line per rule: how many findings it has, and the place of the first."""
    by_rule: dict[str, list[Diagnostic]] = {}
    for each in report.diagnostics:
        if each.severity == "advice":
            by_rule.setdefault(each.code, []).append(each)
    if not by_rule:
        return
    yield [("Advice", "strong"), ("  okrctl validate --all shows each in full", "dim")]
    names = max(width(found[0].name) for found in by_rule.values())
    counts = max(len(str(len(found))) for found in by_rule.values())
    for code, found in sorted(by_rule.items()):
        first, more = found[0], len(found) - 1
        place = f"{safe.path(first.path)}:{first.span.line}:{first.span.column}"
        name = first.name + " " * (names - width(first.name))
        yield [
            (f"{len(found):>{counts + 2}}  ", ""),
            (code, "info"),
            (f" {name}  {place}", ""),
            (f" and {more} more" if more else "", "dim"),
        ]
    yield []


def _fit(line: StyledLine, columns: int | None) -> list[StyledLine]:
    return [line] if columns is None else wrap(line, columns)


def _summary(report: Report) -> list[Styled]:
    files = counted(len(report.files), "file")
    if not report.diagnostics:
        return [("✓ ", "good"), (f"{files}: no findings", "")]
    counts = report.counts()
    parts: list[Styled] = [(f"{files}: ", "")]
    for severity, number in counts.items():
        if number:
            text = f"{number} advice" if severity == "advice" else counted(number, severity)
            parts += [(text, _STYLES[severity]), (", ", "")]
    return [*parts[:-1], (f" · okrctl rule {report.worst_first()[0].code} explains", "dim")]


class _Frame:
    """One finding with its source lines, numbers and bars aligned."""

    def __init__(self, sources: Lines, found: Diagnostic, columns: int | None) -> None:
        self._sources = sources
        self._found = found
        self._columns = columns
        numbers = [found.span.line, *(spot.span.line for spot in found.related)]
        self._margin = len(str(max(numbers))) + 1
        self._room = (columns or _EXCERPT) - self._margin - len("│ ")

    def lines(self) -> Iterator[StyledLine]:
        found = self._found
        style = _STYLES[found.severity]
        place = f"{safe.path(found.path)}:{found.span.line}:{found.span.column}"
        yield [(place, "strong"), (f": {found.code} ", ""), (found.severity, style), (f" {found.name}", "")]
        message = safe.line(found.message)
        text = self._sources.get(found.source, found.span.line)
        if text is None:
            yield from self._texts("│ ", message)
        else:
            yield [self._bar()]
            yield from self._excerpt(text, found.span, message, style)
        for spot in found.related:
            yield from self._related(spot)
        for number, line in enumerate((found.help or "").split("\n") if found.help else ()):
            yield from self._texts("  " if number else "= ", safe.line(line))

    def _bar(self, number: int | None = None) -> Styled:
        return ("" if number is None else str(number)).rjust(self._margin - 1) + " │ ", "dim"

    def _texts(self, mark: str, text: str) -> Iterator[StyledLine]:
        """A text next to a mark below the bar; on a terminal it is wrapped, with further lines indented."""
        lines: list[StyledLine] = [[(text, "")]]
        if self._columns is not None:
            lines = wrap(lines[0], max(self._room, len(_TAB)))
        for number, line in enumerate(lines):
            again = mark if mark.startswith("│") else " " * len(mark)
            yield [(" " * self._margin + (again if number else mark), "dim"), *line]

    def _excerpt(self, text: str, span: Span, message: str, style: Style) -> Iterator[StyledLine]:
        before, target, after = _pieces(text, span, max(self._room, len(_TAB)))
        yield [self._bar(span.line), (before + target + after, "")]
        carets = "^" * max(1, width(target))
        pointer: list[Styled] = [self._bar(), (" " * width(before), ""), (carets, style)]
        used = width(before) + len(carets) + 1
        if self._columns is None or used + width(message) <= self._room:
            yield [*pointer, (f" {message}", "")]
        else:
            yield pointer
            yield from self._texts("│ ", message)

    def _related(self, spot: RelatedSpot) -> Iterator[StyledLine]:
        place = f"{safe.path(spot.path)}:{spot.span.line}:{spot.span.column}"
        yield from self._texts("↳ ", f"{place}: {safe.line(spot.message)}")
        text = self._sources.get(spot.source, spot.span.line)
        if text is not None:
            yield [self._bar(spot.span.line), ("".join(_pieces(text, spot.span, max(self._room, len(_TAB)))), "dim")]


def _pieces(text: str, span: Span, room: int) -> tuple[str, str, str]:
    """The text before, in and after the span on its first line, shortened to the available width.

    However long the line is, only the visible part is processed.
    """
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(text)
    before = _shown(text[max(0, start - room) : start])
    target = _shown(text[start:end][: room + 1])
    if start > room or width(before) + min(width(target), room // 2) > room:
        before = _tail(before, room // 2)
    target = cut(target, room - width(before))
    after = cut(_shown(text[end:][: room + 1]), room - width(before + target))
    return before, target, after


def _shown(text: str) -> str:
    return safe.reveal(text.replace("\t", _TAB))


def _tail(text: str, columns: int) -> str:
    """The end of a text after ``…``, within that many columns."""
    tail = text[-columns + 1 :]
    while width(tail) > columns - 1:
        tail = tail[1:]
    return "…" + tail
