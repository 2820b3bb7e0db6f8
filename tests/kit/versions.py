"""Two versions of a department, and what is said of the change: as data, without files or git."""

from __future__ import annotations

import copy
import re
from datetime import date
from typing import Any

import yaml

from okrctl.core.checks.context import RuleContext
from okrctl.core.diff.compare import Difference
from okrctl.core.findings.rule import rule_named
from tests.kit.company import workspace
from tests.kit.repos import goal, plan

Data = dict[str, Any]
DAY = date(2026, 2, 14)


def changed(before: Data, after: Data, day: date = DAY) -> Difference:
    """The difference between two versions of one file."""
    return Difference(workspace(before), workspace(after), day)


def told(case: RuleContext, families: str = "01237") -> list[tuple[str, str, str]]:
    """Code, message and help of everything that is found; errors of plain reading included."""
    found = [(rule_named(p.rule).code, p.message, p.help or "") for p in case.problems(day=False)]
    return sorted(each for each in found if each[0][3] in families)


def findings(before: Data, after: Data, day: date = DAY, **settings: Any) -> list[tuple[str, str, str]]:
    """What is found when one version of a file follows another."""
    old, new = workspace(before, **settings), workspace(after, **settings)
    return [each for each in told(RuleContext(new, day, base=old)) if each[0][3] in "0127"]


def suggested(help: str) -> list[Data]:
    """The `amended` entries that a finding's help offers, with day and reason filled in."""
    assert help.startswith("add under `amended`"), help
    text = help.partition(": ")[2].replace("date: …", "date: '2026-02-10'").replace("why: …", "why: agreed")
    loaded = yaml.load(f"[{text}]", Loader=yaml.BaseLoader)
    assert isinstance(loaded, list)
    return loaded


def amended(data: Data, ref: str, entries: list[Data]) -> Data:
    """A version with more amendments on the objective or key result of that id."""
    version = copy.deepcopy(data)
    for objective in version["objectives"]:
        for item in (objective, *objective["key_results"]):
            if item["id"] == ref.rpartition("/")[2]:
                item["amended"] = [*item.get("amended", []), *entries]
    return version


def ref_of(message: str) -> str:
    """The item that a finding of the family 7xx speaks of."""
    match = re.match(r"[a-z-]+/[a-z0-9-]+", message)
    assert match, message
    return match[0]


def one(result: Data, check_ins: Any = (), *, others: Any = (), **keys: Any) -> Data:
    """A plan with one objective, one key result (beside others) and a journal."""
    return plan(goal(result, *others, **keys), check_ins=list(check_ins))
