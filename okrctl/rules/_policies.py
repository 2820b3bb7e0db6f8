"""The finding for something that a policy of the company does not allow."""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.model.settings import Policy
from okrctl.core.values.diagnostic import Problem, Problems

_NAMED_AT_MOST = 10


def broken(case: RuleContext, rule: str, *how: str) -> Problems:
    """Everything that breaks a policy in one of these ways, with the policy's severity and words."""
    if not case.ws.config.policies:
        return
    for each in case.breaches.found:
        if each.how in how:
            policy = each.policy
            message = f"{each.fact}: {policy.why}"
            place = each.subject.at(each.key)
            yield Problem(rule, place, message, _help(policy, each.how, each.key), severity=policy.severity)


def _help(policy: Policy, how: str, key: str) -> str:
    home = f"policy `{policy.id}` in okrctl.yaml"
    if how != "only":
        return f"{home}, {how}: {key}"
    allowed = policy.only[key]
    more = ", …" if len(allowed) > _NAMED_AT_MOST else ""
    return f"{home} allows {', '.join(allowed[:_NAMED_AT_MOST])}{more}"
