"""Departments as plain data, and what the rules say of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.workspace import Workspace, build
from okrctl.core.findings.rule import rule_named
from okrctl.core.loading.config import load_config
from okrctl.core.loading.facts import department_facts

Data = dict[str, Any]
TODAY = date(2026, 12, 31)


def goal(id: str, *results: Data, **keys: Any) -> Data:
    """An objective about which nothing is to be said; a key result is made for it where none is given."""
    plain = {"id": id, "title": "Do well", "why": "It helps", "ambition": "committed", **keys}
    return {**plain, "key_results": list(results) or [count(f"{id}-a"), count(f"{id}-b")]}


def count(id: str, **keys: Any) -> Data:
    """A key result that counts two of something."""
    return {"id": id, "title": "2 of them", "count": 2, **keys}


def moves(id: str, **keys: Any) -> Data:
    """A key result that moves; its amounts are to be given."""
    return {"id": id, "title": "20% more", **keys}


def thing(id: str, **keys: Any) -> Data:
    """A deliverable."""
    return {"id": id, "title": "All of it", "done_when": "One can see it", "due": "2026-02-15", **keys}


def department(id: str, *objectives: Data, **keys: Any) -> Data:
    """A department's file; in the first quarter of 2026 unless said."""
    return {"okrctl": 1, "department": id, "lead": id.title(), "cycle": "2026-Q1", "objectives": objectives, **keys}


def workspace(*files: Data, names: Sequence[str] = (), **settings: Any) -> Workspace:
    """The workspace that files make; the text of each is its plain data as JSON, which is YAML too."""
    config = load_config("okrctl.yaml", json.dumps({"okrctl": 1, "organization": "Shop", **settings}))
    names = names or [f"okrs/{number}-{file['department']}.yaml" for number, file in enumerate(files)]
    return build(config, [department_facts(name, json.dumps(file)) for name, file in zip(names, files, strict=True)])


def case_of(*files: Data, today: date = TODAY, names: Sequence[str] = (), **settings: Any) -> RuleContext:
    """What rules look at, of these files."""
    return RuleContext(workspace(*files, names=names, **settings), today)


def codes(told: Iterable[tuple[str, ...]]) -> list[str]:
    """The codes alone."""
    return [code for code, *_ in told]


def said(case: RuleContext, families: str = "45689", day: bool = False) -> list[tuple[str, str]]:
    """Code and message of everything said, for some families of rules; errors in the data itself are none of it."""
    told = [(rule_named(problem.rule).code, problem.message) for problem in case.problems(day=day)]
    broken = [each for each in told if each[0][3] in "01"]
    assert not broken, broken
    return sorted((code, message) for code, message in told if code[3] in families)
