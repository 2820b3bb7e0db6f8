"""The JSON of ``okrctl rule``."""

from __future__ import annotations

from okrctl.views.rules import SCHEMA
from okrctl.views.shapes._parts import TEXT, listed, maybe, shape, top, usual

_RULE = {**usual("code name severity"), "needs": maybe(TEXT), "summary": TEXT, "page": TEXT}
SHAPE = top(SCHEMA, {"rules": listed(shape(_RULE))})
