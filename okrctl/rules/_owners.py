"""What rules about CODEOWNERS report when the file asks for more work than they do."""

from __future__ import annotations

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.owners import Owners
from okrctl.core.values.diagnostic import Place, Problem, Problems


def too_much(case: RuleContext, owners: Owners | None) -> Problems:
    """A problem if the owners of some files were not determined."""
    if owners is not None and owners.spent:
        which = " at base" if owners is case.owners_before else ""
        message = (
            f"CODEOWNERS{which} has too many wildcards for this many files: the owners of some files are not checked"
        )
        yield Problem(
            "limit-exceeded", Place(case.ws.config.path), message, "name files and folders in its lines instead"
        )
