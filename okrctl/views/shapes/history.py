"""The JSON of ``okrctl history``."""

from __future__ import annotations

from okrctl.views.history import SCHEMA
from okrctl.views.shapes._parts import (
    CHANGED,
    COUNT,
    LANDING,
    NUMBER,
    NUMBER_OR_TEXT,
    TEXT,
    listed,
    maybe,
    report,
    shape,
    usual,
)

_EVENT = {
    "date": TEXT,
    "commit": maybe(TEXT),
    "by": maybe(TEXT),
    "subject": TEXT,
    "event": TEXT,
    "fields": listed(shape(CHANGED)),
}
_ENTRY = {
    **usual("date by value change confidence score expected"),
    "status": TEXT,
    "projected": maybe(NUMBER_OR_TEXT),
    "trend": maybe(NUMBER),
    "note": maybe(TEXT),
}
_KEYS = {**usual("ref title unit"), "plan": listed(shape(_EVENT))}
SHAPE = report(
    SCHEMA, {**_KEYS, "check_ins": listed(shape(_ENTRY)), "earlier_days": COUNT, "landing": maybe(shape(LANDING))}
)
