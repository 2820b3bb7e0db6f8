"""``okrctl metrics list`` and ``show``: the company's dictionary, and the one that comes with okrctl."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from okrctl.core.model.dictionary import PLACES, Known
from okrctl.core.model.origin import Source
from okrctl.core.model.settings import Metric
from okrctl.views.blocks import Blank, Block, Column, Document, Heading, Line, Run, Table, as_document
from okrctl.views.published import sheet

SCHEMA = "okrctl/metrics/v1"
_COLUMNS = "id own area title unit better definition formula indicator rhythm guardrail reference"
_LIST = (Column("metric"), Column("what it is", shrink=True), Column("unit", shrink=True), Column("better"))
_LABELS = 14


@as_document
def list_document(rows: Sequence[Known]) -> Iterator[Block]:
    """All metrics by area, the company's own first."""
    groups: dict[str, list[Known]] = {}
    for row in rows:
        area = "In okrctl.yaml" if row.own else row.shipped.area if row.shipped else ""
        groups.setdefault(area, []).append(row)
    for number, (area, members) in enumerate(groups.items()):
        if number:
            yield Blank()
        yield Heading(area, level=2)
        yield Table(
            _LIST,
            tuple((row.id, row.metric.title, row.metric.unit or "", row.metric.better or "") for row in members),
            header=not number,
        )
    yield Blank()
    yield Line((Run("okrctl metrics show METRIC", "info"), " explains one of them"))


@as_document
def show_document(row: Known, everything: Sequence[Known], measured_by: Sequence[str]) -> Iterator[Block]:
    """One metric in full."""
    where = "in okrctl.yaml" if row.own else "not in okrctl.yaml yet"
    area = f"{row.shipped.area.lower()}, " if row.shipped else ""
    yield Heading(row.metric.title, f"{row.id} · {area}{where}")
    for label, text in _facts(row, everything, measured_by):
        yield Line((Run(f"{label:<{_LABELS}}", "dim"), text), hang=_LABELS)
    yield from _source(row.metric)
    if row.own is None:
        yield Blank()
        yield Line((Run(f"okrctl new key-result OBJECTIVE --metric {row.id}", "info"), " adds it with a key result"))


def _facts(row: Known, everything: Sequence[Known], measured_by: Sequence[str]) -> Iterator[tuple[str, str]]:
    metric, shipped = row.metric, row.shipped
    ways = [metric.unit, f"{metric.better} is better" if metric.better else None, metric.indicator]
    told = " · ".join(each for each in (*ways, shipped.rhythm if shipped else None) if each)
    if told:
        yield "measured in", told
    if metric.definition:
        yield "definition", metric.definition
    if metric.formula:
        yield "formula", f"{row.id} = {metric.formula.shown()}"
    uses = [each.id for each in everything if each.metric.formula and row.id in each.metric.formula.metrics]
    if uses:
        yield "part of", ", ".join(uses)
    if measured_by:
        yield "measured by", ", ".join(measured_by)
    if shipped:
        guard = next((each.metric.title for each in everything if each.id == shipped.guardrail), "")
        yield "guarded by", f"{shipped.guardrail} ({guard})"
        for place, text in shipped.read.items():
            yield "read in", f"{PLACES[place]}: {text}"
        yield "see", f"{shipped.reference.title} · {shipped.reference.url}"


def _source(metric: Metric) -> Iterator[Block]:
    source = metric.source
    if source is None:
        return
    lines = list(_lines_of(source))
    yield Blank()
    yield Line(Run("A source to adapt:" if len(lines) > 1 or source.computed else "Source:", "dim"))
    for line in lines:
        yield Line(line, indent=2, hang=2)


def _lines_of(source: Source) -> Iterator[str]:
    if not source.computed:
        yield source.about or ""
        return
    for key, value in _plain(source).items():
        text = ", ".join(f"{name}: {path}" for name, path in value.items()) if isinstance(value, dict) else value
        yield f"{key}: {text}"


def _plain(source: Source) -> dict[str, Any]:
    keys = ("about", "file", "files", "database", "sheet", "value", "where", "query")
    return {key: value for key in keys if (value := getattr(source, key)) is not None}


def metrics_json(rows: Sequence[Known], measured_by: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The metrics as one versioned object."""
    return {"schema": SCHEMA, "metrics": [_row(row) | _more(row, measured_by) for row in rows]}


def _row(row: Known) -> dict[str, Any]:
    metric, shipped = row.metric, row.shipped
    return {
        "id": row.id,
        "own": row.own is not None,
        "area": shipped.area if shipped else None,
        "title": metric.title,
        "unit": metric.unit,
        "better": metric.better,
        "definition": metric.definition,
        "formula": str(metric.formula) if metric.formula else None,
        "indicator": metric.indicator,
        "rhythm": shipped.rhythm if shipped else None,
        "guardrail": shipped.guardrail if shipped else None,
    }


def _more(row: Known, measured_by: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    source, shipped = row.metric.source, row.shipped
    return {
        "read": dict(shipped.read) if shipped else {},
        "source": _plain(source) if source else None,
        "reference": {"title": shipped.reference.title, "url": shipped.reference.url} if shipped else None,
        "measured_by": list(measured_by.get(row.id, ())),
    }


def metrics_table(rows: Sequence[Known]) -> Document:
    """One row per metric."""
    return sheet(_COLUMNS, [_row(row) | {"reference": row.shipped and row.shipped.reference.url} for row in rows])
