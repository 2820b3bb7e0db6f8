"""There is more or less of something than a policy of the company allows.

The policy is in okrctl.yaml, under `policies`; the finding shows its reason and has its severity. Usual policies limit
the key results of an objective and the objectives of a department.

Add, merge or remove some, or have the policy changed.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Problems
from okrctl.rules._policies import broken

CODE = "OKR923"
SEVERITY = "error"


def check(case: RuleContext) -> Problems:
    """Lists outside of the bounds for them."""
    yield from broken(case, "policy-number", "number")
