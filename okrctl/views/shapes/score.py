"""The JSON of ``okrctl score``."""

from __future__ import annotations

from okrctl.views.score import SCHEMA
from okrctl.views.shapes._parts import (
    AMBITION,
    FLAG,
    GRADE,
    NUMBER,
    PLACE,
    REF,
    STATUS,
    TEXT,
    listed,
    maybe,
    report,
    shape,
)

_PART = shape({"score": maybe(NUMBER), "expected": maybe(NUMBER), "grade": GRADE})
_TOTAL = {
    "score": maybe(NUMBER),
    "expected": maybe(NUMBER),
    "gap": maybe(NUMBER),
    "status": STATUS,
    "committed": _PART,
    "aspirational": _PART,
}
_SCORED = {
    "ref": REF,
    "title": TEXT,
    "weight": NUMBER,
    "counted": FLAG,
    "score": maybe(NUMBER),
    "grade": GRADE,
    "expected": maybe(NUMBER),
    "gap": maybe(NUMBER),
    "status": STATUS,
}
_EXPLANATION = {
    "formula": maybe(TEXT),
    "pace": maybe(NUMBER),
    "pace_formula": maybe(TEXT),
    "green": NUMBER,
    "status_reason": TEXT,
    "inputs": listed(shape({"name": TEXT, "value": TEXT, "note": maybe(TEXT), **PLACE})),
}
_KEY_RESULT = {**_SCORED, "progress": maybe(NUMBER), "explanation": shape(_EXPLANATION)}
_OBJECTIVE = {**_SCORED, "ambition": AMBITION, "formula": TEXT, "key_results": listed(shape(_KEY_RESULT))}
_DEPARTMENT = {"id": TEXT, "name": TEXT, "weight": NUMBER, **_TOTAL, "objectives": listed(shape(_OBJECTIVE))}
SHAPE = report(SCHEMA, {"organization": shape({"name": TEXT, **_TOTAL}), "departments": listed(shape(_DEPARTMENT))})
