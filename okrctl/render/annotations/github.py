"""Annotations for GitHub Actions, then every finding on its own line.

The server shows only the first ten errors and ten warnings of a step, so the worst come first and the log has them all.
"""

from __future__ import annotations

from okrctl.core.values import safe
from okrctl.core.values.diagnostic import Diagnostic, Severity
from okrctl.render.diagnostics import concise
from okrctl.views.diagnostics import Report

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "notice"}


def render(report: Report) -> str:
    """Workflow commands and the list; nothing if there are no findings."""
    commands = "".join(f"{_command(report, each)}\n" for each in report.worst_first())
    return commands + concise.render(report)


def _command(report: Report, found: Diagnostic) -> str:
    span = found.span
    properties = {"file": report.location(found.path), "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"{found.code} {found.name}"
    written = ",".join(f"{key}={safe.github_property(str(value))}" for key, value in properties.items())
    message = found.message + (f"\n{found.help}" if found.help else "")
    return f"::{_COMMANDS[found.severity]} {written}::{safe.github_message(message)}"
