"""The JSON of ``okrctl validate``; a line of ``--format jsonl`` is one of its diagnostics."""

from __future__ import annotations

from okrctl.views.diagnostics import SCHEMA
from okrctl.views.shapes._parts import COUNT, PLACE, TEXT, listed, shape, top, usual

_SPAN = {**PLACE, **usual("column end_line end_column")}
_RELATED = {**_SPAN, "message": TEXT}
_FOUND = {**usual("code name severity message help"), **_SPAN, "related": listed(shape(_RELATED))}
COUNTS = {**usual("error warning advice"), "files": COUNT}
SHAPE = top(SCHEMA, {"diagnostics": listed(shape(_FOUND)), "summary": shape(COUNTS)})
