"""What a report consists of: departments, objectives, key results, KPIs, dependencies, findings.

The names of fields are the keys of the command line's JSON, and so are their values; ``data`` is the whole object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

Item = TypeVar("Item")


def made(kind: type[Item], data: Mapping[str, Any], **parts: Any) -> Item:
    """An item from its JSON object; ``parts`` are fields that are items themselves."""
    known = {each.name for each in fields(kind)}  # type: ignore[arg-type]
    plain = {key: value for key, value in data.items() if key in known}
    return kind(**(plain | parts | {"data": data}))


@dataclass(frozen=True)
class Forecast:
    """A projection to the end: progress with an 80% interval, the probabilities of ending green and of the target."""

    at_end: Decimal
    low: Decimal
    high: Decimal
    probability: Decimal
    probability_full: Decimal
    method: str
    points: int
    data: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True)
class KeyResult:
    """A key result on the day of the report.

    ``progress`` is raw (it may be below 0 or above 1), ``score`` is limited to 0 to 1, ``gap`` is expected − progress.
    ``current`` is a number, a signed change as text, ``done`` or ``open``, or the ids of the milestones done.
    """

    ref: str
    title: str
    owner: str | None
    kind: str | None
    unit: str | None
    weight: Decimal
    baseline: Decimal | None
    target: Decimal | None
    change: str | None
    current: Any
    progress: Decimal | None
    score: Decimal | None
    expected: Decimal | None
    gap: Decimal | None
    status: str
    grade: str | None
    confidence: Decimal | None
    projected: Any
    last_check_in: date | None
    overdue_days: int
    forecast: Forecast | None
    path: str
    line: int
    data: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True)
class Objective:
    """An objective with its key results; its score is their weighted mean."""

    ref: str
    title: str
    owner: str | None
    ambition: str
    score: Decimal | None
    expected: Decimal | None
    gap: Decimal | None
    status: str
    grade: str | None
    confidence: Decimal | None
    note: str | None
    key_results: tuple[KeyResult, ...]
    forecast: Forecast | None
    data: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True)
class Kpi:
    """A KPI with its latest value; ``health`` is healthy, unhealthy, stale, no-data or no-range."""

    ref: str
    title: str
    owner: str | None
    unit: str | None
    value: Decimal | None
    at_least: Decimal | None
    at_most: Decimal | None
    health: str
    signal: str | None
    last_check_in: date | None
    overdue_days: int
    data: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True)
class Department:
    """A department: the mean of its objectives."""

    id: str
    name: str
    score: Decimal | None
    expected: Decimal | None
    gap: Decimal | None
    status: str
    objectives: tuple[Objective, ...]
    kpis: tuple[Kpi, ...]
    data: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True)
class Dependency:
    """Who waits (``waiting``) for what (``on``), by when, and in what state; ``chain`` leads to the trouble it is
    exposed to."""

    waiting: str
    on: str
    need: str | None
    due: date | None
    promised: date | None
    state: str
    confirmed: bool
    exposed: bool
    chain: tuple[str, ...]
    data: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """One finding of ``validate``; lines and columns count from 1."""

    code: str
    name: str
    severity: str
    message: str
    help: str | None
    path: str
    line: int
    column: int
    data: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)
