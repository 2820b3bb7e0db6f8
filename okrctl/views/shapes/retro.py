"""The JSON of ``okrctl retro``."""

from __future__ import annotations

from okrctl.views.retro import SCHEMA
from okrctl.views.shapes._parts import (
    AMBITION,
    CALIBRATION,
    CYCLE,
    LANDING,
    REF,
    TEXT,
    listed,
    maybe,
    report,
    shape,
    usual,
)

_SCORED = usual("ref title score status")
_RESULT = {**_SCORED, "ambition": AMBITION, "learned": maybe(TEXT), "key_results": listed(shape(_SCORED))}
_REMARK = {"ref": REF, "message": TEXT}
_ERRORS = maybe(shape(usual("count mean_error bias")))
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
        "dependencies": listed(shape({"from": REF, **usual("on state due")})),
        "changes": listed(shape(usual("ref date what why"))),
        "questions": listed(shape(_REMARK)),
    },
)
