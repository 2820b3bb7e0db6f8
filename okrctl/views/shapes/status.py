"""The JSON of ``okrctl status``."""

from __future__ import annotations

from okrctl.core.scores.scoring import IN_STATE, WORST_FIRST
from okrctl.views.shapes._parts import (
    COUNT,
    DAY,
    KPI,
    NUMBER,
    OBJECTIVE,
    REF,
    STATUS,
    TEXT,
    listed,
    maybe,
    report,
    shape,
    usual,
)
from okrctl.views.status_data import SCHEMA

_PART = shape({"score": maybe(NUMBER), "expected": maybe(NUMBER)})
_COUNTS = {
    "type": "object",
    "propertyNames": {"enum": [*WORST_FIRST, *IN_STATE]},
    "additionalProperties": COUNT,
}
_TOTAL = {
    **usual("score progress expected gap"),
    "committed": _PART,
    "aspirational": _PART,
    "status": STATUS,
    "counts": _COUNTS,
    "coverage": shape({"reported": COUNT, "total": COUNT}),
    "to_close": listed(REF),
    "worst": listed(REF),
}
_DEPARTMENT = {
    "id": TEXT,
    "name": TEXT,
    **_TOTAL,
    "joint": listed(REF),
    "kpis": listed(shape(KPI)),
    "objectives": listed(shape(OBJECTIVE)),
}
_SINCE = {
    "day": DAY,
    "score": maybe(NUMBER),
    "statuses": listed(shape({"ref": REF, "from": maybe(STATUS), "to": STATUS})),
    "changes": listed(shape({"ref": REF, "date": DAY, "change": TEXT, "why": maybe(TEXT)})),
    "check_ins": {"type": "object", "additionalProperties": COUNT},
}
SHAPE = report(
    SCHEMA,
    {
        "organization": shape({"name": TEXT, **_TOTAL}),
        "since": shape(_SINCE),
        "departments": listed(shape(_DEPARTMENT)),
    },
)
SHAPE["required"].remove("since")  # only there with --since
