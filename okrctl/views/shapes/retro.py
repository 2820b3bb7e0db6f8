"""The JSON of ``okrctl retro``."""

from __future__ import annotations

from okrctl.views.retro import SCHEMA
from okrctl.views.shapes._parts import (
    AMBITION,
    COUNT,
    CYCLE,
    DAY,
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
SHAPE = report(
    SCHEMA,
    {
        "cycle": CYCLE,
        "results": listed(shape(_RESULT)),
        "running": listed(shape(_RESULT)),
        "surprises": listed(shape(_REMARK)),
        "calibration": listed(shape({"department": TEXT, "band": TEXT, "count": COUNT, "mean_score": NUMBER})),
        "dependencies": listed(shape({"from": REF, "on": REF, "state": STATE, "due": maybe(DAY)})),
        "changes": listed(shape({"ref": REF, "date": DAY, "what": TEXT, "why": maybe(TEXT)})),
        "questions": listed(shape(_REMARK)),
    },
)
