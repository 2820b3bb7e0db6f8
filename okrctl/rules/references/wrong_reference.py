"""A reference to the wrong kind of item.

Each key accepts certain items: `kpi` a KPI; `supports` an objective or key result; `depends_on` an objective, key
result, milestone or department; `promised_to` the objective or key result that asked; `carried_from` an item of the
same kind. A KPI has no end and no promised result, so nothing can support it or depend on it.

Name the objective or key result that you mean.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.references import Target
from okrctl.core.values.diagnostic import Problem, Problems

CODE = "OKR209"
SEVERITY = "error"

_WORDS = {"objective": "an objective", "key_result": "a key result", "kpi": "a KPI", "milestone": "a milestone"}
_WORDS |= {"department": "a department", "external": "an external group"}
_FITTING = {
    "kpi": ("kpi",),
    "supports": ("objective", "key_result", "external"),
    "depends_on": ("objective", "key_result", "milestone", "department", "external"),
    "promised_to": ("objective", "key_result", "external"),
    "joint_with": ("department", "external"),
}


def check(case: RuleContext) -> Problems:
    """References to a kind of item that the key doesn't accept."""
    for link in case.links:
        if isinstance(link.target, Target):
            fitting = (link.source.kind,) if link.kind == "carried_from" else _FITTING.get(link.kind, tuple(_WORDS))
            sort = _sort(link.target)
            if sort not in fitting:
                *others, last = [_WORDS[each] for each in fitting if each != "external"]
                help = f"`{link.kind}` names {', '.join(others)} or {last}" if others else f"`{link.kind}` names {last}"
                yield Problem("wrong-reference", link.place, f"{link.text} is {_WORDS[sort]}", help)


def _sort(target: Target) -> str:
    if target.external:
        return "external"
    if target.entry is None:
        return "department"
    return "milestone" if target.milestone else target.entry.kind
