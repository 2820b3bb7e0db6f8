"""A review of a plan, as a good coach would give it: better wording, missing guardrails and signatures, questions.

It is based on the plan alone: titles, numbers, metrics, and the findings of the rules about planning and writing. It
doesn't depend on the day; the same plan always gets the same review.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from operator import itemgetter
from typing import Literal

from okrctl.core.checks.context import RuleContext
from okrctl.core.findings.rule import rule_named
from okrctl.core.model.dictionary import PLACES, ShippedMetric
from okrctl.core.model.figures import short
from okrctl.core.model.quantities import Plan
from okrctl.core.review.selection import Selection
from okrctl.core.scores.plan import PlannedKeyResult, PlannedObjective
from okrctl.core.values.diagnostic import DocPath, Place, Problem
from okrctl.core.values.frozen import frozen
from okrctl.core.values.nearest import listed

Subject = Literal["wording", "numbers", "guardrails", "evidence", "owners", "signatures", "ambition"]
BOLD = Fraction(1, 2)
"""A move of more than this share of the baseline raises a question: what makes it possible?"""
FAINT = Fraction(2, 100)
"""So does a move of less than this share: is it worth a quarter?"""
MUCH = 6
"""The number of key results of a department from which one owner may have too many."""
SHOWN = 6
SEVERAL = 3
"""The fewest objectives for a remark that all have the same ambition."""

_WORDING = (
    "long-title", "jargon", "number-in-objective", "task-as-key-result", "activity-as-key-result",
    "title-without-number", "key-result-count", "too-many-objectives", "stands-alone",
)  # fmt: skip
_NUMBERS = (
    "title-number", "title-direction", "percent-or-points", "wrong-direction", "unknown-baseline", "empty-band",
    "conflicting-targets", "goal-arithmetic",
)  # fmt: skip
_WORK = ("task-as-key-result", "activity-as-key-result")
_EVIDENCE = ("no-evidence", "all-due-last-day", "all-lagging")
_SIGNATURES = (
    "unconfirmed-dependency", "disputed-dependency", "unplanned-dependency", "unasked-promise",
    "joint-without-key-result", "provider-too-late", "deliverable-twice",
)  # fmt: skip
_Told = dict[tuple[str, DocPath], list[Problem]]
_SUBJECTS: dict[str, Subject] = {
    **dict.fromkeys(_WORDING, "wording"),
    **dict.fromkeys(_NUMBERS, "numbers"),
    **dict.fromkeys(_EVIDENCE, "evidence"),
    **dict.fromkeys(_SIGNATURES, "signatures"),
    "no-guardrail": "guardrails",
    "no-owner": "owners",
    "no-ambition": "ambition",
}


@frozen
class Remark:
    """One piece of advice: what it is about, whose it is, what to do, and a better title if there is one."""

    subject: Subject
    ref: str
    says: str
    do: str | None
    place: Place
    title: str | None = None


@frozen
class Reading:
    """Remarks and questions about a department; each question has the reference that it is about."""

    department: str
    objectives: tuple[PlannedObjective, ...]
    remarks: tuple[Remark, ...]
    questions: tuple[tuple[str, str], ...]


def coach(case: RuleContext, selection: Selection, shipped: Mapping[str, ShippedMetric]) -> tuple[Reading, ...]:
    """The reviews of all selected departments that have active objectives.

    ``shipped`` is okrctl's dictionary, which names guardrails and where shops read a metric.
    """
    found: dict[str, list[PlannedObjective]] = {}
    for objective in case.live:
        if _wanted(selection, objective):
            found.setdefault(objective.department, []).append(objective)
    told = _told(case)
    watched = _watched(case)
    return tuple(
        Reading(
            department,
            tuple(objectives),
            tuple(_remarks(case, objectives, told, watched, shipped)),
            tuple(_questions(case, objectives, told)),
        )
        for department, objectives in found.items()
    )


def _wanted(selection: Selection, objective: PlannedObjective) -> bool:
    if selection.departments and objective.department not in selection.departments:
        return False
    if selection.periods and not any(objective.cycle.overlaps(each) for each in selection.periods):
        return False
    named = [each for each in selection.named if each.department == objective.department]
    return not selection.named or any(
        each.path in (None, objective.path)
        and (objective.at[: len(each.at)] == each.at or each.at[: len(objective.at)] == objective.at)
        for each in named
    )


def _told(case: RuleContext) -> _Told:
    """Findings that are advice on a plan, by the objective or file that they are about."""
    found: _Told = {}
    coded = ((rule_named(each.rule).code, each) for each in case.problems(day=False) if each.rule in _SUBJECTS)
    for code, problem in sorted(coded, key=itemgetter(0)):
        if case.ws.config.rules.get(code) != "off":
            at = problem.place.at
            home = at[:2] if at[:1] == ("objectives",) else ()
            found.setdefault((problem.place.path, home), []).append(problem)
    return found


def _watched(case: RuleContext) -> dict[str, set[str]]:
    """The metrics that each department measures with key results and KPIs."""
    found: dict[str, set[str]] = {}
    for result in case.plan.key_results():
        if not result.dropped and result.key_result.metric:
            found.setdefault(result.department, set()).add(result.key_result.metric)
    for kpi in case.plan.kpis:
        found.setdefault(kpi.department, set()).update({kpi.kpi.metric or kpi.kpi.id, kpi.kpi.id})
    return found


def _remarks(
    case: RuleContext,
    objectives: list[PlannedObjective],
    told: _Told,
    watched: Mapping[str, set[str]],
    shipped: Mapping[str, ShippedMetric],
) -> Iterator[Remark]:
    department = objectives[0].department
    for path in dict.fromkeys(objective.path for objective in objectives):
        for problem in told.get((path, ()), []):
            yield _remark(problem, department, None, None)
    for objective in objectives:
        by_at = {result.at: result for result in objective.live}
        for problem in told.get(objective.spot, []):
            result = by_at.get(problem.place.at[: len(objective.at) + 2])
            title = _better_title(case, result) if result and problem.rule == "title-without-number" else None
            yield _remark(problem, objective.ref, result, title)
        yield from _guardrails(objective, watched.get(department, set()), shipped)
    yield from _unread(case, objectives, shipped)
    yield from _burdens(objectives)
    yield from _one_ambition(objectives)


def _remark(problem: Problem, ref: str, result: PlannedKeyResult | None, title: str | None) -> Remark:
    ref = result.ref if result else ref
    return Remark(_SUBJECTS[problem.rule], ref, problem.message, problem.help, problem.place, title)


def _plan(case: RuleContext, result: PlannedKeyResult) -> Plan | None:
    measured = case.measured.get(result.spot)
    return measured.plan if measured else None


def _better_title(case: RuleContext, result: PlannedKeyResult) -> str | None:
    """The title with the amount that the plan asks for."""
    measure, plan = result.key_result.measure, _plan(case, result)
    if measure is None or plan is None:
        return None
    change = measure.change_asked()
    if change is not None:
        return f"{result.title}: {change}"
    if measure.counted and plan.target is not None:
        return f"{result.title}: {short(plan.target)}"
    if plan.target is not None and plan.baseline is not None:
        return f"{result.title}: from {short(plan.baseline)} to {short(plan.target, result.unit)}"
    bounds = (("to", plan.target), ("at least", plan.at_least), ("at most", plan.at_most))
    said = [f"{word} {short(amount, result.unit)}" for word, amount in bounds if amount is not None]
    return f"{result.title}: {', '.join(said)}" if said else None


def _guardrails(
    objective: PlannedObjective, watched: set[str], shipped: Mapping[str, ShippedMetric]
) -> Iterator[Remark]:
    """Metrics that may suffer when the objective is reached, and that the department doesn't monitor."""
    for result in objective.live:
        metric = shipped.get(result.key_result.metric or "")
        guard = shipped.get(metric.guardrail) if metric else None
        moves = result.key_result.measure is not None and not result.key_result.measure.guards
        if metric and guard and guard.id not in watched and moves:
            says = f"{metric.title} can be bought at the expense of {guard.title}, which nobody here watches"
            do = f"watch it as a KPI, or hold it with a key result; okrctl metrics show {guard.id} says what it is"
            yield Remark("guardrails", result.ref, says, do, result.place("metric"))


