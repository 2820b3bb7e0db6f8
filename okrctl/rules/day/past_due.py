"""A deliverable or milestone is past due and not done.

It may be done but not reported, or late. People who depend on it need to know which.

Report it as done, or agree on a new date and amend the plan with the reason: `okrctl amend`.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.scores.scoring import ScoredKeyResult
from okrctl.core.values.diagnostic import Place, Problem, Problems

CODE = "OKR802"
SEVERITY = "advice"


def check(case: RuleContext) -> Problems:
    """Overdue deliverables and milestones of running key results."""
    for objective in case.today_scores.objectives:
        for result in objective.key_results:
            measure = result.planned.key_result.measure
            if not result.counted or result.planned.closed_on or measure is None or measure.finished(result.series):
                continue
            if measure.steps():
                yield from _steps(case, result)
            elif measure.thing:
                yield from _whole(case, result)


def _whole(case: RuleContext, result: ScoredKeyResult) -> Problems:
    planned = result.planned
    due = planned.key_result.due
    if due and due < case.today:
        message = f"{planned.ref} was due on {due} and is not done"
        yield Problem("past-due", planned.place("due"), message, _help(planned.ref, "due"))


def _steps(case: RuleContext, result: ScoredKeyResult) -> Problems:
    """Reported once per key result, at the first of its late milestones."""
    planned, measure = result.planned, result.planned.key_result.measure
    assert measure is not None
    late = [
        (step.id, due, inside)
        for step, inside in measure.placed_steps("due")
        if (due := step.due or planned.key_result.due) and due < case.today and step.id not in result.series.done
    ]
    if not late:
        return
    id, due, inside = late[0]
    others = f", like {len(late) - 1} more of its milestones" if len(late) > 1 else ""
    message = f"{planned.ref}/{id} was due on {due} and is not done{others}"
    yield Problem(
        "past-due",
        Place(planned.path, (*planned.at, *inside)),
        message,
        _help(planned.ref, f"{measure.steps_in}/{id}/due"),
    )


def _help(ref: str, field: str) -> str:
    return f"report it as done, or agree on a new date: okrctl amend {ref} --to {field}=… --why …"
