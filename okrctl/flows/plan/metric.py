"""A key result of a metric that okrctl.yaml doesn't have yet: its entry is copied from okrctl's dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okrctl.core.edit.changes import Change, Put
from okrctl.core.edit.written import Plain
from okrctl.core.model.dictionary import CURRENCY, currency_of, in_currency
from okrctl.core.values.frozen import frozen
from okrctl.shell.dictionary import shipped_metrics

if TYPE_CHECKING:
    from okrctl.core.company.workspace import Entry, Workspace
    from okrctl.core.model.dictionary import ShippedMetric
    from okrctl.core.planning import PlannedChanges


@frozen
class Borrowed:
    """What adding a metric involves: changes of okrctl.yaml (none if it has the entry), and notes for the user."""

    changes: PlannedChanges
    notes: tuple[str, ...] = ()


def borrowed(ws: Workspace, objective: Entry, metric: str | None) -> Borrowed:
    """The changes and notes for a key result of a metric."""
    shipped = shipped_metrics().get(metric) if metric else None
    if metric is None or shipped is None:
        return Borrowed({})
    notes = []
    changes: dict[str, list[Change]] = {}
    if metric not in ws.config.metrics:
        left_out = [part for part in _parts(shipped) if part not in ws.config.metrics]
        entry = _entry(ws, shipped, with_formula=not left_out)
        there = bool(ws.config.metrics)
        put = Put(("metrics", metric), entry) if there else Put(("metrics",), {metric: entry})
        changes[ws.config.path] = [put]
        if left_out:
            missing = ", ".join(left_out)
            notes.append(f"its formula is left out, because {ws.config.path} doesn't have {missing}")
        if CURRENCY in (entry.get("unit") or ""):
            notes.append(f"its unit is {CURRENCY}: replace it with yours, such as USD, in {ws.config.path}")
        if shipped.source and shipped.source.computed:
            notes.append(f"for a query that computes it from exports: okrctl metrics show {metric}")
    notes.extend(_guard(objective, shipped))
    return Borrowed(changes, tuple(notes))


def _parts(shipped: ShippedMetric) -> tuple[str, ...]:
    return shipped.formula.metrics if shipped.formula else ()


def _entry(ws: Workspace, shipped: ShippedMetric, *, with_formula: bool) -> dict[str, Any]:
    """The entry for okrctl.yaml: with the company's currency, and with its source as text."""
    results = (result for placed in ws.objectives for result in placed.history.current.key_results)
    units = [*(each.unit for each in ws.config.metrics.values()), *(each.unit for each in results)]
    currency = currency_of(units)
    source = shipped.source.about if shipped.source else None
    said = {
        "title": shipped.title,
        "unit": in_currency(shipped.unit, currency),
        "better": Plain(shipped.better) if shipped.better else None,
        "definition": shipped.definition,
        "formula": Plain(str(shipped.formula)) if shipped.formula and with_formula else None,
        "indicator": Plain(shipped.indicator) if shipped.indicator else None,
        "source": source,
    }
    return {key: value for key, value in said.items() if value is not None}


def _guard(objective: Entry, shipped: ShippedMetric) -> list[str]:
    """Suggest the guardrail of this metric, unless the objective has it."""
    home = objective.current_objective
    if home is None or any(result.metric == shipped.guardrail for result in home.key_results):
        return []
    guard = f"okrctl new key-result {objective.ref} --metric {shipped.guardrail} --weight 0"
    return [f"consider a guardrail, so that {shipped.guardrail} doesn't suffer: {guard}"]
