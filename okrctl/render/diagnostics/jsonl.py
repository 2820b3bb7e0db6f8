"""JSON Lines: one object per finding, in the same form as in the JSON report."""

from __future__ import annotations

from okrctl.render.data import json as writer
from okrctl.views.diagnostics import Report, diagnostic_json


def render(report: Report, width: int | None = None, ansi: bool = False) -> str:
    """One line per finding; nothing if there are none."""
    return "".join(f"{writer.line(diagnostic_json(report, each))}\n" for each in report.diagnostics)
