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
    SIGNAL,
    TEXT,
    Shape,
    listed,
    maybe,
    report,
    shape,
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
    "definition": maybe(TEXT),
    "metric": maybe(TEXT),
    "kpi": maybe(TEXT),
    "indicator": maybe(TEXT),
    "milestones": listed(_STEP),
}
_ENTRY = {
    "date": DAY,
    "by": TEXT,
    "value": maybe(NUMBER),
    "change": maybe(TEXT),
    "finished": maybe(FLAG),
    "done": listed(TEXT),
    "unchanged": FLAG,
    "confidence": maybe(NUMBER),
    "note": maybe(TEXT),
    "entry_note": maybe(TEXT),
    **PLACE,
}
_CHART = {
    "verdict": TEXT,
    "signal": SIGNAL,
    "mean": maybe(NUMBER),
    "low": maybe(NUMBER),
    "high": maybe(NUMBER),
    "level_since": COUNT,
}
_AMENDED = {
    "id": TEXT,
    "date": DAY,
    "field": TEXT,
    "from": ANYTHING,
    "to": ANYTHING,
    "why": maybe(TEXT),
    "approved_by": maybe(TEXT),
    **PLACE,
}
_EXCEPT = {"from": DAY, "to": DAY, "at_least": maybe(NUMBER), "at_most": maybe(NUMBER), "why": maybe(TEXT)}
_OF_KPI = {"definition": maybe(TEXT), "metric": maybe(TEXT), "tags": listed(TEXT), "except": listed(shape(_EXCEPT))}


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
