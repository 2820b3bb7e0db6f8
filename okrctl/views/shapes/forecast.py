"""The JSON of ``okrctl forecast``; without a trend its keys are null."""

from __future__ import annotations

from okrctl.views.forecast import SCHEMA
from okrctl.views.shapes._parts import DAY, NUMBER_OR_TEXT, PROJECTION, REF, listed, maybe, report, shape

_TREND = {key: maybe(held) for key, held in PROJECTION.items()}
_ITEM = {"ref": REF, "end": DAY, "projected": maybe(NUMBER_OR_TEXT), **_TREND}
SHAPE = report(SCHEMA, {"items": listed(shape(_ITEM))})
