"""A department file has no owner in CODEOWNERS.

If a repository has a CODEOWNERS file, the hosting service asks the owners before a plan changes. A department file that
no line matches (or whose last matching line names no owner) can be changed without its department knowing.

Add a line for the file with the people or team of its department. The last line that matches a path counts.
"""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.values.diagnostic import Place, Problem, Problems
from okrctl.rules._owners import too_much

CODE = "OKR510"
SEVERITY = "warning"


def check(case: RuleContext) -> Problems:
    """Files without an owner, if the repository has a CODEOWNERS file."""
    if case.owners is None:
        return
    for file in case.ws.files:
        if file.department is not None and not case.owners.of(file.path) and not case.owners.spent:
            message = f"{file.path} has no owner in CODEOWNERS"
            help = f"add this line there: /{case.owners.prefix}{file.path} @…"
            yield Problem("unowned-file", Place(file.path, ("department",)), message, help)
    yield from too_much(case, case.owners)
