"""What rules about CODEOWNERS say when it asks for more work than they do."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.owners import Owners
from okrctl.core.values.diagnostic import Place, Problem


def too_much(case: RuleContext, owners: Owners | None) -> Iterator[Problem]:
    """That the owners of some files are not known, where that is so."""
    if owners is not None and owners.spent:
        which = " at base" if owners is case.owners_before else ""
        message = f"CODEOWNERS{which} has too many wildcards for so many files: the owners of some are not looked up"
        yield Problem(
            "limit-exceeded", Place(case.ws.config.path), message, "name files and folders in its lines instead"
        )
