"""The shape of the JSON of ``okrctl export``."""

from __future__ import annotations

from okrctl.core.arrival.own import SCHEMA
from okrctl.views.records import TEXT, Record, listed, top

_DATA = {"type": "object"}
SHAPE = top(SCHEMA, {"settings": _DATA, "files": listed(Record({"path": TEXT, "data": _DATA}))})
