"""A value isn't among those that a policy of the company allows.

The policy is in okrctl.yaml, under `policies`; the finding shows its reason and has its severity. A policy says which
values are allowed (`only`), or which aren't (`never`); `*` stands for any text.

Use an allowed value, or have the policy changed.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Problems
from okrctl.rules._policies import broken

CODE = "OKR922"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Values that don't match what is allowed, or match what isn't."""
    yield from broken(case, "policy-value", "only", "never")