def _unread(
    case: RuleContext, objectives: list[PlannedObjective], shipped: Mapping[str, ShippedMetric]
) -> Iterator[Remark]:
    """Amounts without a source or definition; reported once per department."""
    found = [result for objective in objectives for result in objective.live if not _is_read(case, result)]
    if not found:
        return
    names = listed([result.key_result.id for result in found], SHOWN)
    says = f"nothing says how these values are worked out, or where they are read: {names}"
    first = next((shipped[each.key_result.metric or ""] for each in found if each.key_result.metric in shipped), None)
    where = "; ".join(f"{PLACES[place]}: {text}" for place, text in first.read.items()) if first else ""
    do = f"write `definition:` or `source:`{f'; shops read {first.title} here: {where}' if first and where else ''}"
    yield Remark("evidence", found[0].department, says, do, Place(found[0].path, (*found[0].at, "id")))


def _is_read(case: RuleContext, result: PlannedKeyResult) -> bool:
    written, measure = result.key_result, result.key_result.measure
    metric = case.ws.config.metrics.get(written.metric or "")
    if measure is None or not measure.in_numbers or measure.counted:
        return True
    return bool(
        written.source or written.definition or written.kpi or (metric and (metric.definition or metric.source))
    )


def _burdens(objectives: list[PlannedObjective]) -> Iterator[Remark]:
    """Owners of many key results of the department."""
    owned: dict[str, list[PlannedKeyResult]] = {}
    for objective in objectives:
        for result in objective.live:
            if result.owner:
                owned.setdefault(result.owner, []).append(result)
    for owner, results in owned.items():
        if len(results) >= MUCH:
            says = f"{owner} answers for {len(results)} key results"
            do = "add `owner:` to those that somebody else moves"
            place = Place(results[0].path, (*results[0].at, "id"))
            yield Remark("owners", objectives[0].department, says, do, place)


