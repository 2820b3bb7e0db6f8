"""The JSON of ``okrctl due``."""

from __future__ import annotations

from okrctl.views.due import SCHEMA
from okrctl.views.shapes._parts import FORECAST, REF, TEXT, listed, report, shape, usual

_ITEM = {
    **usual("ref title owner department last_check_in due_since overdue_days"),
    "forecast": FORECAST,
    "command": TEXT,
}
_REQUEST = {"from": REF, **usual("on department need due command")}
SHAPE = report(SCHEMA, {"items": listed(shape(_ITEM)), "requests": listed(shape(_REQUEST))})
