"""The JSON of ``okrctl export``."""

from __future__ import annotations

from okrctl.core.arrival.own import SCHEMA
from okrctl.views.shapes._parts import TEXT, listed, shape, top

_DATA = {"type": "object"}
SHAPE = top(SCHEMA, {"settings": _DATA, "files": listed(shape({"path": TEXT, "data": _DATA}))})
