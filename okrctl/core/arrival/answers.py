"""The user's decisions: from options, and from a mapping file kept beside the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields, replace
from datetime import date
from typing import Any, Literal, cast

from okrctl.core.arrival.days import Order
from okrctl.core.arrival.numbers import Sign
from okrctl.core.arrival.words import HEADINGS, fold
from okrctl.core.values.cycle import FiscalYear, parse_cycle, parse_date
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import read

Scale = Literal["0-1", "0-10", "percent"]
CHOICES: dict[str, tuple[str, ...]] = {
    "decimal": ("point", "comma"),
    "dates": ("day-first", "month-first"),
    "confidence": ("0-1", "0-10", "percent"),
}
_TEXTS = ("system", "decimal", "dates", "confidence", "value_date", "cycle", "department", "owner")
ITEM_KEYS = ("title", "objective", "department", "cycle", "owner", "unit", "baseline", "target", "at_least", "at_most")
"""The keys that a mapping may have for one item."""


@frozen
class Answers:
    """The decisions; None for open ones.

    Attributes:
        system: the tool that the files are from.
        columns: fields by folded heading; None for a column that is only kept.
        departments: ids by the folded names that the source has.
        items: keys of single items, by their ``x-id``.
        value_date: the day of values without one.
        workspace_fiscal: whether okrctl.yaml says when the fiscal year begins.
    """

    system: str | None = None
    columns: Mapping[str, str | None] = field(default_factory=dict)
    decimal: Sign | None = None
    dates: Order | None = None
    confidence: Scale | None = None
    fiscal_year: FiscalYear | None = None
    value_date: date | None = None
    cycle: str | None = None
    department: str | None = None
    departments: Mapping[str, str] = field(default_factory=dict)
    owner: str | None = None
    items: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    workspace_fiscal: bool = False

    def over(self, other: Answers) -> Answers:
        """These answers, completed with the other ones."""
        empty = Answers()
        said = {each.name: getattr(self, each.name) for each in fields(Answers)}
        return replace(other, **{name: value for name, value in said.items() if value != getattr(empty, name)})


def mapping_answers(path: str, text: str) -> Answers | str:
    """The answers in a mapping file, or what is wrong with it, with its line."""
    reading = read(path, text)
    if reading.broken or reading.problems or not isinstance(reading.data, dict):
        first = reading.problems[0].message if reading.problems else "it isn't a mapping of keys"
        return f"{path}: {first}"
    said: dict[str, Any] = {}
    for key, value in reading.data.items():
        problem = _take(said, key, value)
        if problem:
            line = next((number for number, row in enumerate(text.split("\n"), 1) if row.startswith(f"{key}:")), 1)
            return f"{path}:{line}:1: {problem}"
    return Answers(**said)


def _take(said: dict[str, Any], key: str, value: Any) -> str | None:
    """Take one key of a mapping file; return what is wrong with it."""
    if key == "okrctl" or value is None or key.startswith("x-"):
        return None
    if key in ("columns", "departments", "items", "fiscal_year"):
        if not isinstance(value, dict):
            return f"{key} must be a mapping"
        return _TAKERS[key](said, value)
    if key not in _TEXTS:
        return f"{key} is not known; a mapping has {', '.join((*_TEXTS, *_TAKERS))}"
    if not isinstance(value, str):
        return f"{key} must be a single value"
    taken = parse_answer(key, value)
    if taken is None:
        return wrong_answer(key, value)
    said[key] = taken
    return None


def parse_answer(key: str, value: str) -> Any:
    """The value of an answer in one text; None if it is invalid."""
    if key in CHOICES:
        return value if value in CHOICES[key] else None
    if key == "value_date":
        return parse_date(value)
    if key == "cycle":
        return value if parse_cycle(value) else None
    if key == "fiscal_year":
        month, _, named = value.partition(":")
        usable = month.isdigit() and 1 <= int(month) <= 12 and named in ("", "start", "end")
        return FiscalYear(int(month), cast('Literal["start", "end"]', named or "start")) if usable else None
    return value.strip() or None


def wrong_answer(key: str, value: str) -> str:
    """The message for an invalid answer."""
    ways = {
        "value_date": "a date such as 2026-03-31",
        "cycle": "a cycle such as 2026-Q1",
        "fiscal_year": "its first month, such as 2, or 2:end if it is named after the year it ends in",
    }
    wanted = " or ".join(CHOICES[key]) if key in CHOICES else ways.get(key, "a text")
    return f"{key}: {value!r} isn't possible; write {wanted}"


def known_field(meant: str) -> str | None:
    """The message for a meaning that a column can't have; None if it can."""
    known = {*HEADINGS, "keep"}
    return None if meant in known else f"a column cannot be {meant!r}; available: {', '.join(sorted(known))}"


def _columns(said: dict[str, Any], value: dict[str, Any]) -> str | None:
    for heading, meant in value.items():
        problem = None if meant is None else known_field(str(meant))
        if problem:
            return f"columns: {heading!r}: {problem}"
    said["columns"] = {fold(heading): None if meant == "keep" else meant for heading, meant in value.items()}
    return None


def _departments(said: dict[str, Any], value: dict[str, Any]) -> str | None:
    said["departments"] = {fold(name): str(id) for name, id in value.items()}
    return None


def _items(said: dict[str, Any], value: dict[str, Any]) -> str | None:
    for id, keys in value.items():
        if not isinstance(keys, dict):
            return f"items: {id} must be a mapping"
        unknown = next((key for key in keys if key not in ITEM_KEYS), None)
        if unknown:
            return f"items: {id} cannot have {unknown!r}; available: {', '.join(ITEM_KEYS)}"
    said["items"] = {id: {key: str(each) for key, each in keys.items()} for id, keys in value.items()}
    return None


def _fiscal(said: dict[str, Any], value: dict[str, Any]) -> str | None:
    taken = parse_answer("fiscal_year", f"{value.get('starts', '')}:{value.get('named_after', 'start')}")
    if taken is None:
        return "write fiscal_year as {starts: 2, named_after: start}"
    said["fiscal_year"] = taken
    return None


_TAKERS = {"columns": _columns, "departments": _departments, "items": _items, "fiscal_year": _fiscal}


def as_mapping(answers: Answers, columns: Mapping[str, str | None]) -> dict[str, Any]:
    """The answers as the data of a mapping file, with the columns as they were read."""
    fiscal = answers.fiscal_year
    said = {each.name: getattr(answers, each.name) for each in fields(Answers) if each.name != "workspace_fiscal"}
    said["columns"] = {heading: field or "keep" for heading, field in columns.items()}
    said["fiscal_year"] = {"starts": str(fiscal.starts), "named_after": fiscal.named_after} if fiscal else None
    return {key: value if isinstance(value, Mapping) else str(value) for key, value in said.items() if value}
