"""All findings as one versioned JSON object."""

from __future__ import annotations

from okrctl.render.data import json as writer
from okrctl.views.diagnostics import Report, as_json


def render(report: Report, width: int | None = None, ansi: bool = False) -> str:
    """The object, complete and valid even without findings."""
    return writer.render(as_json(report))
