"""The JSON of ``okrctl review``."""

from __future__ import annotations

from okrctl.views.coach import SCHEMA
from okrctl.views.shapes._parts import COUNT, REF, TEXT, listed, maybe, report, shape, usual

_REMARK = {**usual("topic ref message help"), "title": maybe(TEXT), "path": TEXT, "line": COUNT}
_QUESTION = {"ref": TEXT, "question": TEXT}
_DEPARTMENT = {
    "id": TEXT,
    "objectives": listed(REF),
    "remarks": listed(shape(_REMARK)),
    "questions": listed(shape(_QUESTION)),
}
SHAPE = report(SCHEMA, {"departments": listed(shape(_DEPARTMENT))})
