"""The JSON of ``okrctl forecast``; without a trend all but the reference and the day is null."""

from __future__ import annotations

from okrctl.views.forecast import SCHEMA
from okrctl.views.shapes._parts import DAY, PROJECTION, REF, listed, maybe, report, shape

_ITEM = {"ref": REF, "end": DAY, **{key: maybe(held) for key, held in PROJECTION.items()}}
SHAPE = report(SCHEMA, {"items": listed(shape(_ITEM))})
