"""A policy in okrctl.yaml can't be applied as it is.

It names a key that the items it checks don't have, asks for nothing, or asks for more than possible. Nobody would
notice that it never finds anything.

Use a key that the message lists, or say what the policy asks for: `require`, `only`, `never` or `number`.
"""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.model.settings import Policy
from okrctl.core.values.diagnostic import Place, Problem, Problems
from okrctl.core.values.nearest import Nearest

CODE = "OKR920"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Policies that name unknown keys, say nothing, or contradict themselves; and more work than is done."""
    if not case.ws.config.policies:
        return
    from okrctl.core.checks.policies import keys_of

    path, nearest = case.ws.config.path, Nearest()
    for id, policy in case.ws.config.policies.items():
        at = ("policies", id)
        if not (policy.require or policy.only or policy.never or policy.number):
            message = f"policy {id} asks for nothing"
            yield Problem("policy-unusable", Place(path, at), message, "add require, only, never or number")
        for where, key in _keys(policy):
            known = keys_of(policy.each)
            if key not in known:
                yield _unknown(
                    Place(path, (*at, *where), on_key=isinstance(where[-1], str)), policy, key, known, nearest
                )
        for key, bounds in policy.number.items():
            if bounds.at_least is None and bounds.at_most is None:
                message = f"policy {id} has no bound for {key}"
                yield Problem("policy-unusable", Place(path, (*at, "number", key)), message, "add at_least or at_most")
            elif bounds.at_least is not None and bounds.at_most is not None and bounds.at_least > bounds.at_most:
                message = f"policy {id} asks for at least {bounds.at_least} and at most {bounds.at_most} {key}"
                yield Problem("policy-unusable", Place(path, (*at, "number", key)), message, "swap the two")
    if case.breaches.spent:
        message = "there are too many policies and patterns for this many items: some are not checked"
        help = "use fewer patterns with *, or name departments under `where`"
        yield Problem("policy-unusable", Place(path, ("policies",), on_key=True), message, help)


def _keys(policy: Policy) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every key that a policy names, with its place in the policy."""
    yield from ((("require", index), key) for index, key in enumerate(policy.require))
    for name in ("where", "only", "never", "number"):
        yield from (((name, key), key) for key in getattr(policy, name))


def _unknown(place: Place, policy: Policy, key: str, known: tuple[str, ...], nearest: Nearest) -> Problem:
    near = nearest(key, policy.each, lambda: known)
    help = f"did you mean {near}?" if near else f"available: {', '.join(sorted(known))}"
    message = f"policy {policy.id}: {policy.each.replace('_', ' ')}s have no key `{key}`"
    return Problem("policy-unusable", place, message, help)
