"""What a rule is, and finding all of them; :class:`okrctl.core.case.Case` runs them.

A rule is a module in ``okrctl/rules`` whose name is its slug (``unknown_reference``) and whose docstring is its page:
first line what it flags, then why, then what to do. It sets ``CODE`` and ``SEVERITY`` and may define one of

* ``check(case)`` yielding problems: runs over the whole workspace;
* nothing: the loader reports it (families 0xx and 1xx).

``DAY = True`` marks a rule that depends on today and runs only when asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from inspect import cleandoc
from typing import Any

from okrctl.core.diagnostic import Problem, Severity
from okrctl.core.frozen import frozen
from okrctl.core.registry import modules


@frozen
class Rule:
    """A rule as found: ``page`` is its documentation, ``summary`` the page's first line."""

    code: str
    name: str
    severity: Severity
    summary: str
    page: str
    check: Callable[[Any], Iterable[Problem]] | None = None
    day: bool = False


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, by code."""
    found = []
    for module in modules("okrctl.rules"):
        page = cleandoc(module.__doc__ or "")
        found.append(
            Rule(
                code=module.CODE,
                name=module.__name__.rpartition(".")[2].replace("_", "-"),
                severity=module.SEVERITY,
                summary=page.partition("\n")[0].rstrip("."),
                page=page,
                check=getattr(module, "check", None),
                day=getattr(module, "DAY", False),
            )
        )
    return tuple(sorted(found, key=lambda rule: rule.code))


@cache
def rules_by_name() -> dict[str, Rule]:
    """Rules by slug."""
    return {rule.name: rule for rule in rules()}
