"""JSON Lines: an object a finding, of the same form as in the JSON report."""

from __future__ import annotations

from okrctl.render.data import json as writer
from okrctl.views.diagnostics import Report, diagnostic_json


def render(report: Report, width: int | None = None, ansi: bool = False) -> str:
    """A line a finding; nothing when there are none."""
    return "".join(f"{writer.line(diagnostic_json(report, each))}\n" for each in report.diagnostics)
