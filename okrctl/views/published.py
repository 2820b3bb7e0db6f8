"""Shared by views for programs: published numbers, and the lines of items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, get_args

from okrctl.core.findings.diagnose import Positions
from okrctl.core.model.items import number_keys
from okrctl.core.model.judges import Judgment
from okrctl.core.values.diagnostic import DocPath
from okrctl.core.values.quantity import literal, parse_amount, parse_number, round6
from okrctl.views.blocks import Column, Document, Table, document
from okrctl.views.records import NUMBER_OR_TEXT, Record, maybe, one_of

if TYPE_CHECKING:
    from okrctl.core.diff.judge import FieldChange


_SIDE = maybe(NUMBER_OR_TEXT)
CHANGED = Record("field", {"from": _SIDE, "to": _SIDE, "judgement": one_of(get_args(Judgment))})


def place_of(positions: Positions, path: str, at: DocPath) -> dict[str, Any]:
    """The file and the line of a place."""
    return {"path": path, "line": positions(path).line(at)}


def rounded(value: Fraction | None) -> Decimal | None:
    """A score, progress, expectation or gap: at most 6 places, half to even."""
    return None if value is None else round6(value)


def exact(value: Fraction | None) -> Decimal | None:
    """A quantity of the plan or a value, digit for digit."""
    return None if value is None else literal(value)


def of_field(field: str, text: str | None) -> Decimal | str | None:
    """The value of a plan field: a number if the field has one, else its text, such as a change (``+20%``)."""
    name = field.partition("/")[0]
    numeric = name in number_keys() or field.endswith("/weight")
    amount = parse_amount(text) if text is not None and numeric else None
    return text if amount is None or amount.suffix or amount.signed else literal(amount.value)


def field_json(change: FieldChange) -> dict[str, Any]:
    """A change of one field of the plan."""
    before, after = (of_field(change.field, side) for side in (change.before, change.after))
    return CHANGED.of(change, from_=before, to=after)


def of_result(text: str | None) -> Decimal | str | None:
    """A result: a number if there is nothing else, else its text."""
    value = parse_number(text) if text is not None else None
    return text if value is None else literal(value)


def sheet(keys: str, rows: Iterable[Mapping[str, Any]]) -> Document:
    """One flat table for programs: these keys of published objects, separated by spaces, one row each."""
    columns = keys.split()
    body = tuple(tuple(cell_text(row.get(name)) for name in columns) for row in rows)
    return document([Table(tuple(map(Column, columns)), body)])


def cell_text(value: Any) -> str:
    """A value in a flat table: empty for null, lists with spaces between items."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
