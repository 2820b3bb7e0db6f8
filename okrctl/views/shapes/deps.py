"""The JSON of ``okrctl deps``."""

from __future__ import annotations

from typing import get_args

from okrctl.core.contracts.department_links import Tie
from okrctl.views.deps_data import SCHEMA
from okrctl.views.shapes._parts import (
    CONFLICT,
    COUNT,
    DAY,
    DEPENDENCY,
    FLAG,
    PROJECTION,
    REF,
    STATE,
    TEXT,
    listed,
    maybe,
    one_of,
    report,
    shape,
)

_FORECAST = maybe(shape({"day": maybe(DAY), **PROJECTION}))
_SHARED = {"kind": one_of(get_args(Tie)), "metric": maybe(TEXT), "departments": listed(TEXT), "refs": listed(REF)}
_PARTY = shape({"ref": REF, "value": TEXT})
SHAPE = report(
    SCHEMA,
    {
        "matrix": listed(shape({"from": TEXT, "to": TEXT, "count": COUNT, "worst": STATE})),
        "dependencies": listed(
            shape({**DEPENDENCY, "exposed": FLAG, "chain": listed(REF), "forecast": _FORECAST}),
        ),
        "shared": listed(shape(_SHARED)),
        "conflicts": listed(shape({"metric": maybe(TEXT), "kind": CONFLICT, "parties": listed(_PARTY)})),
        "cycles": listed(listed(REF)),
        "longest_chain": listed(REF),
        "most_depended_on": listed(shape({"department": TEXT, "count": COUNT})),
    },
)
