"""A change is judged by what was agreed before it: nothing in it can silence, loosen or exchange what judges it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from okrctl.core.findings.rule import rules
from tests.kit.harness import run_cli
from tests.kit.repos import DAY, Json, Repo, goal, moves, plan, said

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


def ignoring(line: str, *codes: str) -> str:
    return f"{line}  # okrctl: ignore[{', '.join(codes)}] a typo"


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ("target: 200", "target: 2oo"),
        ("at_least: 95", "at_least: 9o"),
        ("cycle: 2026-Q1", "cycle: 2026-Q9"),
        ("due: 2026-02-01", "due: 2026-02-31"),
        ("baseline: 100", "baseline: 1oo"),
        ("weight: 3", "weight: three"),
        ("id: seo", "id: Seo!"),
    ],
)
def test_an_error_that_is_suppressed_excuses_nothing(tmp_path: Path, line: str, broken: str) -> None:
    """Otherwise a change hides a goal behind an error that nobody sees."""
    text = TEXT.replace(RESULT, "\n".join(LINES))
    text += "check_ins: [{date: 2026-02-01, by: a@example.com, results: {traffic: 110, level: 90, bot: [vendor]}}]\n"
    repo = texted(tmp_path, text)
    repo.text("okrs/marketing.yaml", text.replace(line, broken))
    assert codes(repo) == []
    repo.text("okrs/marketing.yaml", text.replace(line, ignoring(broken, *EVERY)))
    assert set(codes(repo)) & {"OKR701", "OKR702", "OKR703"}, repo.changes()


def test_and_neither_does_one_of_the_base(tmp_path: Path) -> None:
    hidden = TEXT.replace(RESULT, ignoring(RESULT.replace("200", "2oo"), *EVERY))
    repo = texted(tmp_path, hidden)
    repo.text("okrs/marketing.yaml", TEXT.replace("200", "150"))
    assert codes(repo) == ["OKR702"]
    repo.text("okrs/marketing.yaml", TEXT.replace("200", "2oo")).commit()
    repo.text("okrs/marketing.yaml", TEXT.replace("200", "150"))
    assert codes(repo) == []


EVERY = [each.code for each in rules() if each.code < "OKR4"]
LINES = """\
      - id: traffic
        title: Move traffic
        baseline: 100
        target: 200
      - id: level
        title: Level
        at_least: 95
      - id: audit
        title: Audit
        done_when: All is closed
        due: 2026-02-01
      - id: bot
        title: Bot
        milestones:
          - id: vendor
            title: Vendor chosen
          - id: live
            title: Live
            weight: 3
