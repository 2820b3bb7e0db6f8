"""Turns faults of the journal into problems, each with its exact place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from okrctl.core.checks.journal import JournalContext
from okrctl.core.model.measure import KpiMeasure
from okrctl.core.scores.journal import JournalMention
from okrctl.core.scores.plan import Key, PlannedKeyResult
from okrctl.core.scores.series import Fault, faults_of, in_force
from okrctl.core.values.diagnostic import DocPath, Place, Problem, Problems, Related
from okrctl.core.values.nearest import listed


def problems_of(case: JournalContext, rule: str) -> Problems:
    """The faults of one rule. Values that a key result reads from a KPI are reported at the KPI."""
    steps: dict[Key, list[str]] = {}
    for planned, fault in case.faults:
        if fault.rule == rule and (planned.reads is None or fault.inside):
            problem = _problem(case, planned, fault)
            if fault.unknown:
                if planned.key not in steps:
                    steps[planned.key] = _steps(planned)
                problem = replace(problem, help=_milestone(case, planned, steps[planned.key], fault.unknown))
            yield problem
    for kpi in case.plan.kpis:
        mentions = in_force(case.mentions(kpi.key), date.max)
        for fault in faults_of(mentions, KpiMeasure(), kpi.unit, None, date.max):
            if fault.rule == rule:
                yield _problem(case, None, fault)


def value_place(mention: JournalMention) -> Place:
    """The place of a result's value (or list), whether it is written alone or in a mapping."""
    result, at = mention.result, mention.at
    if result is not None and result.said - {"value", "done"}:
        at = (*at, "done" if result.value is None else "value")
    return Place(mention.placed.path, at)


def _problem(case: JournalContext, planned: PlannedKeyResult | None, fault: Fault) -> Problem:
    place = value_place(fault.mention)
    if fault.inside:
        place = Place(place.path, (*fault.mention.at, *fault.inside))
    related: tuple[Related, ...] = ()
    if fault.rule == "baseline-disagrees" and planned:
        related = (Related(_first_baseline(case, planned), "the baseline that applies"),)
    return Problem(fault.rule, place, fault.message, fault.help, related)


def _steps(planned: PlannedKeyResult) -> list[str]:
    measure = planned.key_result.measure
    return sorted({step.id for step in measure.steps()} if measure else ())


def _milestone(case: JournalContext, planned: PlannedKeyResult, known: list[str], unknown: str) -> str:
    """A suggestion for an unknown milestone."""
    near = case.ws.nearest(unknown, ("milestones of", planned.path, planned.at), lambda: known, 0.5)
    return f"did you mean {near}?" if near else f"its milestones: {listed(known)}"


def _first_baseline(case: JournalContext, planned: PlannedKeyResult) -> Place:
    measure = planned.key_result.measure
    at: DocPath = (*planned.at, "baseline")
    if measure and measure.given_baseline() is not None:
        return Place(planned.path, at)
    for mention in in_force(case.mentions(planned.key), date.max):
        if mention.result and mention.result.baseline is not None and mention.day >= planned.cycle.start:
            return Place(mention.placed.path, (*mention.at, "baseline"))
    return Place(planned.path, at)
