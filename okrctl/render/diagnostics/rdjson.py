"""Reviewdog's diagnostic format, for review comments: texts are Markdown."""

from __future__ import annotations

from typing import Any

from okrctl.core.values import safe
from okrctl.core.values.diagnostic import Severity, Span
from okrctl.render.data import json as writer
from okrctl.views.diagnostics import Lines, Report, sentence

_SEVERITIES: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "advice": "INFO"}


def render(report: Report, width: int | None = None, ansi: bool = False) -> str:
    """One object with all findings."""
    lines = report.lines()
    return writer.render(
        {
            "source": {"name": "okrctl"},
            "diagnostics": [
                {
                    "message": safe.markdown(sentence(found.message, found.help)),
                    "location": _location(report, lines, found.path, found.span),
                    "severity": _SEVERITIES[found.severity],
                    "code": {"value": f"{found.code} {found.name}"},
                    "related_locations": [
                        {
                            "message": safe.markdown(spot.message),
                            "location": _location(report, lines, spot.path, spot.span),
                        }
                        for spot in found.related
                    ],
                }
                for found in report.diagnostics
            ],
        }
    )


def _location(report: Report, lines: Lines, path: str, span: Span) -> dict[str, Any]:
    return {
        "path": report.location(path),
        "range": {
            "start": {"line": span.line, "column": _bytes(lines, path, span.line, span.column)},
            "end": {"line": span.end_line, "column": _bytes(lines, path, span.end_line, span.end_column)},
        },
    }


def _bytes(lines: Lines, path: str, line: int, column: int) -> int:
    """The column as this format counts: bytes of UTF-8, from 1."""
    before = (lines.get(path, line) or "")[: column - 1]
    return column + len(before.encode("utf-8", "surrogatepass")) - len(before)
