"""Means of means: what counts, with which weight, and what stands beside a score."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.kit.shop import Json, Shop, check_in, objective, objectives, result

DAY = "2026-02-14"  # day 45 of 90
PLAN = {"baseline": 0, "target": 100}


def goal(id: str, *values: float | None, **keys: Any) -> tuple[Json, Json]:
    """An objective whose key results are at these progress values (None: never looked at), and its results."""
    results = [result(f"{id}-{number}", **PLAN) for number in range(len(values))]
    said = {f"{id}-{number}": round(value * 100) for number, value in enumerate(values) if value is not None}
    return objective(*results, id=id, **keys), said


def shop_of(path: Path, *goals: tuple[Json, Json], date: str = DAY, **keys: Any) -> Shop:
    said = {key: value for _, results in goals for key, value in results.items()}
    return Shop(path).write(objectives=[plan for plan, _ in goals], check_ins=[check_in(date, said)], **keys)


class TestObjective:
    def test_no_data_counts_as_nothing_and_is_not_shown_as_nothing(self, tmp_path: Path) -> None:
        found = shop_of(tmp_path, goal("a", 0.8, None)).objective("shop/a", DAY)
        assert (found["score"], found["expected"], found["gap"]) == (0.4, 0.5, 0.1)
        silent = found["key_results"][1]
        assert [silent[key] for key in ("progress", "score", "gap", "current")] == [None] * 4

    def test_scores_are_clamped_before_they_are_averaged(self, tmp_path: Path) -> None:
        assert shop_of(tmp_path, goal("a", 3, -1)).objective("shop/a", DAY)["score"] == 0.5

    def test_a_guardrail_is_watched_but_not_averaged(self, tmp_path: Path) -> None:
        plan = objective(result("a", **PLAN), result("guard", **PLAN, weight=0))
        shop = Shop(tmp_path).write(objectives=[plan], check_ins=[check_in(DAY, {"a": 80, "guard": 0})])
        found = shop.objective("shop/goal", DAY)
        assert (found["score"], found["status"]) == (0.8, "off-track")
        assert shop.status(DAY)["organization"]["coverage"] == {"reported": 2, "total": 2}

    def test_with_nothing_left_to_average_it_is_left_out(self, tmp_path: Path) -> None:
        gone = objective(result("x", **PLAN, dropped={"date": "2026-02-01", "why": "x"}), id="gone")
        found = shop_of(tmp_path, (gone, {}), goal("a", 0.6)).status(DAY)
        empty = next(each for each in objectives(found) if each["ref"] == "shop/gone")
        assert [empty[key] for key in ("score", "progress", "expected", "gap")] == [None] * 4
        assert found["organization"]["score"] == 0.6

    def test_ended_with_nothing_to_average_it_is_neither_achieved_nor_missed(self, tmp_path: Path) -> None:
        gone = objective(result("x", **PLAN, dropped={"date": "2026-02-01", "why": "x"}))
        assert Shop(tmp_path).write(objectives=[gone]).objective("shop/goal", "2026-04-01")["status"] == "no-data"

    @pytest.mark.parametrize(
        ("values", "keys", "expected"),
        [
            ((0.2, 0.9), {}, "off-track"),
            ((0.3, 0.9), {}, "at-risk"),
            ((None, 0.9), {}, "stale"),
            ((0.8, 0.9), {}, "on-track"),
            ((0.1,), {"draft": True}, "draft"),
            ((0.1,), {"dropped": {"date": DAY, "why": "x"}}, "dropped"),
            ((0.6, 0.9), {"closed": {"date": DAY}}, "partly"),
            ((1, 1), {"closed": {"date": DAY}}, "achieved"),
            ((0.1,), {"cycle": "2026-Q2"}, "not-started"),
        ],
    )
    def test_its_status(self, tmp_path: Path, values: Any, keys: Any, expected: str) -> None:
        assert shop_of(tmp_path, goal("a", *values, **keys)).objective("shop/a", DAY)["status"] == expected

    def test_a_part_closed_early_is_among_its_parts(self, tmp_path: Path) -> None:
        plan = objective(result("a", **PLAN, closed={"date": DAY}), result("b", **PLAN))
        shop = Shop(tmp_path).write(objectives=[plan], check_ins=[check_in(DAY, {"a": 10, "b": 60})])
        assert shop.objective("shop/goal", DAY)["status"] == "missed"


class TestDepartmentsAndOrganization:
    def two(self, path: Path) -> Shop:
        shop = Shop(path)
        for id, values, weight in (("big", (0.8, 0.4), 3), ("small", (0.2,), 1)):
            plan, said = goal("goal", *values, weight=2)
            other, more = goal("extra", 0, weight=1, ambition="aspirational")
            shop.write(id, weight=weight, objectives=[plan, other], check_ins=[check_in(DAY, {**said, **more})])
        return shop

    def test_weights_at_every_level(self, tmp_path: Path) -> None:
        found = self.two(tmp_path).status(DAY)
        scores = {each["id"]: each["score"] for each in found["departments"]}
        assert scores == {"big": 0.4, "small": 0.133333}
        assert found["organization"]["score"] == pytest.approx((3 * 0.4 + 0.4 / 3) / 4, abs=1e-6)

    def test_committed_and_aspirational_parts(self, tmp_path: Path) -> None:
        whole = self.two(tmp_path).status(DAY)["organization"]
        assert whole["committed"] == {"score": 0.5, "expected": 0.5}
        assert whole["aspirational"] == {"score": 0, "expected": 0.35}

    def test_counts_coverage_and_the_worst_by_name(self, tmp_path: Path) -> None:
        shop = shop_of(tmp_path, goal("a", 0.1, 0.2, 0.9, None), goal("b", 0.3), date=DAY)
        whole = shop.status(DAY)["organization"]
        assert whole["counts"] == {"off-track": 2, "stale": 1, "at-risk": 1, "on-track": 1}
        assert whole["coverage"] == {"reported": 4, "total": 5}
        assert whole["worst"] == ["shop/a-0", "shop/a-1", "shop/a-3"]

    def test_objectives_do_not_roll_up_through_supports(self, tmp_path: Path) -> None:
        shop = shop_of(tmp_path, goal("top", 0.2), goal("below", 1, supports=["shop/top"]))
        assert shop.objective("shop/top", DAY)["score"] == 0.2
        assert shop.status(DAY)["organization"]["score"] == 0.6

    @pytest.mark.parametrize(
        ("goals", "expected"),
        [
            ([goal("a", 0.2)], "off-track"),
            ([goal("a", 0.25)], "at-risk"),
            ([goal("a", 0.4)], "on-track"),
            ([goal("a", None)], "no-data"),
            # half were looked at, or fewer; behind is behind whoever looked
            ([goal("a", 1, None)], "on-track"),
            ([goal("a", 1, 1, None, None, None, ambition="aspirational")], "no-data"),
            ([goal("a", 1, 1, None, None, ambition="aspirational")], "on-track"),
            ([goal("a", None, None, None, 0.9)], "off-track"),
            # what is ahead does not pay for a committed goal that is behind, if that is more than a trifle
            ([goal("a", 0.2), goal("b", *[1] * 9, ambition="aspirational")], "off-track"),
            ([goal("a", 0.35), goal("b", *[1] * 9, ambition="aspirational")], "at-risk"),
            ([goal("a", 0.2), goal("b", *[1] * 10, ambition="aspirational")], "on-track"),
        ],
    )
    def test_their_status_while_something_runs(self, tmp_path: Path, goals: Any, expected: str) -> None:
        found = shop_of(tmp_path, *goals).status(DAY)
        assert [found["organization"]["status"], found["departments"][0]["status"]] == [expected] * 2

    @pytest.mark.parametrize(
        ("value", "ambition", "expected"),
        [
            (1, "committed", "achieved"),
            (0.7, "committed", "partly"),
            (0.69, "committed", "missed"),
            (0.7, "aspirational", "achieved"),
            (0.4, "aspirational", "partly"),
            (0.39, "aspirational", "missed"),
        ],
    )
    def test_their_status_when_all_has_ended(self, tmp_path: Path, value: float, ambition: str, expected: str) -> None:
        found = shop_of(tmp_path, goal("a", value, ambition=ambition)).status("2026-05-01", "--cycle", "2026-Q1")
        assert [found["organization"]["status"], found["departments"][0]["status"]] == [expected] * 2

    def test_what_has_nothing_left_to_average_keeps_nothing_open(self, tmp_path: Path) -> None:
        dropped = {"date": "2026-02-01", "why": "x"}
        left_out = objective(result("gone", **PLAN, dropped=dropped), id="year", cycle="2026")
        found = shop_of(tmp_path, goal("a", 1), (left_out, {})).status("2026-05-01", "--cycle", "2026-Q1")
        assert [found["organization"]["status"], found["departments"][0]["status"]] == ["achieved"] * 2

    def test_a_committed_miss_is_not_made_up_for_at_the_end(self, tmp_path: Path) -> None:
        goals = goal("a", 0.5), goal("b", 1, 1, 1, ambition="aspirational")
        found = shop_of(tmp_path, *goals).status("2026-05-01", "--cycle", "2026-Q1")
        assert found["organization"]["gap"] < 0.3
        assert [found["organization"]["status"], found["departments"][0]["status"]] == ["missed"] * 2

    def test_half_looked_at_and_under_half_in_time_is_stale(self, tmp_path: Path) -> None:
        plan = objective(*(result(str(f"r{number}"), **PLAN) for number in range(3)))
        observations = [check_in("2026-01-20", {"r0": 90, "r1": 90}), check_in(DAY, {"r2": 90})]
        shop = Shop(tmp_path).write(objectives=[plan], check_ins=observations)
        assert shop.status("2026-01-30")["organization"]["status"] == "on-track"
        assert shop.status(DAY)["organization"]["status"] == "stale"

    def test_status_and_pages_say_when_committed_goals_decide(self, tmp_path: Path) -> None:
        both = goal("a", 0.2, ambition="committed"), goal("b", 0.9, ambition="aspirational")
        alike = goal("a", 0.2, ambition="committed"), goal("b", 0.2, ambition="committed")
        for name, goals, decide in (("both", both, True), ("alike", alike, False)):
            shop = shop_of(tmp_path / name, *goals)
            text = shop.run("status", "--as-of", DAY).out
            assert ("which are further behind: shop 0.20, expected 0.50" in text) is decide
            assert ("judged by committed goals" in shop.run("report", "--as-of", DAY).out) is decide

    def test_the_company_looks_at_the_committed_parts_of_its_departments(self, tmp_path: Path) -> None:
        """A department without committed goals takes no part in that mean, whatever it weighs."""
        shop = shop_of(tmp_path, goal("a", 0.2), goal("b", 1, ambition="aspirational"))
        plan, said = goal("c", 1, ambition="aspirational")
        shop.write("dreams", weight=100, objectives=[plan], check_ins=[check_in(DAY, said)])
        found = shop.status(DAY)["organization"]
        assert (found["status"], found["gap"] < 0, found["committed"]["score"]) == ("off-track", True, 0.2)

    def test_done_and_ended_parts_are_in_time(self, tmp_path: Path) -> None:
        plan = objective(
            result("done", done_when="x", due="2026-01-10"),
            result("closed", **PLAN, closed={"date": "2026-01-10"}),
            result("silent", **PLAN, weight=0),
        )
        shop = Shop(tmp_path).write(
            objectives=[plan], check_ins=[check_in("2026-01-09", {"done": "done", "closed": 95})]
        )
        assert shop.status(DAY)["organization"]["status"] == "on-track"


class TestWhatCounts:
    def shop(self, path: Path) -> Shop:
        return shop_of(
            path,
            goal("q1", 0.4),
            goal("half", 0.6, cycle="2026-H1"),
            goal("q2", 0.9, cycle="2026-Q2"),
            goal("old", None, cycle="2025-Q4"),
            goal("draft", 1, draft=True),
        )

    @pytest.mark.parametrize(
        ("day", "cycle", "counted"),
        [
            (DAY, [], ["q1", "half"]),
            (DAY, ["--cycle", "2026"], ["q1", "half"]),
            (DAY, ["--cycle", "2026-Q2"], ["half"]),
            (DAY, ["--cycle", "2025"], ["old"]),
            ("2026-05-01", [], ["half", "q2"]),
            ("2026-05-01", ["--cycle", "2026-Q1"], ["q1", "half"]),
            ("2026-05-01", ["--cycle", "2025", "--cycle", "2026-Q2"], ["half", "q2", "old"]),
            ("2027-05-01", [], []),
            ("2027-05-01", ["--cycle", "2026-01-01/2026-01-31"], ["q1", "half"]),
        ],
    )
    def test_by_day_and_by_cycle(self, tmp_path: Path, day: str, cycle: list[str], counted: list[str]) -> None:
        found = self.shop(tmp_path).status(day, *cycle)
        assert [each["ref"].removeprefix("shop/") for each in objectives(found) if each["counted"]] == counted

    def test_everything_is_in_the_json_whether_it_counts_or_not(self, tmp_path: Path) -> None:
        found = self.shop(tmp_path).status(DAY)
        statuses = {each["ref"]: each["status"] for each in objectives(found)}
        assert statuses["shop/q2"] == "not-started"
        assert statuses["shop/old"] == "missed"
        assert statuses["shop/draft"] == "draft"
        assert found["organization"]["to_close"] == ["shop/old"]

    def test_nothing_counted_is_no_score(self, tmp_path: Path) -> None:
        whole = self.shop(tmp_path).status("2027-05-01")["organization"]
        assert [whole[key] for key in ("score", "progress", "expected", "gap")] == [None] * 4
        assert (whole["status"], whole["counts"], whole["coverage"]) == ("no-data", {}, {"reported": 0, "total": 0})
        assert whole["committed"] == whole["aspirational"] == {"score": None, "expected": None}
