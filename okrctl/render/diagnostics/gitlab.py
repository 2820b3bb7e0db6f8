"""GitLab's Code Quality report."""

from __future__ import annotations

from okrctl.core.values import safe
from okrctl.core.values.diagnostic import Severity
from okrctl.render.data import json as writer
from okrctl.views.diagnostics import Report, sentence

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "advice": "info"}


def render(report: Report, width: int | None = None, ansi: bool = False) -> str:
    """An array with one object per finding, empty if there are none."""
    return writer.render(
        [
            {
                "description": f"{found.code}: {safe.line(sentence(found.message, found.help))}",
                "check_name": found.name,
                "fingerprint": fingerprint,
                "severity": _SEVERITIES[found.severity],
                "location": {"path": report.location(found.path), "lines": {"begin": found.span.line}},
            }
            for found, fingerprint in report.fingerprinted()
        ]
    )
