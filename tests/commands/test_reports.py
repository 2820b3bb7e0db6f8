"""status, score, show and tree for machines: shapes, filters, exact numbers, places, odd workspaces, growing ones."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import okrctl.core.loading.facts as facts
from tests.kit.shop import Json, Shop, check_in, objective, objectives, result, results

DAY = "2026-02-14"
PLAN = {"baseline": 0, "target": 100}


def company(path: Path) -> Shop:
    """Two departments, one of them with a KPI and a draft."""
    people = {"ana": {"name": "Ana Ruiz", "email": "ana@example.com", "owns": ["Head of SEO"]}}
    metrics = {"sessions": {"title": "Sessions", "unit": "sessions", "tags": ["reach"]}}
    shop = Shop(path, people=people, metrics=metrics)
    seo = objective(
        result("traffic", metric="sessions", baseline=100, target=200, owner="Head of SEO"),
        result("audit", done_when="All closed", due="2026-03-01", tags=["once"]),
        id="seo",
        joint_with=["technology"],
        supports=["technology/speed"],
        tags=["web"],
        depends_on=[{"ref": "technology/images", "need": "Smaller images", "due": "2026-02-28"}],
    )
    idea = objective(result("idea", count=2), id="ideas", draft=True, ambition="aspirational")
    kpi = {"id": "bounce", "title": "Bounce rate", "unit": "percent", "at_most": 45, "tags": ["web"]}
    said = {"traffic": 150, "audit": {"confidence": 7}, "bounce": 41.2}
    shop.write("marketing", lead="Bo", objectives=[seo, idea], kpis=[kpi], check_ins=[check_in("2026-02-10", said)])
    speed = objective(
        result("images", milestones=[{"id": "a", "title": "A", "due": "2026-01-31"}, {"id": "b", "title": "B"}]),
        result("load", at_most=2, hold="90%", unit="seconds"),
        id="speed",
        owner="Jo",
    )
    return shop.write(
        "technology", objectives=[speed], check_ins=[check_in("2026-02-09", {"images": ["a"], "load": 3})]
    )


ROLL_UP = {
    *("score", "progress", "expected", "gap", "committed", "aspirational"),
    *("status", "counts", "coverage", "to_close", "worst"),
}
OBJECTIVE = {
    *("ref", "title", "owner", "ambition", "joint_with", "cycle"),
    *("score", "progress", "expected", "gap", "status", "key_results"),
}
KEY_RESULT = {
    *("ref", "title", "kind", "unit", "weight", "baseline", "target", "change", "at_least", "at_most", "hold"),
    *("current", "progress", "score", "expected", "gap", "status"),
    *("overdue_days", "confidence", "last_check_in", "path", "line"),
}
KPI = {"ref", "title", "value", "at_least", "at_most", "health", "last_check_in", "overdue_days"}


class TestStatusJson:
    def test_its_shape(self, tmp_path: Path) -> None:
        found = company(tmp_path).status(DAY)
        assert list(found) == ["schema", "as_of", "organization", "departments"]
        assert (found["schema"], found["as_of"]) == ("okrctl/status/v1", DAY)
        assert set(found["organization"]) == ROLL_UP | {"name"}
        for department in found["departments"]:
            assert set(department) == ROLL_UP | {"id", "name", "kpis", "objectives", "joint"}
        assert all(set(each) >= OBJECTIVE | {"counted"} for each in objectives(found))
        assert all(set(each) >= KEY_RESULT for each in results(found))
        assert set(found["departments"][0]["kpis"][0]) >= KPI

    def test_the_kinds_and_their_values(self, tmp_path: Path) -> None:
        found = {each["ref"]: each for each in results(company(tmp_path).status(DAY))}
        seen = {ref.partition("/")[2]: (each["kind"], each["current"]) for ref, each in found.items()}
        assert seen == {
            "traffic": ("metric", 150),
            "audit": ("deliverable", "open"),
            "idea": ("metric", None),
            "images": ("milestones", ["a"]),
            "load": ("level", 3),
        }
        assert (found["technology/load"]["hold"], found["technology/load"]["unit"]) == ("90%", "seconds")
        assert found["marketing/traffic"]["title"] == "The result traffic"

    def test_lines_are_where_things_begin(self, tmp_path: Path) -> None:
        for each in results(company(tmp_path).status(DAY)):
            lines = (tmp_path / each["path"]).read_text(encoding="utf-8").splitlines()
            here = "".join(lines[each["line"] - 1 : each["line"] + 1])
            assert f'"id": "{each["ref"].partition("/")[2]}"' in here

    def test_references_and_all_change_only_the_text(self, tmp_path: Path) -> None:
        shop = company(tmp_path)
        assert shop.status(DAY) == shop.status(DAY, "--all") == shop.status(DAY, "marketing/audit")

    def test_plan_quantities_are_exact_and_scores_have_six_places(self, tmp_path: Path) -> None:
        plan = result(baseline="0.10000000000000000001", target="0.30000000000000000001")
        shop = Shop(tmp_path).write(objectives=[objective(plan)], check_ins=[check_in(DAY, {"kr": "0.2000001"})])
        out = shop.run("status", "--as-of", DAY, "--format", "json").out
        assert '"baseline": 0.10000000000000000001,' in out
        assert '"current": 0.2000001,' in out
        assert '"progress": 0.5,' in out

    @pytest.mark.parametrize(
        ("value", "shown"),
        [("0.0000005", 0), ("0.0000015", 0.000002), ("0.0000025", 0.000002), ("0.00000051", 0.000001)],
    )
    def test_rounding_is_half_to_even(self, tmp_path: Path, value: str, shown: float) -> None:
        shop = Shop(tmp_path).write(
            objectives=[objective(result(baseline=0, target=1))], check_ins=[check_in(DAY, {"kr": value})]
        )
        assert shop.result("shop/kr", DAY)["progress"] == shown


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        (["--department", "marketing"], ["traffic", "audit", "idea"]),
        (["--owner", "Head of SEO"], ["traffic"]),
        (["--owner", "ana@example.com"], ["traffic"]),
        (["--owner", "Ana Ruiz"], ["traffic"]),
        (["--owner", "head of seo"], ["traffic"]),
        (["--owner", "Jo", "--owner", "Head of SEO"], ["traffic", "images", "load"]),
        (["--status", "draft"], ["idea"]),
        (["--status", "on-track"], ["traffic", "audit", "images"]),
        (["--status", "on-track", "--department", "marketing"], ["traffic", "audit"]),
        (["--tag", "once"], ["audit"]),
        (["--tag", "web"], ["traffic", "audit"]),
        (["--tag", "reach"], ["traffic"]),
        (["--tag", "web", "--owner", "Bo"], ["audit"]),
        (["--department", "technology", "--tag", "web"], []),
    ],
)
@pytest.mark.parametrize("command", ["status", "score"])
def test_filters_choose_rows_and_never_change_a_number(
    tmp_path: Path, command: str, filters: list[str], shown: list[str]
) -> None:
    shop = company(tmp_path)
    whole, part = shop.json(command, DAY), shop.json(command, DAY, *filters)
    assert [each["ref"].partition("/")[2] for each in results(part)] == shown
    assert part["organization"] == whole["organization"]
    for each in (*results(part), *part["departments"]):
        same = "ref" if "ref" in each else "id"
        other = next(one for one in (*results(whole), *whole["departments"]) if one.get(same) == each[same])
        lists = ("objectives", "kpis")
        assert {key: each[key] for key in each if key not in lists} == {
            key: other[key] for key in other if key not in lists
        }


def test_kpis_are_filtered_too(tmp_path: Path) -> None:
    shop = company(tmp_path)
    for filters, count in ((["--tag", "web"], 1), (["--status", "healthy"], 1), (["--owner", "Jo"], 0)):
        found = shop.status(DAY, *filters)
        assert sum(len(each["kpis"]) for each in found["departments"]) == count, filters


def test_csv_has_a_row_for_every_key_result_and_kpi(tmp_path: Path) -> None:
    lines = company(tmp_path).run("status", "--as-of", DAY, "--format", "csv").out.splitlines()
    assert lines[0].startswith("department,objective,ref,title,")
    assert len(lines) == 1 + 5 + 1
    assert "marketing,,marketing/bounce,Bounce rate,Bo,,kpi,percent,,,,,,45,,41.2" in "\n".join(lines)


class TestScoreJson:
    def test_grades_by_ambition_at_the_end(self, tmp_path: Path) -> None:
        goals = [
            objective(result(id, **PLAN), id=f"goal-{id}", ambition=ambition)
            for id, ambition in (("c", "committed"), ("a", "aspirational"))
        ]
        shop = Shop(tmp_path).write(objectives=goals, check_ins=[check_in(DAY, {"c": 70, "a": 70})])
        found = shop.json("score", "2026-04-01", "--cycle", "2026-Q1")
        assert {each["ref"]: each["grade"] for each in results(found)} == {"shop/c": "amber", "shop/a": "green"}
        assert {each["ref"]: each["grade"] for each in objectives(found)} == {
            "shop/goal-c": "amber",
            "shop/goal-a": "green",
        }
        assert found["organization"]["committed"]["grade"] == "amber"
        assert found["organization"]["aspirational"]["grade"] == "green"
        for day, *cycle in ((DAY,), ("2026-03-31",), (DAY, "--cycle", "2026-Q1")):
            for report in ("score", "status"):
                running = shop.json(report, day, *cycle)
                assert {each["grade"] for each in (*results(running), *objectives(running))} == {None}
            scores = shop.json("score", day, *cycle)["organization"]
            assert (scores["committed"]["grade"], scores["aspirational"]["grade"]) == (None, None)

    def test_a_part_closed_early_has_its_grade_and_its_objective_none(self, tmp_path: Path) -> None:
        closed = result("c", **PLAN, closed={"date": "2026-02-10"})
        goals = [objective(closed, result("d", **PLAN), id="goal")]
        shop = Shop(tmp_path).write(objectives=goals, check_ins=[check_in("2026-02-10", {"c": 20, "d": 70})])
        for report in ("score", "status"):
            found = shop.json(report, DAY)
            assert {each["ref"]: each["grade"] for each in results(found)} == {"shop/c": "red", "shop/d": None}
            assert [(each["status"], each["grade"]) for each in objectives(found)] == [("missed", None)]

    def test_references_change_only_the_text(self, tmp_path: Path) -> None:
        shop = company(tmp_path)
        assert shop.json("score", DAY) == shop.json("score", DAY, "marketing/audit", "--explain")

    def test_what_has_no_data_has_no_grade(self, tmp_path: Path) -> None:
        found = next(results(Shop(tmp_path).write(objectives=[objective(result(**PLAN))]).json("score", DAY)))
        assert (found["score"], found["grade"]) == (None, None)

    def test_every_input_stands_on_the_line_that_is_named(self, tmp_path: Path) -> None:
        plan = result(
            baseline=110,
            target=180,
            checkpoints={"2026-01-31": 130},
            weight=2,
            due="2026-03-20",
            amended=[{"date": "2026-02-01", "field": "target", "from": 170, "to": 180, "why": "More"}],
        )
        shop = Shop(tmp_path).write(objectives=[objective(plan)], check_ins=[check_in("2026-01-15", {"kr": 125})])
        shop.write(file="more", check_ins=[check_in("2026-02-12", {"kr": {"value": 150, "note": "Well"}})])

        def inputs(day: str) -> dict[str, tuple[str, str]]:
            found = next(results(shop.json("score", day)))["explanation"]
            places = {}
            for each in found["inputs"]:
                lines = (tmp_path / each["path"]).read_text(encoding="utf-8").splitlines()
                places[each["name"]] = (each["value"], lines[each["line"] - 1].strip().rstrip(","))
            return places

        assert inputs("2026-01-20") == {
            "value": ("125", '"kr": 125'),
            "baseline": ("110", '"baseline": 110'),
            "target": ("170", '"from": 170'),
            "checkpoint": ("2026-01-31: 130", '"2026-01-31": 130'),
            "due": ("2026-03-20", '"due": "2026-03-20"'),
            "weight": ("2", '"weight": 2'),
        }
        assert inputs("2026-02-01")["target"] == ("180", '"target": 180')
        later = inputs(DAY)
        assert later["target"] == ("180", '"target": 180')
        assert later["value"] == ("150", '"kr": {')

    @pytest.mark.parametrize(
        ("plan", "said", "formula", "pace"),
        [
            ({"baseline": 10, "target": 4}, 7, "(7 − 10) / (4 − 10)", "45 / 90 days"),
            ({"change": "-8%"}, "-2%", "−2 / −8", "45 / 90 days"),
            ({"count": 3}, 1, "1 / 3", "⌊3 × 45 / 90⌋ / 3"),
            ({"at_most": 30}, 20, "20 is inside at most 30", "45 / 90 days"),
            ({"at_least": 95, "hold": True}, 96, "2 kept / 7 periods", "1 once a period counts"),
            ({"done_when": "x", "due": DAY}, "open", "open", f"1, due since {DAY}"),
            ({"baseline": 0, "target": 8, "checkpoints": {"2026-01-30": 2}}, 2, "(2 − 0) / (8 − 0)", None),
        ],
    )
    def test_formulas(self, tmp_path: Path, plan: Json, said: Any, formula: str, pace: str | None) -> None:
        shop = Shop(tmp_path).write(objectives=[objective(result(**plan))], check_ins=[check_in(DAY, {"kr": said})])
        found = next(results(shop.json("score", DAY)))["explanation"]
        assert found["formula"] == formula
        assert found["pace_formula"] == (pace or "0.25 + (1 − 0.25) × (45 − 30) / (90 − 30) days")


class TestShow:
    def test_an_objective(self, tmp_path: Path) -> None:
        found = company(tmp_path).json("show", DAY, "marketing/seo")
        assert (found["schema"], found["type"], found["item"]["ref"]) == (
            "okrctl/show/v1",
            "objective",
            "marketing/seo",
        )
        assert [each["to"] for each in found["supports"]] == ["technology/speed"]
        assert [(each["on"], each["state"]) for each in found["needs"]] == [("technology/images", "unconfirmed")]
        assert {each["ref"] for each in found["check_ins"]} == {"marketing/traffic", "marketing/audit"}

    def test_a_key_result_and_its_milestone(self, tmp_path: Path) -> None:
        shop = company(tmp_path)
        found = shop.json("show", DAY, "images")
        assert shop.json("show", DAY, "technology/images/a") == found
        assert [(each["id"], each["done"], each["due"]) for each in found["item"]["milestones"]] == [
            ("a", True, "2026-01-31"),
            ("b", False, "2026-03-31"),
        ]
        assert [each["from"] for each in found["waiting"]] == ["marketing/seo"]
        assert shop.json("show", DAY, "speed")["supported_by"][0]["from"] == "marketing/seo"

    def test_a_kpi(self, tmp_path: Path) -> None:
        found = company(tmp_path).json("show", DAY, "bounce")
        assert (found["type"], found["item"]["health"], found["check_ins"][0]["value"]) == ("kpi", "healthy", 41.2)

    def test_changes_to_come_are_not_told_yet(self, tmp_path: Path) -> None:
        amended = [{"date": "2026-02-15", "field": "target", "from": 100, "to": 90, "why": "x"}]
        shop = Shop(tmp_path).write(objectives=[objective(result(baseline=0, target=90, amended=amended))])
        assert shop.json("show", DAY, "kr")["amended"] == []
        assert [each["from"] for each in shop.json("show", "2026-02-15", "kr")["amended"]] == ["100"]

    @pytest.mark.parametrize("ref", ["marketing", "marketing.yaml", "legal", "nothing", "marketing/nothing"])
    def test_anything_else_is_wrong_usage(self, tmp_path: Path, ref: str) -> None:
        ran = company(tmp_path).run("show", ref)
        assert (ran.code, ran.out) == (2, "")


class TestTree:
    def aligned(self, path: Path, supports: dict[str, list[str]]) -> Shop:
        goals = [objective(result(f"kr-{id}", **PLAN), id=id, supports=up or None) for id, up in supports.items()]
        return Shop(path).write(objectives=goals)

    def test_several_parents(self, tmp_path: Path) -> None:
        shop = self.aligned(tmp_path, {"a": [], "b": [], "c": ["a", "kr-b"], "d": ["c"]})
        found = shop.json("tree", DAY)
        nodes = {each["ref"]: each for each in found["nodes"]}
        assert found["roots"] == ["shop/a", "shop/b"]
        assert nodes["shop/c"]["supports"] == ["shop/a", "shop/kr-b"]
        assert nodes["shop/b"]["supporters"] == ["shop/c"]
        lines = shop.run("tree", "--as-of", DAY).out.splitlines()
        assert sum("shop/c" in line for line in lines) == 2
        assert sum("├" in line or "└" in line for line in lines if "shop/d" in line) == 1
        assert "(for shop/kr-b, also under shop/a, 1 supporter –)  ↑ see above" in lines[-1]

    def test_supporters_scores_stand_beside_and_do_not_flow(self, tmp_path: Path) -> None:
        shop = self.aligned(tmp_path, {"a": [], "b": ["a"], "c": ["a"]})
        shop.write(file="more", check_ins=[check_in(DAY, {"kr-a": 10, "kr-b": 60, "kr-c": 80})])
        node = shop.json("tree", DAY)["nodes"][0]
        assert (node["score"], node["supporters_score"]) == (0.1, 0.7)

    def test_what_supports_a_key_result_stands_below_it_too(self, tmp_path: Path) -> None:
        goals = [
            objective(result("x", **PLAN), id="a"),
            objective(result("y", **PLAN, supports=["a"]), id="b"),
            objective(result("z", **PLAN), id="c", supports=["y"]),
        ]
        lines = Shop(tmp_path).write(objectives=goals).run("tree", "--as-of", DAY).out.splitlines()[2:]
        names = [line.partition("shop/")[2].partition(" ")[0] for line in lines]
        assert names == ["a", "y", "c", "b", "c"]

    def test_every_circle_is_told(self, tmp_path: Path) -> None:
        shop = self.aligned(tmp_path, {"a": ["b", "c"], "b": ["a"], "c": ["a"]})
        assert shop.run("tree", "--as-of", DAY).out.count("↻ in a cycle") == 2

    def test_circles_end(self, tmp_path: Path) -> None:
        shop = self.aligned(tmp_path, {"a": ["b"], "b": ["c"], "c": ["a"], "alone": ["alone"]})
        ran = shop.run("tree", "--as-of", DAY)
        assert (ran.code, ran.out.count("↻ in a cycle")) == (0, 1)
        assert shop.json("tree", DAY)["roots"] == ["shop/alone", "shop/a"]

    @pytest.mark.parametrize("format", ["text", "markdown", "json"])
    def test_a_chain_of_any_length(self, tmp_path: Path, format: str) -> None:
        chain = {f"o-{number}": [f"o-{number - 1}"] if number else [] for number in range(2000)}
        ran = self.aligned(tmp_path, chain).run("tree", "--as-of", DAY, "--format", format)
        assert (ran.code, "o-1999" in ran.out) == (0, True)

    def test_what_is_reached_on_many_ways_is_unfolded_once(self, tmp_path: Path) -> None:
        diamonds = {"o-0-a": [], "o-0-b": []}
        for number in range(1, 25):
            above = [f"o-{number - 1}-a", f"o-{number - 1}-b"]
            diamonds |= {f"o-{number}-a": above, f"o-{number}-b": above}
        assert len(self.aligned(tmp_path, diamonds).run("tree", "--as-of", DAY).out.splitlines()) < 110


class TestStatusText:
    def test_ten_needs_at_most_and_no_kind_hides_another(self, tmp_path: Path) -> None:
        shop = Shop(tmp_path)
        for number in range(12):
            shop.write(f"silent-{number}", objectives=[objective(result(**PLAN))])
        slow = [result(f"slow-{number}", **PLAN) for number in range(12)]
        unsure = [result(f"unsure-{number}", **PLAN) for number in range(12)]
        kpis = [{"id": f"kpi-{number}", "title": "Watched", "at_most": 1} for number in range(12)]
        said = {each["id"]: 1 for each in slow} | {each["id"]: 35 for each in unsure} | {each["id"]: 2 for each in kpis}
        goals = [objective(*slow, *unsure), objective(result("x", count=1), id="past", cycle="2025")]
        shop.write(objectives=goals, kpis=kpis, check_ins=[check_in(DAY, said)])
        out = shop.run("status", "--as-of", DAY).out
        lines = out[out.index("Needs you") :].splitlines()[1:]
        assert len([line for line in lines if not line.startswith(" " * 6)]) == 11
        assert lines[-1].strip() == f"… and {4 * 12 + 1 - 10} more: okrctl status --all"
        for word, count in (
            ("slow-", 5),
            ("okrctl checkin silent-", 2),
            ("kpi-", 1),
            ("unsure-", 1),
            ("close shop/past", 1),
        ):
            assert sum(word in line for line in lines) == count, word

    def test_what_is_over_and_closed_is_shown_only_when_it_is_asked_for(self, tmp_path: Path) -> None:
        past = {"cycle": "2025", "closed": {"date": "2025-12-31"}}
        shop = Shop(tmp_path).write(
            objectives=[objective(result(**PLAN)), objective(result("x", count=1), id="past", **past)]
        )
        assert "past" not in shop.run("status", "--all", "--as-of", DAY).out
        for args in (["past"], ["--status", "missed"], ["--cycle", "2025"]):
            assert "past" in shop.run("status", "--all", "--as-of", DAY, *args).out, args

    @pytest.mark.parametrize(
        ("value", "bar", "score"),
        [(100, "█████│█████", "1.00"), (99.5, "█████│████░", "1.00"), (4.4, "░░░░░│░░░░░", "0.04")],
    )
    def test_a_full_bar_is_reached_and_not_nearly(self, tmp_path: Path, value: float, bar: str, score: str) -> None:
        shop = Shop(tmp_path).write(objectives=[objective(result(**PLAN))], check_ins=[check_in(DAY, {"kr": value})])
        assert f"{bar} {score}, expected 0.50" in shop.run("status", "--as-of", DAY).out

    def test_the_first_days_have_no_data_and_say_what_to_do(self, tmp_path: Path) -> None:
        shop = Shop(tmp_path).write(objectives=[objective(result(change="-8%"))])
        out = shop.run("status", "--as-of", "2026-01-05").out
        assert "no data, expected 0.06" in out
        assert out.splitlines()[-1] == "No check-ins yet: okrctl checkin shop.yaml"
        assert "−8%" in shop.run("status", "--all", "--as-of", "2026-01-05").out

    def test_a_calm_day(self, tmp_path: Path) -> None:
        shop = Shop(tmp_path).write(objectives=[objective(result(**PLAN))], check_ins=[check_in(DAY, {"kr": 60})])
        assert "Nothing needs attention today." in shop.run("status", "--as-of", DAY).out


class TestOddWorkspaces:
    def test_a_pattern_that_matches_nothing_is_owned_up_to(self, tmp_path: Path) -> None:
        shop = Shop(tmp_path, files=["okrs/*.yaml", "plans/*.yaml"]).write(objectives=[objective(result(**PLAN))])
        for command in (["status"], ["score"], ["due"], ["deps"], ["report"]):
            ran = shop.run(*command, "--as-of", DAY)
            assert (ran.code, "this report is incomplete" in ran.err) == (1, True), ran
        shop = Shop(tmp_path, files=["okrs/*.yaml", "plans/*.yaml"], rules={"OKR115": "off"})
        assert shop.run("status", "--as-of", DAY).code == 0

    @pytest.mark.parametrize("command", [["due", "--fail-on", "overdue"], ["deps", "--fail-on", "late"]])
    def test_what_reads_no_file_never_says_that_all_is_well(self, tmp_path: Path, command: list[str]) -> None:
        ran = Shop(tmp_path).run(*command, "--as-of", DAY)
        assert (ran.code, "okrctl validate shows why" in ran.err) == (1, True)
        assert Shop(tmp_path).run(command[0], "--as-of", DAY).code == 0

    def test_a_copy_is_owned_up_to(self, tmp_path: Path) -> None:
        shop = Shop(tmp_path).write(objectives=[objective(result(**PLAN))])
        for name in ("2026-01-05-ana", "2026-01-05-ana (1)"):
            shop.write(file=name, check_ins=[check_in("2026-01-05", {"kr": 60})])
        ran = shop.run("status", "--as-of", DAY)
        assert (ran.code, "2026-01-05-ana (1).yaml" in ran.err) == (1, True), ran

    @pytest.mark.parametrize("command", [["status"], ["status", "--all"], ["score"], ["score", "--explain"], ["tree"]])
    def test_an_empty_one(self, tmp_path: Path, command: list[str]) -> None:
        ran = Shop(tmp_path).run(*command, "--as-of", DAY)
        assert (ran.code, ran.err) == (0, "")
        assert len(ran.out.splitlines()) >= 2
        found = json.loads(Shop(tmp_path).run(*command, "--as-of", DAY, "--format", "json").out)
        assert found.get("departments", found.get("nodes")) == []

    def test_a_file_that_cannot_be_read_is_owned_up_to(self, tmp_path: Path) -> None:
        shop = company(tmp_path)
        (tmp_path / "okrs" / "broken.yaml").write_text("okrctl: 1\n\tdepartment: x\n", encoding="utf-8")
        for command in (["status"], ["score"], ["tree"], ["show", "seo"]):
            ran = shop.run(*command, "--as-of", DAY)
            assert (ran.code, "okrs/broken.yaml" in ran.err, "seo" in ran.out) == (1, True, True), command

    def test_what_is_wrong_only_later_is_not_owned_up_to(self, tmp_path: Path) -> None:
        shop = company(tmp_path)
        shop.write("technology", file="more", check_ins=[check_in("2026-02-20", {"nothing": 1, "load": "low"})])
        assert shop.run("status", "--as-of", "2026-02-19").code == 0
        ran = shop.run("status", "--as-of", "2026-02-20")
        assert (ran.code, "2 results in okrs/more.yaml" in ran.err) == (1, True)

    def test_looking_writes_nothing(self, tmp_path: Path) -> None:
        shop = company(tmp_path)
        before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
        for command in (["status", "--all"], ["score", "--explain"], ["tree"], ["show", "seo"]):
            assert shop.run(*command, "--as-of", DAY).code == 0
        assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def grown(path: Path, count: int) -> Shop:
    """A company of so many departments; each supports and depends on others, and uses what all use."""
    shop = Shop(path, metrics={"sales": {"title": "Sales"}})
    for number in range(count):
        other, third = f"d-{number // 2}", f"d-{(number + 1) % count}"
        plan = objective(
            result(metric="sales", **PLAN),
            supports=[f"{other}/goal"] if number else None,
            depends_on=[{"ref": f"{third}/kr", "due": "2026-03-01"}],
            joint_with=[other] if number else None,
        )
        kpi = {"id": "bounce", "title": "Bounce", "at_most": 45}
        entries = [check_in("2026-01-10", {"kr": 20}), check_in("2026-01-31", {"kr": 30}, unchanged=["rest"])]
        shop.write(f"d-{number}", objectives=[plan], kpis=[kpi], check_ins=entries)
    return shop


def test_a_thousand_files_are_parsed_once_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    read = facts.read

    def counting(path: str, *args: Any, **options: Any) -> Any:
        parsed.append(path)
        return read(path, *args, **options)

    monkeypatch.setattr(facts, "read", counting)
    ran = grown(tmp_path, 1000).run("status", "--as-of", DAY, "--no-cache")
    assert ran.code == 0, ran.err
    assert len(parsed) == len(set(parsed)) == 1000


def calls_of(action: Callable[[], Any]) -> int:
    """How many functions are called, C functions included: a measure of work that no clock disturbs."""
    count = 0

    def note(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "command", [["status", "--all"], ["status", "--format", "json"], ["score"], ["tree"], ["show", "d-0/kr"]]
)
def test_work_grows_with_the_number_of_files(tmp_path: Path, command: list[str]) -> None:
    small, large = grown(tmp_path / "small", 60), grown(tmp_path / "large", 240)
    asked = (*command, "--as-of", DAY, "--no-cache")
    small.run(*asked)
    few, many = calls_of(lambda: small.run(*asked)), calls_of(lambda: large.run(*asked))
    assert Fraction(many, few) < Fraction(48, 10)


@pytest.mark.parametrize(
    ("goal", "said", "lost"),
    [
        ({"baseline": 5, "target": 5}, 5, True),
        ({"baseline": 0, "change": "+20%"}, 5, True),
        ({"change": "+0"}, "+2", True),
        ({"kpi": "nothing", "baseline": 1, "target": 5}, {"confidence": 5}, True),
        # these are only unknown yet
        ({"target": 5}, 5, False),
        ({"change": "+5"}, "+2", False),
        ({"baseline": 5, "target": 5, "draft": True}, 5, False),
    ],
)
def test_a_score_that_an_error_prevents_is_left_out_and_told(
    tmp_path: Path, goal: dict[str, Any], said: Any, lost: bool
) -> None:
    shop = Shop(tmp_path)
    plan = objective(result("odd", **goal), result("good", **PLAN))
    shop.write("marketing", lead="Bo", objectives=[plan], check_ins=[check_in("2026-02-10", {"odd": said})])
    for report in ("status", "score", "tree", "health"):
        ran = shop.run(report, "--as-of", DAY)
        assert (ran.code, "left out because of errors: the score of marketing/odd" in ran.err) == (lost, lost), report