""".splitlines()


@pytest.mark.parametrize("broken", ["zz: {", "  : {["])
def test_a_file_that_cannot_be_read_is_an_error_whatever_it_says(tmp_path: Path, broken: str) -> None:
    repo = texted(tmp_path)
    repo.text("okrs/marketing.yaml", TEXT + ignoring(f"# okrctl: ignore[{', '.join(EVERY)}]\n{broken}", *EVERY))
    for command in (["validate"], ["validate", "--base", "main", "--as-of", "2026-02-14"]):
        ran = repo.run(*command)
        assert (ran.code, "OKR003" in ran.out) == (1, True), ran.out


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


MAY = {"from": "05-01", "to": "05-31", "at_most": 50}
YEAR = {"from": "01-01", "to": "12-31", "at_most": 99}


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ([MAY, YEAR], [YEAR, MAY], "except/order"),
        ([MAY], [{**YEAR, "from": "05-01"}, MAY], "except/05-01"),
        ([MAY], [YEAR, MAY], "except/01-01"),
        ([MAY], [], "except/05-01"),
    ],
    ids=["reordered", "one before it of the same day", "one before it", "gone"],
)
def test_exceptions_of_a_kpi_are_part_of_its_band(tmp_path: Path, before: Any, after: Any, field: str) -> None:
    """The first one that fits applies: their order counts, too."""

    def with_exceptions(windows: Any, **keys: Any) -> Json:
        return plan(goal(moves()), kpis=[{**KPI, "except": windows, **keys}])

    repo = Repo(tmp_path).write(with_exceptions(before))
    repo.commit()
    repo.write(with_exceptions(after))
    (told,) = repo.changes()
    assert re.match(rf"OKR702 .*: {field} ", told), told
    ran = repo.run("validate", "--base", "main", "--as-of", "2026-02-14", "--format", "json", "--select", "OKR702")
    (help,) = (each["help"] for each in json.loads(ran.out)["diagnostics"])
    trace = yaml.safe_load(help.partition("`amended`: ")[2].replace("date: …", "date: 2026-02-10").replace("…", "x"))
    repo.write(with_exceptions(after, amended=[{**trace, "date": "2026-02-10"}]))
    assert repo.changes() == []


def test_an_exception_after_another_is_one_change(tmp_path: Path) -> None:
    repo = Repo(tmp_path).write(plan(goal(moves()), kpis=[{**KPI, "except": [MAY]}]))
    repo.commit()
    repo.write(plan(goal(moves()), kpis=[{**KPI, "except": [MAY, YEAR]}]))
    assert [each.partition(": ")[2].partition(" ")[0] for each in repo.changes()] == ["except/01-01"]


def test_another_kpi_behind_a_key_result_needs_a_trace(tmp_path: Path) -> None:
    kpis = [KPI, {**KPI, "id": "other"}]
    repo = planned(tmp_path, moves(kpi="bounce"), kpis=kpis, check_ins=[said("2026-01-12", bounce=110)])
    repo.write(plan(goal(moves(kpi="other")), kpis=kpis, check_ins=[said("2026-01-12", bounce=110)]))
    assert codes(repo) == ["OKR708"]


def eased(day: str) -> Json:
    entry = {"date": day, "field": "target", "from": 200, "to": 150, "why": "A market closed"}
    return moves(target=150, amended=[entry])


LOOKS = [said("2026-01-12", traffic=110), said("2026-02-09", traffic=120)]


@pytest.mark.parametrize(
    ("result", "found"),
    [
        (eased("2020-02-01"), ["OKR712"]),
        (eased("2025-12-31"), ["OKR712"]),
        (eased("2026-04-01"), ["OKR712"]),
        (eased("2026-01-25"), ["OKR712"]),
        (eased("2026-01-26"), []),
        (moves(dropped={"date": "2026-01-25", "why": "No market"}), ["OKR712"]),
        (moves(dropped={"date": "2026-02-10", "why": "No market"}), []),
        (moves(closed={"date": "2026-01-25"}), ["OKR712"]),
        (moves(closed={"date": "2026-02-10"}), []),
    ],
)
def test_a_trace_is_of_the_days_in_which_it_is_written(tmp_path: Path, result: Json, found: list[str]) -> None:
    repo = planned(tmp_path, check_ins=LOOKS)
    repo.write(plan(goal(result), check_ins=LOOKS))
    assert codes(repo) == found


@pytest.mark.parametrize("why", ["", " ", ".", "-", "…", "?!", "_", "\u3164", "\u00a0", "🙂"])
def test_a_reason_has_a_letter_or_a_digit(tmp_path: Path, why: str) -> None:
    repo = planned(tmp_path, check_ins=LOOKS[:1])
    (entry,) = eased("2026-02-01")["amended"]
    for trace in ({"target": 150, "amended": [entry | {"why": why}]}, {"dropped": {"date": "2026-02-01", "why": why}}):
        repo.write(plan(goal(moves(**trace)), check_ins=LOOKS[:1]))
        ran = repo.run("validate", "--base", "main", "--as-of", DAY, "--format", "concise")
        assert (ran.code, "OKR104 error why: " in ran.out) == (1, True), ran.out


@pytest.mark.parametrize("blank", ["\u3164", "\u2800", "\u00ad", "\u115f \uffa0"])
def test_what_is_drawn_as_a_blank_is_no_text(tmp_path: Path, blank: str) -> None:
    repo = planned(tmp_path, moves(title=blank), lead=blank)
    ran = repo.run("validate", "--format", "concise")
    assert ran.out.count("the text is empty") == 2, ran.out
    repo.write(plan(goal(moves(title=f"한{blank}글")), lead="Ana"))
    assert "the text is empty" not in repo.run("validate", "--format", "concise").out


@pytest.mark.parametrize("why", ["x", "7", "因为", "ä", "Σ", "٣"])
def test_a_reason_may_be_in_any_script(tmp_path: Path, why: str) -> None:
    repo = planned(tmp_path, check_ins=LOOKS[:1])
    (entry,) = eased("2026-02-01")["amended"]
    repo.write(plan(goal(moves(target=150, amended=[entry | {"why": why}])), check_ins=LOOKS[:1]))
    assert codes(repo) == []


def test_a_department_without_weight_is_as_good_as_dropped(tmp_path: Path) -> None:
    repo = planned(tmp_path)
    repo.write(plan(goal(moves()), department="sales", cycle="2026-Q1"), "okrs/sales.yaml")
    repo.commit()
    repo.write(plan(goal(moves()), department="sales", weight=0), "okrs/sales.yaml")
    assert codes(repo) == ["OKR709"]
    trace = {"date": "2026-02-10", "field": "weight", "from": 1, "to": 0, "why": "Sold"}
    repo.write(plan(goal(moves()), department="sales", weight=0, amended=[trace]), "okrs/sales.yaml")
    assert codes(repo) == []


NEED = {"ref": "ops/speed", "need": "Fast pages", "due": "2026-02-28"}


@pytest.mark.parametrize(
    ("now", "trace", "found"),
    [
        ([], None, ["OKR715"]),
        ([], {"field": "depends_on/ops/speed"}, []),
        ([], {"field": "depends_on/ops/speed/due", "from": "2026-02-28"}, ["OKR715"]),
        ([], {"field": "depends_on/ops/other"}, ["OKR715"]),
        ([{**NEED, "due": "2026-03-28"}], None, ["OKR715"]),
        ([{**NEED, "due": "2026-03-28"}], {"field": "depends_on/ops/speed/due", "to": "2026-03-28"}, []),
        ([{**NEED, "due": "2026-03-28"}], {"field": "depends_on/ops/speed", "to": {**NEED, "due": "2026-03-28"}}, []),
        ([{**NEED, "due": "2026-03-28"}], {"field": "depends_on/ops/speed/due", "to": "2026-03-27"}, ["OKR715"]),
        ([{**NEED, "due": "2026-03-28"}], {"field": "depends_on/ops/speed"}, ["OKR715"]),
        ([{"ref": "ops/speed"}], None, ["OKR715"]),
        ([{"ref": "ops/speed"}], {"field": "depends_on/ops/speed/due", "from": "2026-02-28"}, []),
        ([{**NEED, "due": "2026-02-20", "need": "More"}], None, []),
        ([{**NEED, "ref": "ops/traffic"}], None, []),
        ([{**NEED, "ref": "ops/traffic", "due": "2026-03-01"}], None, ["OKR715"]),
        ([{**NEED, "ref": "ops"}], None, []),
        ([{**NEED, "ref": "sales/seo"}], None, ["OKR715"]),
        ([NEED, {"ref": "sales/seo", "need": "More"}], None, []),
    ],
)
def test_a_need_is_withdrawn_or_postponed_with_a_word(
    tmp_path: Path, now: list[Json], trace: Json | None, found: list[str]
) -> None:
    repo = planned(tmp_path)
    repo.write(plan(goal(moves(), id="speed"), department="ops")).write(plan(goal(moves()), department="sales"))
    repo.write(plan(goal(moves(), depends_on=[NEED]))).commit()
    amended = [{"date": "2026-02-10", "why": "Agreed", **trace}] if trace else []
    repo.write(plan(goal(moves(), depends_on=now, amended=amended)))
    assert codes(repo) == found


def test_a_need_ends_with_its_item_or_what_it_asked_for(tmp_path: Path) -> None:
    dropped = {"dropped": {"date": "2026-02-10", "why": "No time"}}
    repo = planned(tmp_path)
    repo.write(plan(goal(moves(), id="speed"), department="ops"))
    repo.write(plan(goal(moves(), depends_on=[NEED]))).commit()
    repo.write(plan(goal(moves(), **dropped)))
    assert codes(repo) == []
    repo.write(plan(goal(moves()))).write(plan(goal(moves(), id="speed", **dropped), department="ops"))
    assert codes(repo) == []
    # another name is the same need
    repo.write(plan(goal(moves(), id="fast", formerly=["speed"]), department="ops"))
    repo.write(plan(goal(moves(), depends_on=[{**NEED, "ref": "ops/fast"}])))
    assert codes(repo) == []
    repo.write(plan(goal(moves(), draft=True, depends_on=[NEED]))).commit()
    repo.write(plan(goal(moves(), draft=True)))
    assert codes(repo) == []


@pytest.mark.parametrize(
    ("was", "now", "trace"),
    [
        ({}, {"check_in": {"every": "30d"}}, {"field": "check_in", "to": {"every": "30d"}}),
        ({"check_in": {"every": "1d"}}, {}, {"field": "check_in", "from": {"every": "1d"}}),
        ({"pace": {"at_risk": 0.05}}, {}, {"field": "pace/at_risk", "from": 0.05}),
        ({"grades": {"committed": [0.9, 1]}}, {}, {"field": "grades/committed", "from": [0.9, 1]}),
        ({"rules": {"OKR412": "error"}}, {}, {"field": "rules/OKR412", "from": "error"}),
        ({"fiscal_year": {"starts": 2}}, {"fiscal_year": {"starts": 3}}, {"field": "fiscal_year", "to": {"starts": 3}}),
        ({"fiscal_year": {"starts": 2}}, {}, {"field": "fiscal_year", "from": {"starts": 2}}),
    ],
)
def test_the_trace_of_a_setting_may_leave_out_defaults(tmp_path: Path, was: Json, now: Json, trace: Json) -> None:
    repo = Repo(tmp_path).settings(**was).write(plan(goal(moves()), cycle="FY2026-Q1"))
    repo.commit()
    repo.settings(**now)
    assert "OKR709" in codes(repo)
    entry = {"date": "2026-02-10", "why": "Agreed", **trace}
    repo.settings(**now, amended=[entry])
    assert "OKR709" not in codes(repo)
    # it has to lead to what is there
    elsewhere = {"check_in": {"every": "29d"}, "fiscal_year": {"starts": 4}, "grades/committed": [0.1, 0.2]}
    for wrong in (elsewhere.get(trace["field"], "0.77"), *([None] if now else [])):
        repo.settings(**now, amended=[entry | {"to": wrong}])
        assert "OKR709" in codes(repo)


def test_a_check_in_of_the_change_itself_does_not_date_back_a_trace(tmp_path: Path) -> None:
    repo = planned(tmp_path, check_ins=LOOKS[:1])
    repo.write(plan(goal(eased("2026-01-12")), check_ins=LOOKS))
    assert codes(repo) == []


def test_traces_of_settings_departments_and_kpis_are_not_dated_back_either(tmp_path: Path) -> None:
    old = {"date": "2026-01-02", "why": "Agreed"}
    repo = planned(tmp_path, kpis=[KPI], check_ins=LOOKS)
    repo.settings(external=["legal"], amended=[{**old, "field": "external", "to": ["legal"]}])
    assert codes(repo) == ["OKR712"]
    repo.settings().write(
        plan(goal(moves()), kpis=[KPI], check_ins=LOOKS, amended=[{**old, "field": "weight", "to": 1}])
    )
    assert codes(repo) == ["OKR712"]
    entry = {**old, "field": "at_most", "from": 45, "to": 60}
    repo.write(plan(goal(moves()), kpis=[{**KPI, "at_most": 60, "amended": [entry]}], check_ins=LOOKS))
    assert codes(repo) == ["OKR712"]


def test_an_id_that_was_an_items_before_is_taken(tmp_path: Path) -> None:
    observations = [said("2026-01-12", orders=180)]
    web = moves("web-orders", formerly=["orders"])
    repo = planned(tmp_path, web, moves("other"), check_ins=observations)
    assert repo.run("validate", "--select", "OKR201", "--format", "concise").out == ""
    for taker in (moves("orders"), moves("other", formerly=["orders"])):
        repo.write(plan(goal(web, taker), check_ins=observations))
        ran = repo.run("validate", "--select", "OKR201", "--format", "concise")
        assert ran.code == 1 and "but another item has that id on the same days" in ran.out
    later = goal(moves("orders"), id="next", cycle="2026-Q2")
    repo.write(plan(goal(web), later, check_ins=observations))
    assert repo.run("validate", "--select", "OKR201", "--format", "concise").out == ""


def linked(repo: Repo, how: str) -> Path:
    """Put links in place of what is committed; the file that is to be edited."""
    root = repo.root
    if how == "file":
        (root / "okrs/marketing.yaml").rename(root / "plan.yaml")
        (root / "okrs/marketing.yaml").symlink_to("../plan.yaml")
        return root / "plan.yaml"
    if how == "folder":
        (root / "okrs").rename(root / "real")
        (root / "okrs").symlink_to("real")
        return root / "real/marketing.yaml"
    (root / "okrctl.yaml").rename(root / "settings.yaml")
    (root / "okrctl.yaml").symlink_to("settings.yaml")
    return root / "okrs/marketing.yaml"


@pytest.mark.parametrize("how", ["file", "folder", "settings"])
def test_what_links_lead_to_is_compared(tmp_path: Path, how: str) -> None:
    repo = texted(tmp_path)
    plain = linked(repo, how)
    assert codes(repo) == []
    repo.commit()
    plain.write_text(TEXT.replace("200", "150"), encoding="utf-8")
    assert repo.changes(base="HEAD") == ["OKR701 marketing/traffic was made easier: target 200 → 150"]


def test_a_file_in_place_of_a_link_to_nowhere_cannot_be_compared(tmp_path: Path) -> None:
    repo = texted(tmp_path)
    (repo.root / "okrs/sales.yaml").symlink_to("../gone.yaml")
    repo.commit()
    (repo.root / "okrs/sales.yaml").unlink()
    repo.text("okrs/sales.yaml", TEXT.replace("marketing", "sales"))
    assert repo.changes(base="HEAD") == [
        "OKR713 this file could not be read at the base, so nothing in it can be compared"
    ]


@pytest.mark.parametrize("home", ["plans", "Here"])
def test_a_workspace_that_was_moved_cannot_be_compared(tmp_path: Path, home: str) -> None:
    repo = Repo(tmp_path, "here").text("okrs/marketing.yaml", TEXT)
    repo.commit()
    repo.git("mv", "here", "away")
    repo.git("mv", "away", home)
    moved = Repo(tmp_path, home, init=False)
    moved.settings(rules={"OKR713": "off"}).text("okrs/marketing.yaml", TEXT.replace("200", "150"))
    assert moved.changes() == [
        "OKR713 the workspace of the base is in here/okrctl.yaml, so nothing can be compared with it"
    ]


def test_another_workspace_beside_the_first_is_new(tmp_path: Path) -> None:
    Repo(tmp_path, "here").text("okrs/marketing.yaml", TEXT).commit()
    other = Repo(tmp_path, "there", init=False).settings().text("okrs/marketing.yaml", TEXT)
    assert other.changes() == []


def test_a_workspace_within_another_one_cannot_be_compared(tmp_path: Path) -> None:
    """A new okrctl.yaml beside the files is the nearest one, and the base has none there."""
    repo = Repo(tmp_path).settings(files=["okrs/*/plan.yaml"]).text("okrs/marketing/plan.yaml", TEXT)
    repo.commit()
    inner = Repo(tmp_path, "okrs/marketing", init=False).settings(files=["*.yaml"])
    inner.text("plan.yaml", TEXT.replace("200", "150"))
    told = "OKR713 plan.yaml belonged to the workspace in the folder above at the base, so nothing can be compared"
    assert inner.changes() == [told]
    by_path = run_cli("validate", "--base", "main", "okrs/marketing/plan.yaml", "--as-of", "2026-02-14", cwd=tmp_path)
    assert (by_path.code, "OKR713" in by_path.out) == (1, True)
    # the outer workspace still reads it
    assert codes(repo) == ["OKR701"]


def test_a_new_workspace_below_another_one_is_new(tmp_path: Path) -> None:
    Repo(tmp_path).text("okrs/marketing.yaml", TEXT).commit()
    inner = Repo(tmp_path, "okrs/shop", init=False).settings().text("okrs/marketing.yaml", TEXT)
    assert inner.changes() == []


def test_a_file_that_git_spells_otherwise_cannot_be_compared(tmp_path: Path) -> None:
    """As on a file system that ignores case: git knows the folder by its first name, patterns by its present one."""
    repo = Repo(tmp_path).text("Okrs/marketing.yaml", TEXT)
    repo.git("config", "core.ignorecase", "true")
    repo.commit()
    (tmp_path / "Okrs").rename(tmp_path / "okrs")
    repo.text("okrs/marketing.yaml", TEXT.replace("200", "150"))
    told = "OKR713 this file is Okrs/marketing.yaml at the base and isn't read there, so nothing in it can be compared"
    assert repo.changes() == [told]
    assert repo.run("validate", "--base", "main", "--as-of", "2026-02-14").code == 1


def test_a_file_that_was_only_spelled_otherwise_is_compared(tmp_path: Path) -> None:
    repo = texted(tmp_path)
    (tmp_path / "okrs/marketing.yaml").rename(tmp_path / "okrs/Marketing.yaml")
    repo.text("okrs/Marketing.yaml", TEXT.replace("200", "150"))
    assert codes(repo) == ["OKR701"]


def test_two_files_that_differ_in_case_are_two_files(tmp_path: Path) -> None:
    repo = Repo(tmp_path).text("Okrs/marketing.yaml", TEXT)
    repo.commit()
    repo.text("okrs/marketing.yaml", TEXT)
    assert repo.changes() == []


@pytest.mark.parametrize(("home", "place"), [("", "okrs"), ("plans", "plans/okrs"), ("plans", "plans")])
def test_what_was_a_submodule_cannot_be_compared(tmp_path: Path, home: str, place: str) -> None:
    inner = Repo(tmp_path / "inner").text("marketing.yaml" if place.endswith("okrs") else "okrs/marketing.yaml", TEXT)
    inner.commit()
    repo = Repo(tmp_path / "outer", home if home != place else "")
    repo.git("submodule", "add", "-q", str(inner.top), place)
    repo.commit()
    repo.git("rm", "-q", "-f", place)
    shutil.rmtree(repo.top / ".git" / "modules")
    eased = Repo(repo.top, home, init=False).settings().text("okrs/marketing.yaml", TEXT.replace("200", "150"))
    told = eased.changes(base="HEAD")
    assert [each.partition(", so nothing")[0] for each in told] == [
        f"OKR713 {place.removeprefix('plans/')} was a submodule at the base"
    ]


def test_what_was_a_link_to_the_workspace_cannot_be_compared(tmp_path: Path) -> None:
    """The folder that it led to is still there, and is another workspace by now."""
    repo = Repo(tmp_path, "there").text("okrs/marketing.yaml", TEXT)
    (tmp_path / "here").symlink_to("there")
    repo.commit()
    (tmp_path / "here").unlink()
    eased = Repo(tmp_path, "here", init=False).settings().text("okrs/marketing.yaml", TEXT.replace("200", "150"))
    assert eased.changes(base="HEAD") == [
        "OKR713 here was a link at the base, so nothing can be compared with its content"
    ]


def test_the_order_of_files_is_no_way_to_another_value(tmp_path: Path) -> None:
    """Of two values of a day the one in the later file counts: nothing in any file changes, but a file's name."""
    repo = Repo(tmp_path).write(plan(goal(moves())))
    for name, value in (("a", 180), ("b", 110)):
        journal = {"okrctl": 1, "department": "marketing", "check_ins": [said("2026-02-01", traffic=value)]}
        repo.write(journal, f"okrs/{name}.yaml")
    repo.commit()
    repo.git("mv", "okrs/a.yaml", "okrs/z.yaml")
    assert codes(repo) == ["OKR714"]


def test_a_kpi_that_is_gone_needs_a_word(tmp_path: Path) -> None:
    repo = Repo(tmp_path).text("okrs/marketing.yaml", f"{TEXT}kpis: [{{id: bounce, title: Bounce, at_most: 45}}]\n")
    repo.commit()
    repo.text("okrs/marketing.yaml", TEXT)
    assert repo.changes() == ["OKR703 marketing/bounce was monitored and was deleted (this is its line at the base)"]
    word = "amended: [{date: 2026-02-10, field: kpis/bounce, why: Nobody looks at it}]\n"
    repo.text("okrs/marketing.yaml", TEXT + word)
    assert repo.changes() == []
