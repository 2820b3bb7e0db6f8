"""The JSON of ``okrctl retro``."""

from __future__ import annotations

from okrctl.views.retro import SCHEMA
from okrctl.views.shapes._parts import (
    AMBITION,
    CALIBRATION,
    COUNT,
    CYCLE,
    DAY,
    LANDING,
    NUMBER,
    REF,
    STATE,
    STATUS,
    TEXT,
    listed,
    maybe,
    report,
    shape,
)

_SCORED = {"ref": REF, "title": TEXT, "score": maybe(NUMBER), "status": STATUS}
_RESULT = {**_SCORED, "ambition": AMBITION, "learned": maybe(TEXT), "key_results": listed(shape(_SCORED))}
_REMARK = {"ref": REF, "message": TEXT}
_ERRORS = maybe(shape({"count": COUNT, "mean_error": NUMBER, "bias": NUMBER}))
SHAPE = report(
    SCHEMA,
    {
        "cycle": CYCLE,
        "results": listed(shape(_RESULT)),
        "running": listed(shape(_RESULT)),
        "surprises": listed(shape(_REMARK)),
        "calibration": listed(shape(CALIBRATION)),
        "landings": listed(shape(LANDING)),
        "record": listed(shape({"department": TEXT, "owners": _ERRORS, "trend": _ERRORS})),
        "dependencies": listed(shape({"from": REF, "on": REF, "state": STATE, "due": maybe(DAY)})),
        "changes": listed(shape({"ref": REF, "date": DAY, "what": TEXT, "why": maybe(TEXT)})),
        "questions": listed(shape(_REMARK)),
    },
)
