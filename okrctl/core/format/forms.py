"""How a field's value can be written, and how invalid values are refused: metadata of the format's types."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.types import Strict
from pydantic_core import CoreSchema, PydanticCustomError, PydanticUseDefault, core_schema

from okrctl.core.values.frozen import frozen

NULL = {"type": "null"}
LOOSE = Strict(False)
"""Of a tuple, which is a list in a file."""


def _given(value: Any) -> Any:
    if value is None:
        raise PydanticUseDefault
    return value


class _OrDefault:
    """A field's default also stands for a key without a value."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The value given, or the default for null."""
        return core_schema.no_info_before_validator_function(_given, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Null is one of the types. Not the default: editors write it into every new item."""
        made = handler(schema)
        options = made.get("anyOf", [made])
        return {"anyOf": [*(each for each in options if each != NULL), NULL]}


OR_DEFAULT = _OrDefault()


# metadata of types must be hashable
@dataclass(frozen=True, eq=False)
class OrText:
    """A mapping that can be written as just a text.

    ``make`` turns the text into the value; its second argument reads a mapping.
    """

    make: Callable[[str, Any], Any]
    text: dict[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The mapping, also from a text."""
        return core_schema.no_info_wrap_validator_function(
            lambda value, mapping: self.make(value, mapping) if isinstance(value, str) else mapping(value),
            handler(source),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """One or the other."""
        return {"anyOf": [self.text, handler(schema)]}


@frozen
class OrOne:
    """A list that can be written as its single item; ``written`` describes the item."""

    written: tuple[type, ...] = (str,)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The list, also from a single item."""
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
    """The message for values that don't fit a type that is checked without Python (see ``core/format/messages.py``)."""

    rule: str
    what: str
    help: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The type, with our own error."""
        context: dict[str, str | int | float] = {"what": self.what, "help": self.help}
        return core_schema.custom_error_schema(
            handler(source),
            custom_error_type=self.rule,
            custom_error_message="{what}",
            custom_error_context=context,
        )


@dataclass(frozen=True, eq=False)
class Made:
    """A value that a function makes of what the file has; ``schema`` may tell editors what that is.

    Pydantic's ``PlainValidator`` would also find out how to write it: half the cost of building all models.
    """

    make: Callable[[Any], Any]
    schema: dict[str, Any] | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Just the function."""
        return core_schema.no_info_plain_validator_function(self.make)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """What it may be, if it is told here."""
        return handler(schema) if self.schema is None else dict(self.schema)


def refuse(rule: str, message: str, help: str = "", offset: int | None = None) -> PydanticCustomError:
    """An error with the slug of a rule, a message and a hint (braces in either are plain text).

    ``offset`` is the position in the text, from 0; without it, the error is about the whole text.
    """
    return PydanticCustomError(cast("Any", rule), "{text}", {"text": message, "help": help, "offset": offset})


def shown(value: object) -> str:
    """A value as shown in a message."""
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else value[:59] + "…")
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "nothing"


def parsed(parse: Callable[[str], Any], rule: str, what: str, help: str, schema: dict[str, Any] | None = None) -> Any:
    """A validator that turns text into a value, or refuses it with the rule's slug."""

    def validate(value: object) -> Any:
        if value is None:
            raise refuse("missing-key", "the value is missing", help)
        if not isinstance(value, str):
            # Python values come only from our defaults; files have text
            raise refuse("wrong-type", f"expected {what}, found {shown(value)}", help)
        result = parse(value)
        if result is None:
            raise refuse(rule, f"{shown(value)} is not {what}", help)
        return result

    return Made(validate, schema)


def whole(pattern: str, lowest: int, highest: int) -> Any:
    """A whole number that is checked by a pattern."""
    schema = {"type": ["integer", "string"], "minimum": lowest, "maximum": highest}
    what = f"a whole number from {lowest} to {highest}"
    number = lambda text: int(text) if re.fullmatch(pattern, text) else None  # noqa: E731
    return parsed(number, "bad-number", what, "write digits only", schema)