def _one_ambition(objectives: list[PlannedObjective]) -> Iterator[Remark]:
    """A department whose objectives are all committed or all aspirational."""
    given = {each.objective.ambition for each in objectives if each.objective.ambition_given}
    if len(objectives) < SEVERAL or len(given) != 1 or not all(each.objective.ambition_given for each in objectives):
        return
    every = next(iter(given))
    says = f"all {len(objectives)} objectives are {every}"
    do = "which one is a promise that others can plan with?" if every == "aspirational" else "is nothing a stretch?"
    place = Place(objectives[0].path, (*objectives[0].at, "ambition"))
    yield Remark("ambition", objectives[0].department, says, do, place)


def _questions(case: RuleContext, objectives: list[PlannedObjective], told: _Told) -> Iterator[tuple[str, str]]:
    """Questions for the meeting."""
    for objective in objectives:
        results = objective.live
        problems = told.get(objective.spot, [])
        work = {each.place.at[: len(objective.at) + 2] for each in problems if each.rule in _WORK}
        for result in results:
            if result.at in work:
                yield result.ref, f"After “{result.title}”: what do people do differently, and which number shows it?"
            asked = _of_size(case, result)
            if asked:
                yield result.ref, asked
        early = any(
            each.key_result.indicator == "leading"
            or (each.key_result.measure and (each.key_result.measure.steps() or each.key_result.measure.waypoints()))
            for each in results
        )
        if results and not early:
            yield objective.ref, f"What would tell us in the first month that “{objective.title}” is going wrong?"
    if len(objectives) > SEVERAL:
        yield objectives[0].department, f"Which of the {len(objectives)} objectives would you drop first?"


def _of_size(case: RuleContext, result: PlannedKeyResult) -> str | None:
    """A question about a very large or very small move, relative to the baseline."""
    plan, measure = _plan(case, result), result.key_result.measure
    if plan is None or measure is None or measure.counted or not plan.baseline or plan.target is None:
        return None
    share = abs((plan.target - plan.baseline) / plan.baseline)
    way = f"from {short(plan.baseline)} to {short(plan.target, result.unit)}"
    if share >= BOLD:
        return f"“{result.title}” goes {way}: what will be done that was not done before?"
    if 0 < share < FAINT:
        return f"“{result.title}” goes {way}: who would notice?"
    return None
