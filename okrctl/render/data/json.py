"""JSON with exact numbers: quantities are written digit for digit, never through a binary float."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from okrctl.core.values.quantity import literal
from okrctl.core.values.safe import json_string


def render(value: Any) -> str:
    """The value as indented JSON text with a newline at its end."""
    parts: list[str] = []
    _write(value, "\n", parts.append)
    parts.append("\n")
    return "".join(parts)


def line(value: Any) -> str:
    """The value as JSON on one line."""
    parts: list[str] = []
    _write(value, None, parts.append)
    return "".join(parts)


def _write(value: Any, margin: str | None, out: Any) -> None:
    """Write a value; ``margin`` is the newline and indentation before its closing bracket, None for a single line."""
    if isinstance(value, str):
        out(json_string(value))
    elif isinstance(value, Mapping):
        _write_items("{", "}", [(json_string(str(key)) + ": ", each) for key, each in value.items()], margin, out)
    elif isinstance(value, Sequence):
        _write_items("[", "]", [("", each) for each in value], margin, out)
    else:
        out(_scalar(value))


def _write_items(opening: str, closing: str, items: list[tuple[str, Any]], margin: str | None, out: Any) -> None:
    if not items:
        out(opening + closing)
        return
    inner = None if margin is None else margin + "  "
    before = opening + (inner or "")
    for key, value in items:
        out(before + key)
        _write(value, inner, out)
        before = ", " if inner is None else "," + inner
    out((margin or "") + closing)


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _decimal(Decimal(repr(value))) if math.isfinite(value) else "null"
    if isinstance(value, Decimal):
        return _decimal(value) if value.is_finite() else "null"
    if isinstance(value, Fraction):
        return _decimal(literal(value))
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    raise TypeError(f"no JSON for {type(value).__name__}")


def _decimal(value: Decimal) -> str:
    """Exact digits without an exponent or trailing zeros."""
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits
