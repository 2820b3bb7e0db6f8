"""All weights are zero, so there is no average.

An item with weight 0 is shown but not scored. It is meant for guardrails beside goals that count. If all key results of
an objective (or all its milestones, all objectives of a department, all departments) have weight 0, there is no score.

Give at least one of them a weight above 0, or remove the `weight` keys: the default weight is 1.
"""

from __future__ import annotations

from fractions import Fraction

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import DocPath, Place, Problem, Problems

CODE = "OKR307"
SEVERITY = "error"

_Weighed = list[tuple[Fraction, str, DocPath]]


def check(case: RuleContext) -> Problems:
    """Groups in which everything has weight 0, from milestones up to departments."""
    groups: list[tuple[str, _Weighed]] = []
    for each in case.measured.values():
        measure = each.measure
        if measure.steps() and not any(step.weight for step in measure.steps()):
            at = (*each.result.at, measure.steps_in)
            steps = [(step.weight, each.placed.path, (*at, n)) for n, step in enumerate(measure.steps())]
            groups.append((f"{measure.steps_in} of {each.result.id}", steps))
    by_department: dict[str, _Weighed] = {}
    for placed in case.ws.objectives:
        objective = placed.history.current
        if not any(each.weight for each in objective.key_results):
            results = [(each.weight, placed.path, each.at) for each in objective.key_results]
            groups.append((f"key results of {objective.id}", results))
        own = (objective.weight, placed.path, objective.at)
        by_department.setdefault(placed.department, []).append(own)
    groups += [(f"objectives of {id}", weighed) for id, weighed in by_department.items()]
    groups.append(("departments", _departments(case)))
    for name, weighed in groups:
        if weighed and not any(weight for weight, _, _ in weighed):
            _, path, at = weighed[0]
            place = Place(path, (*at, "weight"))
            message = f"all {name} have weight 0" if len(weighed) > 1 else f"the only one of the {name} has weight 0"
            yield Problem("zero-weights", place, message, "give at least one of them a weight above 0")


def _departments(case: RuleContext) -> _Weighed:
    files = {file.department: file.path for file in case.ws.files if file.head.weight is not None}
    departments = case.ws.departments.values()
    return [(each.weight, files.get(each.id, each.paths[0]), ()) for each in departments]
