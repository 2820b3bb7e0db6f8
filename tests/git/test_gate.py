"""A change is judged by what was agreed before it: nothing in it can silence, loosen or exchange what judges it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.kit.repos import Json, Repo, goal, moves, plan, said

RESULT = "      - {id: traffic, title: Move traffic, baseline: 100, target: 200}"
TEXT = f"""\
okrctl: 1
department: marketing
lead: Ana
cycle: 2026-Q1
objectives:
  - id: seo
    title: Goal seo
    ambition: committed
    key_results:
{RESULT}
"""


def codes(repo: Repo) -> list[str]:
    return sorted(each.split()[0] for each in repo.changes())


def texted(tmp_path: Path, text: str = TEXT) -> Repo:
    repo = Repo(tmp_path).text("okrs/marketing.yaml", text)
    repo.commit()
    return repo


def planned(tmp_path: Path, *results: Json, settings: Json | None = None, **keys: Any) -> Repo:
    repo = Repo(tmp_path).settings(**(settings or {})).write(plan(goal(*results or (moves(),)), **keys))
    repo.commit()
    return repo


@pytest.mark.parametrize("code", ["OKR701", "OKR7", "OKR70x", "OKR*", "goal-eased", "OKR709,OKR701"])
def test_a_suppression_of_the_change_itself_is_one_more_error(tmp_path: Path, code: str) -> None:
    repo = texted(tmp_path)
    eased = RESULT.replace("200", "150")
    repo.text("okrs/marketing.yaml", TEXT.replace(RESULT, f"{eased}  # okrctl: ignore[{code}] because"))
    assert {"OKR701", "OKR709"} == set(codes(repo))


def test_a_suppression_that_was_agreed_before_counts(tmp_path: Path) -> None:
    agreed = TEXT.replace(RESULT, f"{RESULT}  # okrctl: ignore[OKR701] a guess to be corrected")
    repo = texted(tmp_path, agreed)
    repo.text("okrs/marketing.yaml", agreed.replace("200", "150"))
    assert codes(repo) == []


def test_a_suppression_of_another_rule_is_nothing_to_a_change(tmp_path: Path) -> None:
    repo = texted(tmp_path)
    repo.text("okrs/marketing.yaml", TEXT.replace(RESULT, f"{RESULT}  # okrctl: ignore[OKR605] because"))
    assert codes(repo) == []


@pytest.mark.parametrize("severity", ["off", "advice", "warning"])
def test_rules_are_those_of_the_base(tmp_path: Path, severity: str) -> None:
    repo = planned(tmp_path)
    repo.settings(rules={"OKR701": severity, "OKR709": "off"}).write(plan(goal(moves(target=150))))
    assert codes(repo) == ["OKR701", "OKR709", "OKR709"]
    assert repo.run("validate", "--base", "main", "--as-of", "2026-02-14").code == 1


def test_rules_that_were_agreed_before_count(tmp_path: Path) -> None:
    repo = planned(tmp_path, settings={"rules": {"OKR701": "off"}})
    repo.settings(rules={"OKR701": "off"}).write(plan(goal(moves(target=150))))
    assert codes(repo) == []
    repo.settings().write(plan(goal(moves(target=150))))
    assert codes(repo) == []


SETTINGS: list[tuple[Json, Json, str, Any]] = [
    ({}, {"grades": {"committed": ["0.5", "1"]}}, "grades/committed", ["0.5", "1"]),
    ({}, {"pace": {"off_track": "0.5"}}, "pace/off_track", "0.5"),
    ({}, {"check_in": {"every": "30d"}}, "check_in", {"every": "30d", "grace": "3d"}),
    ({}, {"check_in": {"grace": "30d"}}, "check_in", {"every": "7d", "grace": "30d"}),
    ({}, {"external": ["legal"]}, "external", ["legal"]),
    ({}, {"files": ["okrs/m*.yaml"]}, "files", ["okrs/m*.yaml"]),
    ({}, {"rules": {"OKR202": "off"}}, "rules/OKR202", "off"),
    (
        {"metrics": {"visits": {"title": "Visits", "unit": "visits", "better": "higher"}}},
        {"metrics": {"visits": {"title": "Visits", "unit": "visits", "better": "lower"}}},
        "metrics/visits/better",
        "lower",
    ),
]


@pytest.mark.parametrize(("before", "after", "field", "to"), SETTINGS, ids=[each[2] for each in SETTINGS])
def test_a_setting_that_eases_goals_or_silence_needs_a_trace(
    tmp_path: Path, before: Json, after: Json, field: str, to: Any
) -> None:
    repo = planned(tmp_path, settings=before)
    assert codes(repo) == []
    repo.settings(**after)
    assert codes(repo) == ["OKR709"]
    entry = {"date": "2026-02-10", "field": field, "to": to, "why": "Agreed in the board"}
    repo.settings(**after, amended=[entry])
    assert codes(repo) == []
    repo.settings(**after, amended=[{**entry, "to": "something else"}])
    assert codes(repo) == ["OKR709"]


def test_a_fiscal_year_matters_where_a_goal_runs_in_one(tmp_path: Path) -> None:
    repo = planned(tmp_path, settings={"fiscal_year": {"starts": 1}})
    repo.settings(fiscal_year={"starts": 2})
    assert codes(repo) == []
    repo.settings(fiscal_year={"starts": 1}).write(plan(goal(moves(), cycle="FY2026-Q1"))).commit()
    repo.settings(fiscal_year={"starts": 2})
    assert codes(repo) == ["OKR709"]


def test_a_stricter_setting_needs_none(tmp_path: Path) -> None:
    repo = planned(tmp_path, settings={"external": ["legal"]})
    repo.settings(check_in={"every": "2d", "grace": "1d"}, pace={"at_risk": "0.05"}, rules={"OKR601": "error"})
    assert codes(repo) == []


def test_the_cadence_of_a_department_is_a_setting(tmp_path: Path) -> None:
    repo = planned(tmp_path)
    slow = {"check_in": {"every": "30d"}}
    repo.write(plan(goal(moves()), **slow))
    assert codes(repo) == ["OKR709"]
    entry = {"date": "2026-02-10", "field": "check_in", "to": {"every": "30d"}, "why": "It moves slowly"}
    repo.write(plan(goal(moves()), **slow, amended=[entry]))
    assert codes(repo) == []


KPI = {"id": "bounce", "title": "Bounce", "unit": "percent", "at_most": 45}


@pytest.mark.parametrize(
    ("change", "code", "trace"),
    [
        ({"at_most": 60}, "OKR701", {"field": "at_most", "from": 45, "to": 60}),
        ({"unit": "points"}, "OKR708", {"field": "unit", "from": "percent", "to": "points"}),
        ({"check_in": {"every": "60d"}}, "OKR701", {"field": "check_in", "to": {"every": "60d"}}),
    ],
)
def test_a_kpi_is_judged_like_a_goal(tmp_path: Path, change: Json, code: str, trace: Json) -> None:
    repo = planned(tmp_path, kpis=[KPI])
    repo.write(plan(goal(moves()), kpis=[{**KPI, **change}]))
    assert codes(repo) == [code]
    entry = {"date": "2026-02-10", **trace, "why": "Agreed"}
    repo.write(plan(goal(moves()), kpis=[{**KPI, **change, "amended": [entry]}]))
    assert codes(repo) == []


def test_another_kpi_behind_a_key_result_needs_a_trace(tmp_path: Path) -> None:
    kpis = [KPI, {**KPI, "id": "other"}]
    repo = planned(tmp_path, moves(kpi="bounce"), kpis=kpis, check_ins=[said("2026-01-12", bounce=110)])
    repo.write(plan(goal(moves(kpi="other")), kpis=kpis, check_ins=[said("2026-01-12", bounce=110)]))
    assert codes(repo) == ["OKR708"]
