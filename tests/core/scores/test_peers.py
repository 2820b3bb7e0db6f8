"""What 22 other systems expect in their own tests or published (facts only, in peers.json), put to okrctl's scoring.

A case is a company: departments of objectives of key results, with values by day. What is answered otherwise on purpose
has ``ours`` and says ``why``; docs/guide/scoring.md names these differences.
"""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.company.workspace import build
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.settings import defaults
from okrctl.core.review.report_day import ReportDay
from tests.kit.harness import PROJECT

RuleContext = dict[str, Any]
CASES: list[RuleContext] = json.loads(Path(__file__).with_name("peers.json").read_text(encoding="utf-8"))
DIFFERENCES = {case["why"] for case in CASES if "why" in case}


def files(case: RuleContext) -> dict[str, str]:
    """The department files of a case; its key results are numbered through."""
    found, names = {}, iter(range(1000))
    for number, objectives in enumerate(case["departments"]):
        plan, said = "", {}
        for at, objective in enumerate(objectives):
            plan += f"  - id: o{at}\n    title: O\n    weight: {objective['weight']}\n    key_results:\n"
            for each in objective["key_results"]:
                name = f"kr{next(names)}"
                plan += f"      - {{id: {name}, title: K, weight: {each['weight']}, {each['plan']}}}\n"
                for day, value in each["values"].items():
                    said.setdefault(int(day), []).append(f"{name}: {value}")
        text = f"okrctl: 1\ndepartment: d{number}\ncycle: 2026-Q1\n"
        text += f"objectives:\n{plan}" if plan else ""
        text += "check_ins:\n" if said else ""
        for day in sorted(said):
            text += f"  - {{date: 2026-01-{day:02}, by: ana, results: {{{', '.join(said[day])}}}}}\n"
        found[f"d{number}.yaml"] = text
    return found


def answer(case: RuleContext, day: str) -> Fraction | None:
    """What okrctl says on a day of January."""
    facts = [department_facts(path, text) for path, text in files(case).items()]
    assert not [problem for each in facts for problem in each.problems]
    report_day = ReportDay(build(defaults(), facts), date(2026, 1, int(day)))
    objective = next(iter(report_day.scores.objectives))
    if case["what"] in ("progress", "score"):
        return getattr(objective.key_results[0], case["what"])
    if case["what"] == "objective":
        return objective.score
    whole = report_day.company
    return whole.total.score if case["what"] == "company" else whole.departments[0].total.score


def rounded(value: Fraction, how: str | None) -> Fraction:
    """As the other system rounds."""
    if how is None:
        return value
    return Fraction(floor(value + (Fraction(1, 2) if how == "half up" else 0)))


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case['from']}" for number, case in enumerate(CASES)])
def test_as_others_or_otherwise_on_purpose(case: RuleContext) -> None:
    for day, percent in (case.get("ours") or case["percent"]).items():
        found = answer(case, day)
        if percent is None or found is None:
            assert found is percent is None
        else:
            assert float(rounded(found * 100, case.get("rounded"))) == pytest.approx(
                percent, abs=case.get("within", 1e-9)
            )


def test_differences_are_differences_and_named() -> None:
    """No case is called different that is not, and the page names each reason."""
    page = " ".join((PROJECT / "docs" / "guide" / "scoring.md").read_text(encoding="utf-8").split())
    for case in CASES:
        if "why" in case:
            assert case["ours"] != case["percent"] and case["why"] in page
    assert len(CASES) == 182 and len(DIFFERENCES) == 6
