"""The JSON of ``okrctl diff``."""

from __future__ import annotations

from typing import get_args

from okrctl.core.diff.compare import ItemEvent
from okrctl.core.diff.contracts import ContractEvent
from okrctl.core.diff.items import NodeKind
from okrctl.core.diff.journal import JournalEvent
from okrctl.views.changes_data import SCHEMA
from okrctl.views.shapes._parts import (
    CHANGED,
    DAY,
    FLAG,
    LEVEL,
    NUMBER,
    NUMBER_OR_TEXT,
    PLACE,
    REF,
    TEXT,
    listed,
    maybe,
    one_of,
    report,
    shape,
    usual,
)

_FIELD = {
    **CHANGED,
    "accounted": maybe(FLAG),
    "date": maybe(DAY),
    "why": maybe(TEXT),
    "approved_by": maybe(TEXT),
}
_ITEM = {
    "type": one_of(get_args(NodeKind)),
    **usual("ref from_ref department"),
    "title": maybe(TEXT),
    "events": listed(one_of(get_args(ItemEvent))),
    "fields": listed(shape(_FIELD)),
    "exposed": listed(REF),
    **PLACE,
}
_CONTRACT = {"event": one_of(get_args(ContractEvent)), "from": REF, **usual("on need due promised"), **PLACE}
_WORD = {"key": TEXT, "from": maybe(NUMBER_OR_TEXT), "to": maybe(NUMBER_OR_TEXT)}
_ENTRY = {
    "event": one_of(get_args(JournalEvent)),
    **usual("department date by"),
    "results": listed(shape(_WORD)),
    **PLACE,
}
_STANDING = maybe(shape({"score": maybe(NUMBER), "expected": maybe(NUMBER), "status": TEXT}))
_SCORE = {"type": LEVEL, "ref": maybe(REF), "from": _STANDING, "to": _STANDING}
SHAPE = report(
    SCHEMA,
    {
        "from": TEXT,
        "to": TEXT,
        "items": listed(shape(_ITEM)),
        "dependencies": listed(shape(_CONTRACT)),
        "check_ins": listed(shape(_ENTRY)),
        "settings": listed(shape({"department": maybe(TEXT), **CHANGED})),
        "scores": listed(shape(_SCORE)),
    },
)
