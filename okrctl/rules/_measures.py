"""The input of rules about measures: every key result as written, and its baseline."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from okrctl.core.checks.context import RuleContext
from okrctl.core.checks.department import DepartmentContext
from okrctl.core.company.workspace import PlacedObjective
from okrctl.core.model.items import KeyResult
from okrctl.core.model.measure import Measure
from okrctl.core.model.quantities import Plan
from okrctl.core.values.diagnostic import Place


def key_results(case: RuleContext | DepartmentContext) -> Iterator[tuple[PlacedObjective, KeyResult]]:
    """All key results as written, including those of objectives with an invalid cycle."""
    for placed in case.ws.objectives:
        for result in placed.history.current.key_results:
            yield placed, result


def measured(case: RuleContext | DepartmentContext) -> Iterator[tuple[PlacedObjective, KeyResult, Measure]]:
    """The key results with a known kind."""
    for placed, result in key_results(case):
        if result.measure is not None:
            yield placed, result, result.measure


def baseline_of(
    case: RuleContext | DepartmentContext, placed: PlacedObjective, result: KeyResult
) -> tuple[Fraction | None, Place]:
    """The baseline of the plan, or the first one in the journal, and its place."""
    return case.baselines[placed.path, result.at]


def quantities_of(case: DepartmentContext, placed: PlacedObjective, result: KeyResult) -> Plan:
    """The plan in numbers, with the baseline if it is known."""
    return case.quantities[placed.path, result.at]


def unit_of(case: RuleContext | DepartmentContext, result: KeyResult) -> str | None:
    """Its own unit, or its metric's."""
    metric = case.ws.config.metrics.get(result.metric or "")
    return result.unit or (metric.unit if metric else None)
