"""The JSON of ``okrctl import``."""

from __future__ import annotations

from okrctl.views.arrival_data import SCHEMA
from okrctl.views.shapes._parts import COUNT, FLAG, NUMBER, TEXT, listed, maybe, report, shape, usual

_COUNTS = {"type": "object", "additionalProperties": COUNT}
_TITLES = {"type": "object", "additionalProperties": listed(TEXT)}
_REMARK = usual("code name path at message help blocks")
_LEFT = usual("path at what text kept")
_SOURCE = {
    "system": TEXT,
    "files": listed(TEXT),
    "counts": _COUNTS,
    "notes": listed(TEXT),
    "remarks": listed(shape(_REMARK)),
    "left": listed(shape(_LEFT)),
    "differences": listed(shape({"at": TEXT, "title": TEXT, "source": NUMBER, "computed": NUMBER})),
    "hidden": _TITLES,
}
_CHANGED = {**usual("at ref field here"), "source": TEXT, "command": TEXT}
_HOW_MANY = shape({"items": COUNT, "check_ins": COUNT})
SHAPE = report(
    SCHEMA,
    {
        "dry_run": FLAG,
        "sources": listed(shape(_SOURCE)),
        "new": _HOW_MANY,
        "known": _HOW_MANY,
        "changed": listed(shape(_CHANGED)),
        "files": listed(shape({"path": TEXT, "change": TEXT})),
        "findings": maybe(listed(shape(_REMARK))),
    },
)
