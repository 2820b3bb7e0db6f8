"""Documents that are plainly right, from plain data, without the models: nearly all files, nearly always.

The models of ``core/document.py`` and ``core/settings.py`` are the description of the format, and have the words for
what is wrong. This is the short way for what is right: the same keys, the same types, the same attributes on what comes
out. A single doubt sends the document to the models. A test holds both against each other, key by key.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from okrctl.core.cycle import parse_date
from okrctl.core.origin import misfit
from okrctl.core.parse import (
    parse_cycle_name,
    parse_days,
    parse_flag,
    parse_id,
    parse_positive,
    parse_share,
    parse_table,
    parse_weight,
)
from okrctl.core.plain.readers import (
    Doubt,
    Read,
    Shape,
    as_is,
    either,
    many,
    mapping,
    nothing,
    one_of,
    one_or_many,
    parsed,
    text,
    title,
)
from okrctl.core.quantity import parse_amount, parse_duration, parse_number
from okrctl.core.references import parse_reference
from okrctl.core.registry import kind_fields

FORMAT_VERSION = "1"


def plain(name: str, data: Any) -> Any:
    """The document in plain data, with the attributes of its model; None where any of it might be wrong.

    Args:
        name: ``department``, ``objective`` or ``workspace``.
        data: as read from a file; it is not changed.
    """
    try:
        return documents()[name](data)
    except Doubt:
        return None


def _two_numbers(data: Any) -> list[Any]:
    found: list[Any] = many(_number)(data)
    if len(found) != 2:
        raise Doubt
    return found


def _fitting_source(data: Any) -> Any:
    found = _SOURCE(data)
    if misfit(found) is not None:
        raise Doubt
    return found


_id, _ref, _day = parsed(parse_id), parsed(parse_reference), parsed(parse_date)
_number, _weight, _cycle = parsed(parse_number), parsed(parse_weight), parsed(parse_cycle_name)
_texts, _refs = one_or_many(text, str), one_or_many(_ref, str)
_indicator = one_of("leading", "lagging")

_CADENCE_KEYS = {"every": parsed(parse_days), "grace": parsed(parse_duration)}
_CADENCE = Shape(_CADENCE_KEYS)
_SOURCE = Shape(
    {
        **dict.fromkeys(("about", "file", "database", "sheet", "value", "where", "query"), text),
        "files": mapping(parsed(parse_table), text),
    }
)
_source = either(text, _fitting_source)
_PROMISE = Shape({"ref": _ref, "due": _day}, ["ref"])
_DROPPED = Shape({"date": _day, "why": text}, ["date", "why"])
_CLOSED = Shape({"date": _day, "learned": text}, ["date"])
_AMENDMENT = Shape(
    {"date": _day, "field": text, "from": as_is, "to": as_is, "why": text, "approved_by": text},
    ["date", "field", "why"],
    {"from": "before", "to": "after"},
)
_ITEM: dict[str, Read] = {
    "id": _id,
    "why": text,
    "owner": text,
    "weight": _weight,
    "tags": _texts,
    "links": many(Shape({"title": text, "url": text}, ["url"])),
    "check_in": _CADENCE,
    "supports": _refs,
    "depends_on": many(Shape({"ref": _ref, "need": text, "due": _day}, ["ref"])),
    "promised_to": one_or_many(either(_ref, _PROMISE), str, dict),
    "draft": parsed(parse_flag),
    "dropped": _DROPPED,
    "amended": many(_AMENDMENT),
    "closed": _CLOSED,
    "carried_from": _ref,
    "formerly": _refs,
}
_KEY_RESULT: dict[str, Read] = {
    **_ITEM,
    "title": title,
    "unit": text,
    "metric": _id,
    "kpi": _ref,
    "definition": text,
    "due": _day,
    "source": _source,
    "indicator": _indicator,
}
_KIND_TYPES: dict[str, Read] = {
    "number": _number,
    "change": parsed(parse_amount),
    "checkpoints": mapping(_day, parsed(parse_amount)),
    "count": parsed(parse_positive),
    "share": parsed(parse_share),
    "text": text,
    "milestones": many(Shape({"id": _id, "title": title, "due": _day, "weight": _weight}, ["id", "title"])),
}
_OBJECTIVE: dict[str, Read] = {
    **_ITEM,
    "title": title,
    "cycle": _cycle,
    "ambition": one_of("committed", "aspirational"),
    "joint_with": _texts,
    "initiatives": many(as_is),
}
_EXCEPTION = Shape(
    {"from": _day, "to": _day, "at_least": _number, "at_most": _number, "why": text},
    ["from", "to"],
    {"from": "start", "to": "end"},
)
_KPI = Shape(
    {
        "id": _id,
        "title": title,
        "unit": text,
        "metric": _id,
        "definition": text,
        "owner": text,
        "at_least": _number,
        "at_most": _number,
        "except": many(_EXCEPTION),
        "check_in": _CADENCE,
        "source": _source,
        "tags": _texts,
    },
    ["id", "title"],
    {"except": "exceptions"},
)
_METRIC = Shape(
    {
        "title": title,
        "unit": text,
        "better": one_of("higher", "lower"),
        "definition": text,
        "indicator": _indicator,
        "source": _source,
        "tags": _texts,
    },
    ["title"],
)
_MONTH, _SECONDS = re.compile("[1-9]|1[0-2]"), re.compile("[1-9][0-9]{0,2}")
_WORKSPACE: dict[str, Read] = {
    "okrctl": one_of(FORMAT_VERSION),
    "organization": text,
    "files": _texts,
    "fiscal_year": Shape(
        {
            "starts": parsed(lambda text: text if _MONTH.fullmatch(text) else None),
            "named_after": one_of("start", "end"),
        },
        ["starts"],
    ),
    "external": many(_id),
    "people": mapping(_id, Shape({"name": text, "email": text, "owns": _texts})),
    "check_in": Shape({**_CADENCE_KEYS, "layout": one_of("in-file", "file-per-check-in")}),
    "pace": Shape({"at_risk": _weight, "off_track": _weight}),
    "grades": Shape({"aspirational": _two_numbers, "committed": _two_numbers}),
    "metrics": mapping(_id, _METRIC),
    "sources": Shape(
        {"allow": _texts, "seconds": parsed(lambda text: text if _SECONDS.fullmatch(text) else None)},
        given={"seconds": "20"},
    ),
    "rules": mapping(parsed(str), one_of("off", "advice", "warning", "error")),
}


@cache
def documents() -> dict[str, Shape]:
    """The shapes of whole documents; key results take the keys of every kind that is found."""
    kinds = {key: _KIND_TYPES[text_type] for key, text_type in kind_fields().items()}
    objective = Shape(
        {**_OBJECTIVE, "key_results": many(Shape({**_KEY_RESULT, **kinds}, ["id"]))}, ["id", "title", "key_results"]
    )
    department: dict[str, Read] = {
        "okrctl": one_of(FORMAT_VERSION),
        "department": _id,
        "name": text,
        "lead": text,
        "weight": _weight,
        "cycle": _cycle,
        "check_in": _CADENCE,
        "objectives": many(objective),
        "kpis": many(_KPI),
        # entries have a short way of their own, see core/entries.py
        "check_ins": nothing,
    }
    return {
        "objective": objective,
        "department": Shape(department, ["okrctl", "department"]),
        "workspace": Shape(_WORKSPACE, ["okrctl", "organization"]),
    }
