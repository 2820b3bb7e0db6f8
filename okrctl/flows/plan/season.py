"""Checkpoints by last year's season, for a new key result (``new``) or a running one (``amend --season``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from okrctl.core.checkin.table import rows_of
from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import Entry
from okrctl.core.edit.written import Plain
from okrctl.core.model.measure import Measure
from okrctl.core.model.registry import kinds
from okrctl.core.planning import Mistake
from okrctl.core.planning.last_year import last_year
from okrctl.core.planning.season import Season, season, way_of
from okrctl.core.values import safe
from okrctl.core.values.cycle import Cycle, parse_date
from okrctl.core.values.frozen import frozen
from okrctl.core.values.quantity import parse_number
from okrctl.core.values.stop import Stop
from okrctl.flows.plan.editing import Editing

Found = TypeVar("Found")


@frozen
class SeasonOptions:
    """Last year's export, ``FILE`` or ``FILE#COLUMN``, and the movable holidays that matter."""

    source: str
    holidays: Sequence[str] = ()


def wanted(
    source: str | None, holidays: Sequence[str] | None, *, instead_of: str | None = None
) -> SeasonOptions | None:
    """The season from options, or None. It replaces ``--to``."""
    if source is not None and instead_of is not None:
        raise Stop("--season and --to cannot be combined", hint="run okrctl amend once for each")
    if holidays and source is None:
        raise Stop("--holiday needs --season", hint="add last year's export: --season FILE")
    return None if source is None else SeasonOptions(source, holidays or ())


def seasonal(
    asked: SeasonOptions, measure: Measure | None, baseline: Any, start: date, due: date, also: Iterable[date] = ()
) -> Season:
    """The checkpoints between two dates; Stop if the export lacks data."""
    from okrctl.shell.handed_in import is_spreadsheet, read_input, read_spreadsheet

    way = _sure("--season", way_of(measure, baseline))
    name, _, column = asked.source.partition("#")
    rows = read_spreadsheet(name) if is_spreadsheet(name) else _sure(name, rows_of(read_input(name)))
    last = _sure(name, last_year(rows, column or None, counted=bool(measure and measure.counted)))
    return _sure(name, season(last, way, start, due, asked.holidays, also))


def _sure(name: str, found: Found | Mistake) -> Found:
    if isinstance(found, Mistake):
        raise Stop(safe.line(f"{name}: {found.message}"), hint=found.help and safe.line(found.help))
    return found


def by_season(asked: SeasonOptions, fields: Mapping[str, Any], cycle: Cycle | None) -> Season | None:
    """The checkpoints of a key result given as fields; None if its objective has no cycle."""
    if cycle is None:
        return None
    baseline, due = parse_number(fields.get("baseline") or ""), parse_date(fields.get("due") or "")
    return seasonal(asked, _measure(fields), baseline, cycle.start, due or cycle.end)


def _measure(fields: Mapping[str, Any]) -> Measure | None:
    """The kind of the key result with these fields, if it can have checkpoints."""
    for kind in kinds():
        given = {key: fields[key] for key in kind.own_keys() if fields.get(key) is not None}
        if any(key in given for key in kind.decided_by):
            return kind.model_validate(given) if kind.waypoints_in else None
    return None


def as_fields(found: Season | None) -> dict[str, Any]:
    """The checkpoints as written to a file."""
    return {"checkpoints": {day: Plain(text) for day, text in found.checkpoints.items()}} if found else {}


def running(edit: Editing, entry: Entry, seasons: SeasonOptions, day: date) -> Season:
    """The checkpoints of a key result that is in the plan; Stop if it can't have any."""
    result = entry.key_result
    if result is None or entry.cycle is None:
        edit.refuse(f"{entry.ref} isn't a key result", "name the key result that has the target")
    measured = RuleContext(edit.ws, day).measured.get((entry.path, entry.at))
    baseline = measured.baseline if measured else None
    also = result.measure.waypoints() if result.measure else ()
    return seasonal(seasons, result.measure, baseline, entry.cycle.start, result.due or entry.cycle.end, also)
