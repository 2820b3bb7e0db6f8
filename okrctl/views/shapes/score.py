"""The JSON of ``okrctl score``."""

from __future__ import annotations

from okrctl.views.score import SCHEMA
from okrctl.views.shapes._parts import AMBITION, NUMBER, PLACE, TEXT, listed, maybe, report, shape, usual

_PART = shape(usual("score expected grade"))
_TOTAL = {**usual("score expected gap status"), "committed": _PART, "aspirational": _PART}
_SCORED = usual("ref title weight counted score grade expected gap status")
_EXPLANATION = {
    "formula": maybe(TEXT),
    **usual("pace pace_formula green status_reason"),
    "inputs": listed(shape({"name": TEXT, "value": TEXT, "note": maybe(TEXT), **PLACE})),
}
_KEY_RESULT = {**_SCORED, "progress": maybe(NUMBER), "explanation": shape(_EXPLANATION)}
_OBJECTIVE = {**_SCORED, "ambition": AMBITION, "formula": TEXT, "key_results": listed(shape(_KEY_RESULT))}
_DEPARTMENT = {**usual("id name weight"), **_TOTAL, "objectives": listed(shape(_OBJECTIVE))}
SHAPE = report(SCHEMA, {"organization": shape({"name": TEXT, **_TOTAL}), "departments": listed(shape(_DEPARTMENT))})
