"""The JSON of ``okrctl validate --statistics``."""

from __future__ import annotations

from okrctl.views.shapes._parts import COUNT, SEVERITY, TEXT, listed, shape, top
from okrctl.views.shapes.validate import COUNTS
from okrctl.views.statistics import SCHEMA

_RULE = {"code": TEXT, "name": TEXT, "severity": SEVERITY, "count": COUNT}
SHAPE = top(SCHEMA, {"statistics": listed(shape(_RULE)), "summary": shape(COUNTS)})
