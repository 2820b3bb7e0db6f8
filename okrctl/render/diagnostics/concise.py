"""A line a finding, ``path:line:column: CODE severity message``, as editors and ``grep`` like it."""

from __future__ import annotations

from okrctl.core.values import safe
from okrctl.core.values.diagnostic import Diagnostic
from okrctl.views.diagnostics import Report


def render(report: Report, width: int | None = None, ansi: bool = False) -> str:
    """The findings in order of file and position; nothing when there are none."""
    return "".join(f"{line(each)}\n" for each in report.diagnostics)


def line(found: Diagnostic) -> str:
    """One finding on one line, harmless in any log."""
    place = f"{safe.path(found.path)}:{found.span.line}:{found.span.column}"
    return safe.defuse(f"{place}: {found.code} {found.severity} {safe.line(found.message)}")
