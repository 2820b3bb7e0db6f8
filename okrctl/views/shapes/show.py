"""The JSON of ``okrctl show``: one of three objects, by the key ``type``."""

from __future__ import annotations

from okrctl.views.shapes._parts import (
    AMBITION,
    ANYTHING,
    COUNT,
    CYCLE,
    DAY,
    DEPENDENCY,
    FLAG,
    FORECAST,
    KEY_RESULT,
    KPI,
    LANDING,
    NUMBER,
    OBJECTIVE,
    PLACE,
    REF,
    TEXT,
    Shape,
    listed,
    maybe,
    report,
    shape,
    usual,
)
from okrctl.views.show_data import SCHEMA

_LINK = shape({"from": REF, "to": REF, "due": maybe(DAY)})
_TIES = {
    "supports": listed(_LINK),
    "supported_by": listed(_LINK),
    "needs": listed(shape(DEPENDENCY)),
    "waiting": listed(shape(DEPENDENCY)),
    "unasked": listed(_LINK),
}
_WORDS = {
    "why": maybe(TEXT),
    "tags": listed(TEXT),
    "links": listed(shape({"title": maybe(TEXT), "url": TEXT})),
    "dropped": maybe(shape({"date": DAY, "why": TEXT})),
    "closed": maybe(shape({"date": DAY, "learned": maybe(TEXT)})),
    "carried_from": maybe(TEXT),
    "formerly": listed(TEXT),
}
_STEP = shape({"id": TEXT, "title": TEXT, "due": DAY, "weight": NUMBER, "done": FLAG})
_DETAILS = {
    "objective": REF,
    "ambition": AMBITION,
    "cycle": CYCLE,
    **usual("definition metric kpi indicator"),
    "milestones": listed(_STEP),
}
_ENTRY = {
    **usual("date by value change"),
    "finished": maybe(FLAG),
    **usual("done unchanged confidence note entry_note"),
    **PLACE,
}
_CHART = {**usual("verdict signal mean"), "low": maybe(NUMBER), "high": maybe(NUMBER), "level_since": COUNT}
_AMENDED = {
    **usual("id date field"),
    "from": ANYTHING,
    "to": ANYTHING,
    "why": maybe(TEXT),
    "approved_by": maybe(TEXT),
    **PLACE,
}
_EXCEPT = {"from": DAY, "to": DAY, **usual("at_least at_most why")}
_OF_KPI = {**usual("definition metric tags"), "except": listed(shape(_EXCEPT))}


def _about(name: str, keys: dict[str, Shape]) -> Shape:
    return report(SCHEMA, {"type": {"const": name}, **keys})


_OBJECTIVE = _about(
    "objective",
    {
        # what else the format knows of an item stands there as text
        "item": shape({**OBJECTIVE, **PLACE, **_WORDS, "initiatives": listed(TEXT)}, TEXT),
        "forecast": FORECAST,
        "amended": listed(shape(_AMENDED)),
        "check_ins": listed(shape({**_ENTRY, "ref": REF})),
        **_TIES,
    },
)
_KEY_RESULT = _about(
    "key_result",
    {
        "item": shape({**KEY_RESULT, **_DETAILS, **_WORDS}, TEXT),
        "chart": maybe(shape(_CHART)),
        "forecast": FORECAST,
        "landing": maybe(shape(LANDING)),
        "amended": listed(shape(_AMENDED)),
        "check_ins": listed(shape(_ENTRY)),
        **_TIES,
    },
)
_KPI = _about(
    "kpi",
    {
        "item": shape({**KPI, **_OF_KPI, **PLACE}),
        "chart": maybe(shape(_CHART)),
        "read_by": listed(REF),
        "check_ins": listed(shape(_ENTRY)),
    },
)
_BROKEN = _about("objective", {"item": shape({"ref": REF, **PLACE})})
SHAPE: Shape = {
    "type": "object",
    "properties": {"schema": {"const": SCHEMA}, "type": {"enum": ["objective", "key_result", "kpi"]}},
    "anyOf": [_OBJECTIVE, _KEY_RESULT, _KPI, _BROKEN],
}
