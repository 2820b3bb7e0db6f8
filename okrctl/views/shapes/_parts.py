"""The building blocks of shapes."""

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
    """An object with all of these keys, and no others unless ``more`` describes them."""
    told = {key: {"description": WORDS[key], **held} for key, held in keys.items()}
    return {"type": "object", "properties": told, "required": list(told), "additionalProperties": more or False}


def report(schema: str, keys: dict[str, Shape]) -> Shape:
    """The object of a report about a workspace."""
    return top(schema, {"organization": shape({"name": TEXT}), "as_of": DAY, **keys})


def top(schema: str, keys: dict[str, Shape]) -> Shape:
    """An object with this name and version."""
    return shape({"schema": {"const": schema}, **keys})


def _each(keys: str, held: Shape) -> dict[str, Shape]:
    return dict.fromkeys(keys.split(), held)


STATUS = one_of((*WORST_FIRST, *IN_STATE))
HEALTH = one_of(("healthy", "unhealthy", "stale", "no-data", "no-range"))
GRADE = maybe(one_of(("green", "amber", "red")))
SEVERITY = one_of(get_args(Severity))
STATE = one_of(STATES)
LEVEL = one_of(get_args(Level))
JUDGMENT = one_of(get_args(Judgment))
CONFLICT = one_of(get_args(ConflictKind))
KIND = maybe(one_of(kind.published_as for kind in offered()))
AMBITION = one_of(("committed", "aspirational"))
_USUAL: dict[str, Shape] = {
    **_each(
        "at band by code command department field id message method name on path ref status_reason text title "
        "topic verdict what",
        TEXT,
    ),
    **_each(
        "change definition entry_note from_ref help here indicator kept kpi metric need note owner "
        "pace_formula signal unit why",
        maybe(TEXT),
    ),
    **_each("contributors done joint_with tags", listed(TEXT)),
    **_each("at_end bias green high low mean_error probability probability_full weight", NUMBER),
    **_each("at_least at_most baseline confidence expected gap mean pace progress score target value", maybe(NUMBER)),
    **_each("achieved advice column count end_column end_line error overdue_days points total warning", COUNT),
    **_each("blocks confirmed counted unchanged", FLAG),
    **_each("date end start", DAY),
    **_each("due due_since last_check_in promised", maybe(DAY)),
    "status": STATUS,
    "grade": GRADE,
    "severity": SEVERITY,
    "state": STATE,
    "ambition": AMBITION,
}
"""Keys that have the same form in nearly all reports."""


def usual(keys: str) -> dict[str, Shape]:
    """These keys, separated by spaces, each in its usual form."""
    return {key: _USUAL[key] for key in keys.split()}


PLACE = {"path": TEXT, "line": COUNT}
CYCLE = shape(usual("name start end"))
PROJECTION = usual("at_end low high probability probability_full method points")
FORECAST = maybe(shape(PROJECTION))

LANDING = {"ref": REF, "date": DAY, "projected": maybe(NUMBER), "trend": maybe(NUMBER), "result": NUMBER}
KEY_RESULT = {
    **usual("ref title owner contributors"),
    "kind": KIND,
    "unit": maybe(TEXT),
    "weight": NUMBER,
    "due": DAY,
    **usual("baseline target change at_least at_most"),
    "hold": {"type": ["boolean", "string", "null"]},
    **{key: maybe(TEXT) for key in published_texts()},
    "counted": FLAG,
    "current": {"type": ["number", "string", "array", "null"], "items": TEXT},
    **usual("progress score expected gap status grade overdue_days confidence signal"),
    "verdict": maybe(TEXT),
    "projected": maybe(NUMBER_OR_TEXT),
    "last_check_in": maybe(DAY),
    "forecast": FORECAST,
    "landing": maybe(shape(LANDING)),
    **PLACE,
}
OBJECTIVE = {
    **usual("ref title owner contributors ambition joint_with"),
    "cycle": CYCLE,
    **usual("weight counted score progress expected gap status grade confidence note"),
    "forecast": FORECAST,
    "key_results": listed(shape(KEY_RESULT)),
}
KPI = {
    **usual("ref title owner unit value at_least at_most"),
    "health": HEALTH,
    **usual("signal verdict last_check_in overdue_days"),
}
DEPENDENCY = {"from": REF, **usual("on need due promised state confirmed"), **PLACE}
CALIBRATION = usual("department band count achieved low high")
CHANGED = {"field": TEXT, "from": maybe(NUMBER_OR_TEXT), "to": maybe(NUMBER_OR_TEXT), "judgement": JUDGMENT}
