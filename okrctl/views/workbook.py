"""The company as sheets of cells: numbers and dates keep their type, so that a spreadsheet can calculate with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from okrctl.core.contracts.dependency import Dependency
from okrctl.core.findings.diagnose import Positions
from okrctl.core.model.checkins import Result
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection
from okrctl.core.scores.rollup import Company, DepartmentTotal
from okrctl.core.values.frozen import frozen
from okrctl.views.deps_data import LineOf, row_json
from okrctl.views.published import exact, of_result
from okrctl.views.status_data import kpi_json, result_rows, total_json

Value = Decimal | date | str | bool | None


@frozen
class Sheet:
    """One table: titles, and rows of values. ``scores`` are the titles of columns from 0 to 1; ``judged`` is that of
    the column with statuses."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    scores: frozenset[str] = frozenset()
    judged: str = ""


@frozen
class Workbook:
    """All sheets of a company on a day. The first has one row per department, which a chart shows."""

    name: str
    day: date
    sheets: tuple[Sheet, ...]


def workbook(
    report_day: ReportDay, selection: Selection, positions: Positions, rows: Sequence[Dependency], line_of: LineOf
) -> Workbook:
    """The workbook of a day; ``rows`` are the selected dependencies."""
    return Workbook(
        report_day.company.name,
        report_day.day,
        (
            _summary(report_day, selection),
            _sheet("Key results", _KEY_RESULTS, _key_results(report_day, selection, positions), "Status"),
            _sheet("Check-ins", _CHECK_INS, _check_ins(report_day, selection)),
            _sheet("Dependencies", _DEPENDENCIES, _dependencies(rows, line_of), "State"),
            _sheet("KPIs", _KPIS, _kpis(report_day, selection), "Health"),
        ),
    )


def _columns(keys: str, titles: Mapping[str, str]) -> dict[str, str]:
    """The columns of a sheet by key; a title is the key in words, unless there is a better one."""
    better = {"last_check_in": "Last check-in", "overdue_days": "Days overdue", "path": "File", **titles}
    return {key: better.get(key, key.replace("_", " ").capitalize()) for key in keys.split()}


_SUMMARY = _columns("name score expected gap status reported total", {"name": "Department", "total": "Key results"})
_KEY_RESULTS = _columns(
    "department objective ref title owner cycle kind unit weight baseline target change at_least at_most current "
    "progress score expected gap status confidence forecast due last_check_in overdue_days path line",
    {"ref": "Key result"},
)
_CHECK_INS = _columns("day department name value confidence projected note by corrects path", {"name": "Key result"})
_DEPENDENCIES = _columns("from on need state due promised confirmed exposed chain path line", {"from": "Waits"})
_KPIS = _columns(
    "department ref title owner unit value at_least at_most health last_check_in overdue_days", {"ref": "KPI"}
)
_SCORES = frozenset({"Score", "Expected", "Gap", "Progress", "Forecast"})


def _sheet(name: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]], judged: str = "") -> Sheet:
    titles = tuple(columns.values())
    body = tuple(tuple(_value(row.get(key)) for key in columns) for row in rows)
    return Sheet(name, titles, body, _SCORES.intersection(titles), judged)


def _value(value: Any) -> Value:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value if isinstance(value, Decimal | date | bool) or value is None else str(value)


def _summary(report_day: ReportDay, selection: Selection) -> Sheet:
    company = report_day.company
    departments = (each for each in company.departments if selection.department(each.id))
    shown: list[DepartmentTotal | Company] = [*departments, company]
    totals = [{"name": each.name, **total_json(each.total)} for each in shown]
    return _sheet("Summary", _SUMMARY, [total | total["coverage"] for total in totals], "Status")


def _key_results(report_day: ReportDay, selection: Selection, positions: Positions) -> Iterator[Mapping[str, Any]]:
    for department in report_day.company.departments:
        if selection.department(department.id):
            yield from result_rows(report_day.ws.config, department, selection, positions)


def _check_ins(report_day: ReportDay, selection: Selection) -> Iterator[Mapping[str, Any]]:
    """Check-ins, entry by entry; filters of items leave only their values."""
    wanted = {
        each.planned.ref
        for objective in report_day.scores.objectives
        if selection.objective(objective)
        for each in selection.key_results(objective)
    } | {each.planned.ref for each in report_day.scores.kpis if selection.kpi(each)}
    for department in filter(selection.department, report_day.ws.departments):
        for placed in report_day.ws.journal.get(department, ()):
            entry = placed.entry
            if entry.date > report_day.day:
                continue
            head = {"day": entry.date, "department": department, "by": entry.by, "path": placed.path}
            head["corrects"] = entry.corrects
            for name, result in entry.results.items():
                ref = name if "/" in name else f"{department}/{name}"
                if not selection.filters_items or ref.partition("@")[0] in wanted:
                    yield {**head, "name": ref, **_said(result)}
            if entry.note and not selection.filters_items:
                yield {**head, "note": entry.note}


def _said(result: Result) -> dict[str, Any]:
    value = of_result(result.value) if result.value is not None else result.done
    return {
        "value": value,
        "confidence": exact(result.confidence),
        "projected": of_result(result.projected),
        "note": result.note,
    }


def _dependencies(rows: Iterable[Dependency], line_of: LineOf) -> Iterator[Mapping[str, Any]]:
    for row in rows:
        yield row_json(row, line_of) | {"chain": " > ".join(row.chain)}


def _kpis(report_day: ReportDay, selection: Selection) -> Iterator[Mapping[str, Any]]:
    for department in report_day.company.departments:
        for each in department.kpis:
            if selection.kpi(each):
                yield {"department": department.id, **kpi_json(each)}
