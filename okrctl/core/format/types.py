"""Field types: how the text of a field becomes a value, for pydantic models and for the JSON Schema.

A field's type decides what its text means. Each type carries the words of its refusal (a rule's slug, a message and a
way out) and the JSON Schema that an editor checks with; the schema also takes what other YAML readers make of the text
(numbers, booleans).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, cast

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from okrctl.core.format.literals import (
    LONGEST_TITLE,
    parse_cycle_name,
    parse_days,
    parse_flag,
    parse_id,
    parse_positive,
    parse_reference,
    parse_share,
    parse_table,
    parse_weight,
)
from okrctl.core.values.cycle import parse_date
from okrctl.core.values.quantity import Amount, parse_amount, parse_duration, parse_number

_DIGITS = r"([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
NUMBER_SCHEMA = {"type": ["number", "string"], "pattern": f"^[+-]?{_DIGITS}$", "maxLength": 40}


def refuse(rule: str, message: str, help: str = "") -> PydanticCustomError:
    """An error that carries the slug of a rule, a message and a way out (braces in either are plain text)."""
    return PydanticCustomError(cast("Any", rule), "{text}", {"text": message, "help": help})


def _shown(value: object) -> str:
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else value[:59] + "…")
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "nothing"


def _parsed(parse: Callable[[str], Any], rule: str, what: str, help: str) -> Any:
    """A validator that turns text into a value, or refuses with the rule's slug."""

    def validate(value: object) -> Any:
        if value is None:
            raise refuse("missing-key", "the value is missing", help)
        if not isinstance(value, str):
            # a Python value comes only from our own defaults, text from files
            raise refuse("wrong-type", f"{_shown(value)} stands where {what} is wanted", help)
        result = parse(value)
        if result is None:
            raise refuse(rule, f"{_shown(value)} is not {what}", help)
        return result

    return PlainValidator(validate)


def _number_help() -> str:
    return "write digits with a point, such as 57500 or 0.5: no unit, no thousands separators"


