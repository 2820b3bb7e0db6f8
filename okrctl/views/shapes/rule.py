"""The JSON of ``okrctl rule``."""

from __future__ import annotations

from okrctl.views.rules import SCHEMA
from okrctl.views.shapes._parts import SEVERITY, TEXT, listed, maybe, shape, top

_RULE = {"code": TEXT, "name": TEXT, "severity": SEVERITY, "needs": maybe(TEXT), "summary": TEXT, "page": TEXT}
SHAPE = top(SCHEMA, {"rules": listed(shape(_RULE))})
