"""Field types: how the text of a field becomes a value, for pydantic models and for the JSON Schema.

A field's type decides what its text means. Each type carries the words of its refusal (a rule's slug, message and
help) and its schema, which is wider than the text alone: editors see what YAML 1.2 readers make of plain scalars
(numbers, booleans). What a field holds (:class:`Holds`) is part of its type, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic.types import Strict
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from okrctl.core.format import literals
from okrctl.core.values.cycle import FIRST_YEAR, LAST_YEAR, parse_date
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import Amount, parse_amount, parse_duration, parse_number

Each = TypeVar("Each")
NULL = {"type": "null"}
LOOSE = Strict(False)
"""Of a tuple, which is a list in a file."""
NUMBER_SCHEMA = {
    "type": ["number", "string"],
    "pattern": f"^[+-]?{literals.DIGITS}$",
    "maxLength": literals.LONGEST_NUMBER,
}


@frozen
class Holds:
    """What the texts of a field are, beside being texts.

    ``text`` is free and written with quotes where it needs them; a ``reference`` names an item, a ``department`` a
    department (or all of them); a ``former`` id is one that the item had before.
    """

    what: Literal["text", "reference", "department", "former"]


TEXT, REFERENCE = Holds("text"), Holds("reference")
DEPARTMENT, FORMER = Holds("department"), Holds("former")


def held(info: FieldInfo) -> set[Holds]:
    """What a field holds, in itself, its list items or its mappings."""
    return {mark for mark in _metadata(info.annotation, *info.metadata) if isinstance(mark, Holds)}


def single(info: FieldInfo) -> bool:
    """Whether a field holds one plain value: no list, no mapping."""
    members = list(_members(info.annotation))
    return not any(get_origin(each) in (tuple, list, dict) or hasattr(each, "model_fields") for each in members)


def many(info: FieldInfo) -> bool:
    """Whether a field holds a list."""
    return any(get_origin(each) in (tuple, list) for each in _members(info.annotation))


def anything(info: FieldInfo) -> bool:
    """Whether a field takes any data."""
    return any(part is Any for part in _metadata(info.annotation))


def _members(annotation: Any) -> Iterator[Any]:
    """The types that a union is made of, or the one type."""
    if get_origin(annotation) is Annotated:
        yield from _members(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, UnionType):
        for each in get_args(annotation):
            yield from _members(each)
    else:
        yield annotation


def _metadata(*parts: Any) -> Iterator[Any]:
    for part in parts:
        yield part
        for info in getattr(part, "model_fields", {}).values():
            yield from _metadata(info.annotation, *info.metadata)
        yield from _metadata(*get_args(part))


# metadata of types must be hashable, whatever it holds
@dataclass(frozen=True, eq=False)
class Or:
    """What a field means when its key is absent or has no value."""

    default: Any

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The value given, or the default for null."""
        known = self.default
        return core_schema.no_info_after_validator_function(
            lambda value: known if value is None else value, core_schema.nullable_schema(handler(source))
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Null is one of the types."""
        made = handler(schema)
        options = made.get("anyOf", [made])
        return {"anyOf": [*(each for each in options if each != NULL), NULL]}


@dataclass(frozen=True, eq=False)
class OrText:
    """A mapping that may be written as a text alone.

    ``make`` gives what the text stands for; its second argument reads a mapping.
    """

    make: Callable[[str, Any], Any]
    text: dict[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The mapping, also out of a text."""
        return core_schema.no_info_wrap_validator_function(
            lambda value, mapping: self.make(value, mapping) if isinstance(value, str) else mapping(value),
            handler(source),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """One or the other."""
        return {"anyOf": [self.text, handler(schema)]}


@frozen
class OrOne:
    """A list whose only item may stand without the list; ``written`` tells how the item looks then."""

    written: tuple[type, ...] = (str,)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The list, also out of an item."""
        return core_schema.no_info_before_validator_function(
            lambda value: [value] if isinstance(value, self.written) else value, handler(source)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """An item, or a list of them."""
        made = handler(schema)
        many = next(each for each in made.get("anyOf", [made]) if "items" in each)
        return {"anyOf": [*many["items"].get("anyOf", [many["items"]]), many]}


@frozen
class Refused:
    """The words for what does not fit a type that is checked without Python (see ``core/format/messages.py``)."""

    rule: str
    what: str
    help: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The type, with an error of our own."""
        context: dict[str, str | int | float] = {"what": self.what, "help": self.help}
        return core_schema.custom_error_schema(
            handler(source),
            custom_error_type=self.rule,
            custom_error_message="{what}",
            custom_error_context=context,
        )


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


def id_problem(text: str) -> str:
    """The way out for a text that is no id."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    suggestion = f"; for instance {slug}" if literals.parse_id(slug) else ""
    return f"use small letters, digits and hyphens, with at least one letter, not beginning with x-{suggestion}"


def _identifier(value: object) -> str:
    if not isinstance(value, str):
        raise refuse("bad-id", f"{_shown(value)} stands where an id is wanted", id_problem(""))
    if literals.parse_id(value) is None:
        raise refuse("bad-id", f"{_shown(value)} is not an id", id_problem(value))
    return value


_NUMBER_HELP = "write digits with a point, such as 57500 or 0.5: no unit, no thousands separators"
_DATE_HELP = f"write year-month-day, such as 2026-03-31, between {FIRST_YEAR} and {LAST_YEAR}"
_CYCLE_HELP = "write 2026, 2026-H1, 2026-Q1, 2026-03, FY2026-Q1, or two dates: 2026-01-15/2026-07-14"
DATE_SCHEMA = {"type": "string", "format": "date", "pattern": f"^{literals.DATE}$"}
_DURATION = {"type": "string", "pattern": f"^{literals.DURATION}$"}

TEXT_SCHEMA = {"type": ["string", "number", "boolean"], "minLength": 1}

Text = Annotated[str, Field(min_length=1), TEXT, WithJsonSchema(TEXT_SCHEMA)]
Title = Annotated[
    str,
    Field(min_length=1, max_length=literals.LONGEST_TITLE),
    TEXT,
    WithJsonSchema({**TEXT_SCHEMA, "maxLength": literals.LONGEST_TITLE}),
]
Number = Annotated[
    Fraction, _parsed(parse_number, "bad-number", "a number", _NUMBER_HELP), WithJsonSchema(NUMBER_SCHEMA)
]
Count = Annotated[
    Fraction,
    _parsed(literals.parse_positive, "bad-number", "a number above 0", _NUMBER_HELP),
    WithJsonSchema({**NUMBER_SCHEMA, "exclusiveMinimum": 0}),
]
Weight = Annotated[
    Fraction,
    _parsed(literals.parse_weight, "bad-number", "a weight of 0 or more", "0 means: shown and watched, not averaged"),
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
    WithJsonSchema(
        {"type": ["number", "string"], "pattern": f"^[+-]{literals.DIGITS}(%|pp)?$", "not": {"anyOf": _ZERO}}
    ),
]
Share = Annotated[
    Fraction,
    _parsed(
        literals.parse_share,
        "wrong-value",
        "true or a share such as 95%",
        "write true for every time, or the share asked for",
    ),
    WithJsonSchema(
        {"anyOf": [{"const": True}, {"type": "string", "pattern": r"^(true|(100|[0-9]{1,2}(\.[0-9]*)?)%)$"}]}
    ),
]
Day = Annotated[date, _parsed(parse_date, "bad-date", "a date", _DATE_HELP), WithJsonSchema(DATE_SCHEMA)]
Flag = Annotated[
    bool,
    _parsed(literals.parse_flag, "wrong-value", "true or false", "write true or false, in small letters"),
    WithJsonSchema({"enum": [True, False, "true", "false"]}),
]
Days = Annotated[
    int,
    _parsed(literals.parse_days, "bad-duration", "a duration", "write days or weeks: 7d, 2w"),
    WithJsonSchema({**_DURATION, "not": {"pattern": "^0+[dw]$"}}),
]
GraceDays = Annotated[
    int,
    _parsed(parse_duration, "bad-duration", "a duration", "write days or weeks: 3d, 0d"),
    WithJsonSchema(_DURATION),
]


CycleName = Annotated[
    str,
    _parsed(literals.parse_cycle_name, "bad-cycle", "a cycle", _CYCLE_HELP),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": f"^{literals.CYCLE}$",
            "minimum": FIRST_YEAR,
            "maximum": LAST_YEAR,
        }
    ),
]
_ID_PATTERN = f"^(?!x-)(?![0-9]+e-?[0-9]+$)(?=[a-z0-9-]*[a-z]){literals.SLUG}$"
Id = Annotated[
    str,
    PlainValidator(_identifier),
    WithJsonSchema({"type": "string", "pattern": _ID_PATTERN, "maxLength": literals.LONGEST_ID}),
]


def _whole(pattern: str, lowest: int, highest: int) -> Any:
    """A whole number that is checked by a pattern."""

    def number(text: str) -> int:
        return int(text)

    schema = {"type": ["integer", "string"], "minimum": lowest, "maximum": highest}

    class _Whole:
        def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
            checked = core_schema.str_schema(pattern=f"^{pattern}$")
            return core_schema.no_info_after_validator_function(number, checked)

        def __get_pydantic_json_schema__(self, of: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
            return schema

    return _Whole()


Month = Annotated[int, _whole(literals.MONTH, 1, 12)]
Seconds = Annotated[int, _whole(literals.SECONDS, 1, literals.MOST_SECONDS)]
Table = Annotated[
    str,
    _parsed(
        literals.parse_table,
        "bad-id",
        "the name of a table",
        "use small letters, digits and underscores, such as orders",
    ),
    WithJsonSchema({"type": "string", "pattern": f"^{literals.TABLE}$"}),
]


REF_SCHEMA = {
    "type": "string",
    "pattern": f"^{literals.REFERENCE}$",
    "maxLength": literals.LONGEST_REFERENCE,
}
_PlainRef = Annotated[
    str,
    Field(pattern=f"^{literals.REFERENCE}$", max_length=literals.LONGEST_REFERENCE),
    Refused(
        "bad-reference",
        "a reference",
        "write department/id, id, or department/id/milestone; add @2026-H1 to pick a cycle",
    ),
    WithJsonSchema(REF_SCHEMA),
]
Ref = Annotated[_PlainRef, REFERENCE]
Refs = Annotated[tuple[Ref, ...], LOOSE, OrOne(), Or(())]
FormerIds = Annotated[tuple[Annotated[_PlainRef, FORMER], ...], LOOSE, OrOne(), Or(())]
ManyTexts = Annotated[tuple[Text, ...], LOOSE, OrOne()]
Texts = Annotated[ManyTexts, Or(())]
Departments = Annotated[
    tuple[Annotated[str, Field(min_length=1), DEPARTMENT, WithJsonSchema(TEXT_SCHEMA)], ...],
    LOOSE,
    OrOne(),
    Or(()),
]
Every = Annotated[tuple[Each, ...], LOOSE]
Many = Annotated[tuple[Each, ...], LOOSE, Or(())]

Pair = Annotated[Every[Number], Field(min_length=2, max_length=2)]
Severity = Literal["off", "advice", "warning", "error"]


def _version(value: object) -> object:
    if isinstance(value, str) and value != literals.FORMAT_VERSION:
        raise refuse(
            "format-version",
            f"format version {value!r} is not known here; this okrctl reads version {literals.FORMAT_VERSION}",
            f"write `okrctl: {literals.FORMAT_VERSION}`, or use a newer okrctl",
        )
    return value


FormatVersion = Annotated[
    str,
    BeforeValidator(_version),
    WithJsonSchema({"enum": [int(literals.FORMAT_VERSION), literals.FORMAT_VERSION]}),
]