def id_problem(text: str) -> str:
    """The way out for a text that is no id."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    suggestion = f"; for instance {slug}" if parse_id(slug) else ""
    return f"use small letters, digits and hyphens, with at least one letter, not beginning with x-{suggestion}"


def _identifier(value: object) -> str:
    if not isinstance(value, str):
        raise refuse("bad-id", f"{_shown(value)} stands where an id is wanted", id_problem(""))
    if parse_id(value) is None:
        raise refuse("bad-id", f"{_shown(value)} is not an id", id_problem(value))
    return value


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


_NUMBER_HELP = _number_help()
_DATE_HELP = "write year-month-day, such as 2026-03-31, between 1970 and 2200"
_CYCLE_HELP = "write 2026, 2026-H1, 2026-Q1, 2026-03, FY2026-Q1, or two dates: 2026-01-15/2026-07-14"
_YEAR = "(19[789][0-9]|2[01][0-9]{2}|2200)"
_DATE = f"{_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
DATE_SCHEMA = {"type": "string", "format": "date", "pattern": f"^{_DATE}$"}
_DURATION = {"type": "string", "pattern": "^[0-9]{1,4}[dw]$"}

_TEXT_SCHEMA = {"type": ["string", "number", "boolean"], "minLength": 1}

Text = Annotated[str, Field(min_length=1), WithJsonSchema(_TEXT_SCHEMA)]
Title = Annotated[
    str, Field(min_length=1, max_length=LONGEST_TITLE), WithJsonSchema({**_TEXT_SCHEMA, "maxLength": LONGEST_TITLE})
]
Number = Annotated[
    Fraction, _parsed(parse_number, "bad-number", "a number", _NUMBER_HELP), WithJsonSchema(NUMBER_SCHEMA)
]
Count = Annotated[
    Fraction,
    _parsed(parse_positive, "bad-number", "a number above 0", _NUMBER_HELP),
    WithJsonSchema({**NUMBER_SCHEMA, "exclusiveMinimum": 0}),
]
Weight = Annotated[
    Fraction,
    _parsed(parse_weight, "bad-number", "a weight of 0 or more", "0 means: shown and watched, not averaged"),
    WithJsonSchema({**NUMBER_SCHEMA, "minimum": 0}),
]
Confidence = Annotated[
    Fraction,
    _parsed(parse_number, "bad-number", "a number", "write a number from 0 to 10"),
    # beyond 0 to 10 it is a number all the same: the rule bad-confidence speaks then
    WithJsonSchema({**NUMBER_SCHEMA, "minimum": 0, "maximum": 10}),
]
_ZERO = [{"const": 0}, {"type": "string", "pattern": r"^[+-]0*(\.0*)?(%|pp)?$"}]
Change = Annotated[
    Amount,
    _parsed(
        parse_amount, "bad-number", "a change", "write +20% (relative), +2pp (percentage points) or -1 (a difference)"
    ),
    # as a number the sign is lost to the schema: +1 and 1 are the same there
    WithJsonSchema({"type": ["number", "string"], "pattern": f"^[+-]{_DIGITS}(%|pp)?$", "not": {"anyOf": _ZERO}}),
]
Share = Annotated[
    Fraction,
    _parsed(
        parse_share, "wrong-value", "true or a share such as 95%", "write true for every time, or the share asked for"
    ),
    WithJsonSchema(
        {"anyOf": [{"const": True}, {"type": "string", "pattern": r"^(true|(100|[0-9]{1,2}(\.[0-9]*)?)%)$"}]}
    ),
]
Day = Annotated[date, _parsed(parse_date, "bad-date", "a date", _DATE_HELP), WithJsonSchema(DATE_SCHEMA)]
Flag = Annotated[
    bool,
    _parsed(parse_flag, "wrong-value", "true or false", "write true or false, in small letters"),
    WithJsonSchema({"enum": [True, False, "true", "false"]}),
]
Days = Annotated[
    int,
    _parsed(parse_days, "bad-duration", "a duration", "write days or weeks: 7d, 2w"),
    WithJsonSchema({**_DURATION, "not": {"pattern": "^0+[dw]$"}}),
]
GraceDays = Annotated[
    int,
    _parsed(parse_duration, "bad-duration", "a duration", "write days or weeks: 3d, 0d"),
    WithJsonSchema(_DURATION),
]


CycleName = Annotated[
    str,
    _parsed(parse_cycle_name, "bad-cycle", "a cycle", _CYCLE_HELP),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": f"^((FY)?{_YEAR}(-(H[12]|Q[1-4]))?|{_YEAR}-(0[1-9]|1[0-2])|{_DATE}/{_DATE})$",
            "minimum": 1970,
            "maximum": 2200,
        }
    ),
]
_ID_PATTERN = "^(?!x-)(?![0-9]+e-?[0-9]+$)(?=[a-z0-9-]*[a-z])[a-z0-9][a-z0-9-]*$"
Id = Annotated[
    str,
    PlainValidator(_identifier),
    WithJsonSchema({"type": "string", "pattern": _ID_PATTERN, "maxLength": 100}),
]


Table = Annotated[
    str,
    _parsed(parse_table, "bad-id", "the name of a table", "use small letters, digits and underscores, such as orders"),
    WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_]{0,62}$"}),
]


_REF_SCHEMA = {
    "type": "string",
    "pattern": "^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*){0,2}(@[^ @]+)?$",
    "maxLength": 300,
}
Ref = Annotated[
    str,
    _parsed(
        parse_reference,
        "bad-reference",
        "a reference",
        "write department/id, id, or department/id/milestone; add @2026-H1 to pick a cycle",
    ),
    WithJsonSchema(_REF_SCHEMA),
]
Refs = Annotated[
    list[Ref],
    BeforeValidator(_one_or_many),
    WithJsonSchema({"anyOf": [_REF_SCHEMA, {"type": "array", "items": _REF_SCHEMA}]}),
]
Texts = Annotated[
    list[Text],
    BeforeValidator(_one_or_many),
    WithJsonSchema({"anyOf": [_TEXT_SCHEMA, {"type": "array", "items": _TEXT_SCHEMA}]}),
]
