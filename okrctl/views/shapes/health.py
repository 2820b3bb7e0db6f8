"""The JSON of ``okrctl health``."""

from __future__ import annotations

from okrctl.views.health import SCHEMA
from okrctl.views.shapes._parts import CALIBRATION, PLACE, REF, TEXT, listed, maybe, report, shape, usual

_EVIDENCE = {"evidence": listed(shape(PLACE))}
_SIGNAL = {"signal": TEXT, "department": TEXT, "ref": maybe(REF), "message": TEXT, **_EVIDENCE}
_SHARE = {**usual("department count total"), **_EVIDENCE}
SHAPE = report(
    SCHEMA,
    {
        "signals": listed(shape(_SIGNAL)),
        "calibration": listed(shape({**CALIBRATION, **_EVIDENCE})),
        "overdue": listed(shape(_SHARE)),
        "tasks": listed(shape(_SHARE)),
    },
)
