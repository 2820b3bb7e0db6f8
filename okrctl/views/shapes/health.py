"""The JSON of ``okrctl health``."""

from __future__ import annotations

from okrctl.views.health import SCHEMA
from okrctl.views.shapes._parts import CALIBRATION, COUNT, PLACE, REF, TEXT, listed, maybe, report, shape

_EVIDENCE = {"evidence": listed(shape(PLACE))}
_SIGNAL = {"signal": TEXT, "department": TEXT, "ref": maybe(REF), "message": TEXT, **_EVIDENCE}
_SHARE = {"department": TEXT, "count": COUNT, "total": COUNT, **_EVIDENCE}
SHAPE = report(
    SCHEMA,
    {
        "signals": listed(shape(_SIGNAL)),
        "calibration": listed(shape({**CALIBRATION, **_EVIDENCE})),
        "overdue": listed(shape(_SHARE)),
        "tasks": listed(shape(_SHARE)),
    },
)
