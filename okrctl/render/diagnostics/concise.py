"""One line per finding, ``path:line:column: CODE severity message``, for editors and ``grep``."""

from __future__ import annotations

from okrctl.core.values import safe
from okrctl.core.values.diagnostic import Diagnostic
from okrctl.views.diagnostics import Report


def render(report: Report, width: int | None = None, ansi: bool = False) -> str:
    """The findings by file and position; nothing if there are none."""
    return "".join(f"{line(each)}\n" for each in report.diagnostics)


def line(found: Diagnostic) -> str:
    """One finding on one line, safe in any log."""
    place = f"{safe.path(found.path)}:{found.span.line}:{found.span.column}"
    return safe.defuse(f"{place}: {found.code} {found.severity} {safe.line(found.message)}")
