"""The JSON of ``okrctl validate --statistics``."""

from __future__ import annotations

from okrctl.views.shapes._parts import listed, shape, top, usual
from okrctl.views.shapes.validate import COUNTS
from okrctl.views.statistics import SCHEMA

_RULE = usual("code name severity count")
SHAPE = top(SCHEMA, {"statistics": listed(shape(_RULE)), "summary": shape(COUNTS)})
