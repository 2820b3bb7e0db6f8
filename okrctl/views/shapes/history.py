"""The JSON of ``okrctl history``."""

from __future__ import annotations

from okrctl.views.history import SCHEMA
from okrctl.views.shapes._parts import (
    CHANGED,
    COUNT,
    DAY,
    LANDING,
    NUMBER,
    NUMBER_OR_TEXT,
    REF,
    TEXT,
    listed,
    maybe,
    report,
    shape,
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
    "date": DAY,
    "by": TEXT,
    "value": maybe(NUMBER),
    "change": maybe(TEXT),
    "confidence": maybe(NUMBER),
    "score": maybe(NUMBER),
    "expected": maybe(NUMBER),
    "status": TEXT,
    "projected": maybe(NUMBER_OR_TEXT),
    "trend": maybe(NUMBER),
    "note": maybe(TEXT),
}
_KEYS = {"ref": REF, "title": TEXT, "unit": maybe(TEXT), "plan": listed(shape(_EVENT))}
SHAPE = report(
    SCHEMA, {**_KEYS, "check_ins": listed(shape(_ENTRY)), "earlier_days": COUNT, "landing": maybe(shape(LANDING))}
)
