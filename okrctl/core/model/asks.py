"""How `okrctl new key-result` asks for a key of a kind: on a terminal, and as an option."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Literal

from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import Amount

Takes = Literal["number", "change", "text", "steps"]
_METAVAR = {"number": "NUMBER", "change": "CHANGE", "text": "TEXT", "steps": "ID=TITLE[@DATE]"}


@frozen
class Asks:
    """An annotation of a kind's field; defaults are derived from the field's key, description and type.

    Attributes:
        question: the prompt.
        help: of the option.
        metavar: of the option.
        takes: the type of an answer.
        option: its name.
        choice: the menu entry for measuring a key result with it.
    """

    question: str = ""
    help: str = ""
    metavar: str = ""
    takes: Takes | None = None
    option: str = ""
    choice: str = ""


@cache
def asked(key: str) -> Asks | None:
    """How to ask for a key of a kind; None if it doesn't fit on one line."""
    from okrctl.core.model.kind_fields import kind_field, parts, plain_type, steps_keys

    field = kind_field(key)
    if field is None or (key in parts() and key not in steps_keys()):
        return None
    told = next((each for each in field.info.metadata if isinstance(each, Asks)), Asks())
    by_type: dict[object, Takes] = {Fraction: "number", Amount: "change"}
    takes = told.takes or ("steps" if key in parts() else by_type.get(plain_type(field.info.annotation), "text"))
    words = field.info.description or field.label
    name = parts()[key].one if key in parts() else key
    return Asks(
        told.question or words.rstrip("."),
        told.help or words,
        told.metavar or _METAVAR[takes],
        takes,
        f"--{name.replace('_', '-')}",
        told.choice or words.rstrip("."),
    )
