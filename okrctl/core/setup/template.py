"""Templates: plain text with placeholders, and a manifest that says what to ask. Nothing in them is ever executed.

Placeholders, counted from the first day of the workspace:

* ``{{cycle 3}}``: the name of the cycle of three months (``2026-Q1``, or ``2026-01-15/2026-04-14``)
* ``{{month 3}}`` and ``{{week 3}}``: the last day of the third month or week
* ``{{start}}``: the first day
* ``{{name}}``: a variable of the manifest, as the whole of a value or inside double quotes
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from okrctl.core.values.cycle import FIRST_YEAR, LAST_YEAR, last_of_month, span_name
from okrctl.core.values.frozen import frozen
from okrctl.core.yaml import read
from okrctl.core.yaml.characters import find_in_scalar

MANIFEST = "template.yaml"
MAX_VALUE = 100
LAST_START = date(LAST_YEAR - 10, 12, 31)
"""The latest start: 60 months of turns and 60 more of cycles still fit into the format's calendar."""

_PLACEHOLDER = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_TIMED = re.compile(r"(cycle|month|week) +([1-9]\d{0,2})", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_PLAIN = re.compile(r"[^\W\d_][\w .&'()/+-]*")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_TYPED_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_RESERVED = {"start", "cycle", "month", "week"}
_KEYS = ("id", "title", "description", "variables", "turns")
_LIMITS = {"cycle": 60, "month": 60, "week": 260}


@frozen
class Variable:
    """Something that a template asks for. ``still`` is the next step shown if the user keeps the default."""

    name: str
    ask: str
    default: str
    still: str | None = None


@frozen
class Turns:
    """Departments whose plans follow each other instead of starting together: in this order, with so many months
    each."""

    months: int
    departments: tuple[str, ...]


@frozen
class Manifest:
    """A template's description of itself."""

    id: str
    title: str
    description: str = ""
    variables: tuple[Variable, ...] = ()
    turns: Turns | None = None


@frozen
class Fault:
    """What is wrong with a template, in which file and line."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def period_end(start: date, months: int) -> date:
    """The last day of a period of months: the day before the same day of a later month.

    If that month is too short, its last day: three months from January 31 end on April 30.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return min(date(year, month + 1, 1) + timedelta(days=start.day - 2), last_of_month(year, month + 1))


def turn_start(start: date, months: int, number: int) -> date:
    """The first day of a turn, counted from 0: each starts on the day after the previous one ended."""
    for _ in range(number):
        start = period_end(start, months) + timedelta(days=1)
    return start


def cycle_name(start: date, months: int) -> str:
    """The name of the cycle of so many months from that day; two dates if the calendar has no name for it."""
    return span_name(start, period_end(start, months))


def fill(path: str, text: str, start: date, values: Mapping[str, str]) -> str | Fault:
    """The text with all placeholders replaced, or the first fault in it.

    Values are written as YAML: plain if that is safe, otherwise quoted and escaped.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines):
        try:
            lines[number] = _fill_line(line, start, values)
        except _Wrong as wrong:
            return Fault(path, number + 1, str(wrong))
    return "\n".join(lines)


def uses(text: str, name: str) -> bool:
    """Whether a text has a placeholder with that name."""
    return any(match[1] == name for match in _PLACEHOLDER.finditer(text))


def value_problem(value: str) -> str | None:
    """Why a text cannot be the value of a variable; None if it can."""
    if not value.strip():
        return "may not be empty"
    if len(value) > MAX_VALUE:
        return f"may have at most {MAX_VALUE} characters"
    if "\n" in value or "\r" in value or "\t" in value:
        return "must be one line without tabs"
    found = find_in_scalar(value)
    return None if found is None else f"is not accepted: {found[1]}"


def read_manifest(text: str, path: str = MANIFEST) -> Manifest | Fault:
    """The manifest in a text, or the first fault in it."""
    reading = read(path, text)
    for problem in reading.problems:
        span = problem.place.span
        return Fault(path, span.line if span else 1, problem.message)
    try:
        return _manifest(reading.data)
    except _Wrong as wrong:
        lines = enumerate(text.split("\n"), 1)
        line = next((number for number, line in lines if wrong.key and line.startswith(f"{wrong.key}:")), 1)
        return Fault(path, line, str(wrong))


class _Wrong(ValueError):  # noqa: N818 - it says what is wrong with a template
    def __init__(self, message: str, key: str = "") -> None:
        super().__init__(message)
        self.key = key


def _manifest(data: object) -> Manifest:
    if not isinstance(data, dict):
        raise _Wrong(f"a manifest must be a mapping with {', '.join(_KEYS)}")
    unknown = sorted(set(data) - set(_KEYS))
    if unknown:
        raise _Wrong(f"a manifest has no key {unknown[0]}", unknown[0])
    listed = data.get("variables") or []
    if not isinstance(listed, list):
        raise _Wrong("variables must be a list of {name, ask, default}", "variables")
    variables = tuple(map(_variable, listed))
    identifier, title, description = data.get("id"), data.get("title"), data.get("description") or ""
    if not (isinstance(identifier, str) and isinstance(title, str) and isinstance(description, str)):
        raise _Wrong("a manifest needs an id and a title")
    turns = _turns(data["turns"]) if data.get("turns") is not None else None
    return Manifest(identifier, title, description, variables, turns)


def _fill_line(line: str, start: date, values: Mapping[str, str]) -> str:
    parts, rest = [], 0
    for match in _PLACEHOLDER.finditer(line):
        replacement = _replacement(match[1], start, values)
        if _NAME.fullmatch(match[1]) and match[1] not in _RESERVED:
            replacement = _as_yaml(replacement, line[: match.start()], line[match.end() :], match[1])
        parts += [line[rest : match.start()], replacement]
        rest = match.end()
    parts.append(line[rest:])
    return "".join(parts)


def _replacement(inside: str, start: date, values: Mapping[str, str]) -> str:
    timed = _TIMED.fullmatch(inside)
    if timed:
        what, count = timed[1], int(timed[2])
        if count > _LIMITS[what]:
            raise _Wrong(f"{{{{{inside}}}}} is too far away; the limit is {_LIMITS[what]}")
        if what == "cycle":
            return cycle_name(start, count)
        return str(period_end(start, count) if what == "month" else start + timedelta(days=7 * count - 1))
    if inside == "start":
        return str(start)
    if inside in values:
        return values[inside]
    known = ", ".join(sorted(values))
    raise _Wrong(f"{{{{{inside}}}}} is unknown; available: start, cycle N, month N, week N" + (known and f", {known}"))


def _as_yaml(value: str, before: str, after: str, name: str) -> str:
    if before.lstrip().startswith("#"):
        return value
    if _QUOTED.sub("", before).count('"') % 2:
        return _escaped(value)
    if re.search(r"(?:[:-]\s|[\[{,])\s*$", before) and re.match(r"\s*(?:$|[,\]}]|\s#)", after):
        plain = _PLAIN.fullmatch(value) and value.casefold() not in _TYPED_WORDS and not value.endswith(" ")
        return value if plain else f'"{_escaped(value)}"'
    raise _Wrong(f"{{{{{name}}}}} is part of a text; put the whole text in double quotes")


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def _variable(entry: object) -> Variable:
    if not isinstance(entry, dict) or set(entry) - {"name", "ask", "default", "still"}:
        raise _Wrong("a variable can have the keys name, ask, default and still", "variables")
    if not all(isinstance(value, str) for value in entry.values()) or not {"name", "ask", "default"} <= set(entry):
        raise _Wrong("a variable needs name, ask and default", "variables")
    if not _NAME.fullmatch(entry["name"]) or entry["name"] in _RESERVED:
        raise _Wrong(f"{entry['name']} isn't a variable name; use lowercase letters, digits and _", "variables")
    problem = value_problem(entry["default"])
    if problem:
        raise _Wrong(f"the default of {entry['name']} {problem}", "variables")
    return Variable(entry["name"], entry["ask"], entry["default"], entry.get("still"))


def _turns(given: object) -> Turns:
    if not isinstance(given, dict) or set(given) != {"months", "departments"}:
        raise _Wrong("turns must have the keys months and departments", "turns")
    months, departments = given["months"], given["departments"]
    if not isinstance(months, str) or not re.fullmatch("[1-9]|1[0-2]", months, re.ASCII):
        raise _Wrong("the months of a turn must be a number from 1 to 12", "turns")
    if not isinstance(departments, list) or not departments or not all(isinstance(each, str) for each in departments):
        raise _Wrong("turns needs a list of departments", "turns")
    if len(departments) * int(months) > _LIMITS["month"]:
        raise _Wrong(f"all turns together may last at most {_LIMITS['month']} months", "turns")
    return Turns(int(months), tuple(departments))


def first_day_problem(start: date) -> str | None:
    """Why a workspace cannot start on that day; None if it can."""
    if start.year < FIRST_YEAR or start > LAST_START:
        return f"the first day must be between {FIRST_YEAR}-01-01 and {LAST_START}"
    return None
