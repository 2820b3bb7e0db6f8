"""Something that a policy of the company requires is missing.

The policy is in okrctl.yaml, under `policies`; the finding shows its reason and has its severity. A policy can require
any key of an objective, a key result, a KPI or an amendment, and that a department has a guardrail.

Add what is missing.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Problems
from okrctl.rules._policies import broken

CODE = "OKR921"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Keys that must have a value and don't."""
    yield from broken(case, "policy-require", "require")
