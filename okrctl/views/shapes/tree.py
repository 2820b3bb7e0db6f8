"""The JSON of ``okrctl tree``."""

from __future__ import annotations

from okrctl.views.shapes._parts import NUMBER, REF, TEXT, listed, maybe, one_of, report, shape, usual
from okrctl.views.tree import SCHEMA

_NODE = {
    "ref": REF,
    "type": one_of(("objective", "key_result")),
    "title": TEXT,
    "department": TEXT,
    "cycle": TEXT,
    **usual("score expected gap status counted"),
    "supports": listed(REF),
    "supporters": listed(REF),
    "supporters_score": maybe(NUMBER),
}
SHAPE = report(SCHEMA, {"roots": listed(REF), "nodes": listed(shape(_NODE))})
