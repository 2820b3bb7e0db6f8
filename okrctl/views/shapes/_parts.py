"""What shapes are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from okrctl.core.contracts.conflict import ConflictKind
from okrctl.core.contracts.dependency import STATES
from okrctl.core.diff.scores import Level
from okrctl.core.model.judges import Judgment
from okrctl.core.model.kind_fields import offered, published_texts
from okrctl.core.scores.scoring import IN_STATE, WORST_FIRST
from okrctl.core.values.diagnostic import Severity
from okrctl.views.shapes._words import WORDS

Shape = dict[str, Any]

TEXT: Shape = {"type": "string"}
NUMBER: Shape = {"type": "number"}
COUNT: Shape = {"type": "integer", "minimum": 0}
FLAG: Shape = {"type": "boolean"}
DAY: Shape = {"type": "string", "format": "date"}
REF: Shape = {"type": "string"}
ANYTHING: Shape = {}
NUMBER_OR_TEXT: Shape = {"type": ["number", "string"]}


def maybe(shape: Shape) -> Shape:
    """The same, or null."""
    if "enum" in shape:
        return {**shape, "enum": [*shape["enum"], None]}
    if "type" not in shape:
        return shape
    types = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
    return {**shape, "type": [*types, "null"]}


def listed(shape: Shape) -> Shape:
    """A list of these."""
    return {"type": "array", "items": shape}


def one_of(names: Iterable[str]) -> Shape:
    """One of these texts."""
    return {"enum": list(dict.fromkeys(names))}


def shape(keys: dict[str, Shape], more: Shape | None = None) -> Shape:
    """An object with all of these keys, and of no others unless ``more`` says what they hold."""
    told = {key: {"description": WORDS[key], **held} for key, held in keys.items()}
    return {"type": "object", "properties": told, "required": list(told), "additionalProperties": more or False}


def report(schema: str, keys: dict[str, Shape]) -> Shape:
    """The object of a report about a workspace."""
    return top(schema, {"organization": shape({"name": TEXT}), "as_of": DAY, **keys})


def top(schema: str, keys: dict[str, Shape]) -> Shape:
    """An object of this name and version."""
    return shape({"schema": {"const": schema}, **keys})


STATUS = one_of((*WORST_FIRST, *IN_STATE))
HEALTH = one_of(("healthy", "unhealthy", "stale", "no-data", "no-range"))
GRADE = maybe(one_of(("green", "amber", "red")))
SEVERITY = one_of(get_args(Severity))
STATE = one_of(STATES)
LEVEL = one_of(get_args(Level))
JUDGMENT = one_of(get_args(Judgment))
CONFLICT = one_of(get_args(ConflictKind))
KIND = maybe(one_of(kind.published_as for kind in offered()))
PLACE = {"path": TEXT, "line": COUNT}
CYCLE = shape({"name": TEXT, "start": DAY, "end": DAY})
AMBITION = one_of(("committed", "aspirational"))
SIGNAL = maybe(TEXT)
PROJECTION = {
    "at_end": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
    "probability": NUMBER,
    "probability_full": NUMBER,
    "method": TEXT,
    "points": COUNT,
}
FORECAST = maybe(shape(PROJECTION))

LANDING = {"ref": REF, "date": DAY, "projected": maybe(NUMBER), "trend": maybe(NUMBER), "result": NUMBER}
KEY_RESULT = {
    "ref": REF,
    "title": TEXT,
    "owner": maybe(TEXT),
    "contributors": listed(TEXT),
    "kind": KIND,
    "unit": maybe(TEXT),
    "weight": NUMBER,
    "due": DAY,
    "baseline": maybe(NUMBER),
    "target": maybe(NUMBER),
    "change": maybe(TEXT),
    "at_least": maybe(NUMBER),
    "at_most": maybe(NUMBER),
    "hold": {"type": ["boolean", "string", "null"]},
    **{key: maybe(TEXT) for key in published_texts()},
    "counted": FLAG,
    "current": {"type": ["number", "string", "array", "null"], "items": TEXT},
    "progress": maybe(NUMBER),
    "score": maybe(NUMBER),
    "expected": maybe(NUMBER),
    "gap": maybe(NUMBER),
    "status": STATUS,
    "grade": GRADE,
    "overdue_days": COUNT,
    "confidence": maybe(NUMBER),
    "signal": SIGNAL,
    "verdict": maybe(TEXT),
    "projected": maybe(NUMBER_OR_TEXT),
    "last_check_in": maybe(DAY),
    "forecast": FORECAST,
    "landing": maybe(shape(LANDING)),
    **PLACE,
}
OBJECTIVE = {
    "ref": REF,
    "title": TEXT,
    "owner": maybe(TEXT),
    "contributors": listed(TEXT),
    "ambition": AMBITION,
    "joint_with": listed(TEXT),
    "cycle": CYCLE,
    "weight": NUMBER,
    "counted": FLAG,
    "score": maybe(NUMBER),
    "progress": maybe(NUMBER),
    "expected": maybe(NUMBER),
    "gap": maybe(NUMBER),
    "status": STATUS,
    "grade": GRADE,
    "confidence": maybe(NUMBER),
    "note": maybe(TEXT),
    "forecast": FORECAST,
    "key_results": listed(shape(KEY_RESULT)),
}
KPI = {
    "ref": REF,
    "title": TEXT,
    "owner": maybe(TEXT),
    "unit": maybe(TEXT),
    "value": maybe(NUMBER),
    "at_least": maybe(NUMBER),
    "at_most": maybe(NUMBER),
    "health": HEALTH,
    "signal": SIGNAL,
    "verdict": TEXT,
    "last_check_in": maybe(DAY),
    "overdue_days": COUNT,
}
DEPENDENCY = {
    "from": REF,
    "on": REF,
    "need": maybe(TEXT),
    "due": maybe(DAY),
    "promised": maybe(DAY),
    "state": STATE,
    "confirmed": FLAG,
    **PLACE,
}
CALIBRATION = {"department": TEXT, "band": TEXT, "count": COUNT, "achieved": COUNT, "low": NUMBER, "high": NUMBER}
CHANGED = {"field": TEXT, "from": maybe(NUMBER_OR_TEXT), "to": maybe(NUMBER_OR_TEXT), "judgement": JUDGMENT}
