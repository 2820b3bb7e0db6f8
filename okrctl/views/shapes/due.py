"""The JSON of ``okrctl due``."""

from __future__ import annotations

from okrctl.views.due import SCHEMA
from okrctl.views.shapes._parts import COUNT, DAY, FORECAST, REF, TEXT, listed, maybe, report, shape

_ITEM = {
    "ref": REF,
    "title": TEXT,
    "owner": maybe(TEXT),
    "department": TEXT,
    "last_check_in": maybe(DAY),
    "due_since": maybe(DAY),
    "overdue_days": COUNT,
    "forecast": FORECAST,
    "command": TEXT,
}
_REQUEST = {"from": REF, "on": REF, "department": TEXT, "need": maybe(TEXT), "due": maybe(DAY), "command": TEXT}
SHAPE = report(SCHEMA, {"items": listed(shape(_ITEM)), "requests": listed(shape(_REQUEST))})
