"""Defines rules and finds them; :class:`okrctl.core.checks.context.RuleContext` runs them.

A rule is a module in a folder of ``okrctl/rules`` whose name is its slug (``unknown_reference``) and whose docstring is
its page: first line what it flags, then why, then what to do. It sets ``CODE`` and ``SEVERITY`` and may define
``check(case)``, which yields problems and runs over the whole workspace; ``check_department(case)``, which sees one
department's plan at a time (:class:`okrctl.core.checks.department.DepartmentContext`); or ``check_journal(case)``,
which sees one journal at a time (:class:`okrctl.core.checks.journal.JournalContext`). Without any others report the
problem: the loader, or ``okrctl pull``. Where a problem has one safe answer, ``fix(problem, value)`` says the change
(:mod:`okrctl.core.edit.changes`) that mends it, or None; ``value`` is the plain data at the problem's place.

A folder is a family. It defines the first digit of its codes (``FAMILY``) and ``WHEN`` its checks run: ``always``,
only with a ``base``, only if the ``day`` matters, only if the company's ``policies`` count, or never, because files are
checked while ``loading`` and sources on ``pull``. So a run imports only what it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib import import_module
from inspect import cleandoc
from typing import Any

from okrctl.core.model.registry import names_inside
from okrctl.core.values.diagnostic import Problem, Severity
from okrctl.core.values.frozen import frozen


@frozen
class Rule:
    """A rule; ``docstring`` is its module's, as it is written there."""

    code: str
    name: str
    severity: Severity
    docstring: str
    check: Callable[[Any], Iterable[Problem]] | None = None
    check_department: Callable[[Any], Iterable[Problem]] | None = None
    check_journal: Callable[[Any], Iterable[Problem]] | None = None
    day: bool = False
    base: bool = False
    fix: Callable[[Problem, Any], Any] | None = None

    @property
    def checks(self) -> bool:
        """Whether it checks anything itself."""
        return bool(self.check or self.check_department or self.check_journal)

    @property
    def page(self) -> str:
        """Its documentation."""
        return cleandoc(self.docstring)

    @property
    def summary(self) -> str:
        """The first line of its documentation."""
        return self.docstring.partition("\n")[0].strip().rstrip(".")


HOME = "okrctl.rules"


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, by code."""
    return tuple(sorted((rule_named(name) for name in slugs()), key=lambda rule: rule.code))


@cache
def checks(*, base: bool, day: bool, policies: bool = True) -> tuple[Rule, ...]:
    """The rules whose check applies, by code.

    With a ``base``, about the ``day``, and the company's own ``policies``.
    """
    wanted = {"always", *(["base"] if base else ()), *(["day"] if day else ()), *(["policies"] if policies else ())}
    found = (rule_named(name) for name, family in slugs().items() if _family(family).WHEN in wanted)
    return tuple(sorted((rule for rule in found if rule.checks), key=lambda rule: rule.code))


@cache
def rule_named(name: str) -> Rule:
    """The rule with that slug, one of :func:`slugs`."""
    family = slugs()[name]
    module: Any = import_module(f"{HOME}.{family}.{name.replace('-', '_')}")
    return Rule(
        code=module.CODE,
        name=name,
        severity=module.SEVERITY,
        docstring=module.__doc__ or "",
        check=getattr(module, "check", None),
        check_department=getattr(module, "check_department", None),
        check_journal=getattr(module, "check_journal", None),
        day=_family(family).WHEN == "day",
        base=_family(family).WHEN == "base",
        fix=getattr(module, "fix", None),
    )


@lru_cache(maxsize=1000)
def rule_coded(code: str) -> Rule | None:
    """The rule with that code."""
    for name, family in slugs().items():
        if code.startswith(f"OKR{_family(family).FAMILY}") and rule_named(name).code == code:
            return rule_named(name)
    return None


@cache
def slugs() -> dict[str, str]:
    """The slugs of all rules, each with the folder of its family, found without imports."""
    return {name.replace("_", "-"): family for family, inside in names_inside(HOME) for name in inside}


def _family(name: str) -> Any:
    return import_module(f"{HOME}.{name}")
