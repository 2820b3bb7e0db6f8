"""A department shares a joint objective, but nothing in its plan supports it.

A joint owner needs work of its own. A partner contributes if an objective or key result in its files supports the joint
objective (or one of its key results) or is promised to it, or if its lead owns a key result of it. `joint_with: all` is
not checked.

Have the partner add a key result with `supports`, or remove it from the list.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.references import Target
from okrctl.core.values.diagnostic import Problem, Problems, Spot

CODE = "OKR509"
SEVERITY = "advice"


def check(case: RuleContext) -> Problems:
    """Partners without a contribution."""
    helped: set[tuple[Spot, str]] = set()
    for link in case.links:
        if link.kind in ("supports", "promised_to") and link.entry:
            helped.add((link.entry.home, link.source.department))
    owners: dict[Spot, set[str | None]] = {}
    for link in case.links:
        partner, joint = link.target, link.source.objective
        if link.kind != "joint_with" or link.text == "all" or not isinstance(partner, Target) or not joint:
            continue
        if partner.external or partner.department == joint.department or not case.is_live(link.source):
            continue
        here, lead = joint.spot, case.ws.departments[partner.department].head.lead
        if here not in owners:
            owners[here] = {result.owner for result in joint.history.current.key_results}
        if (here, partner.department) in helped or (lead is not None and lead in owners[here]):
            continue
        message = f"{joint.ref} is joint with {partner.department}, which has no key result that supports it"
        help = f"let {partner.department} add a key result with `supports: [{joint.ref}]`, or take it off the list"
        yield Problem("joint-without-key-result", link.place, message, help)
