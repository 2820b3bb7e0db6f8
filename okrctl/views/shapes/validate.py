"""The JSON of ``okrctl validate``; a line of ``--format jsonl`` is one of its diagnostics."""

from __future__ import annotations

from okrctl.views.diagnostics import SCHEMA
from okrctl.views.shapes._parts import COUNT, PLACE, SEVERITY, TEXT, listed, maybe, shape, top

_SPAN = {**PLACE, "column": COUNT, "end_line": COUNT, "end_column": COUNT}
_RELATED = {**_SPAN, "message": TEXT}
_FOUND = {
    "code": TEXT,
    "name": TEXT,
    "severity": SEVERITY,
    "message": TEXT,
    "help": maybe(TEXT),
    **_SPAN,
    "related": listed(shape(_RELATED)),
}
COUNTS = {"error": COUNT, "warning": COUNT, "advice": COUNT, "files": COUNT}
SHAPE = top(SCHEMA, {"diagnostics": listed(shape(_FOUND)), "summary": shape(COUNTS)})
