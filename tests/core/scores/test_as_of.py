"""The plan and the journal of a day: amendments, drops, closings, corrections; nothing later reaches back."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.kit.shop import Shop, check_in, objective, objectives, result

DAY = "2026-02-14"
PLAN = {"baseline": 0, "target": 100}
STEPS = {
    "milestones": [
        {"id": "first", "title": "First", "due": "2026-01-31"},
        {"id": "second", "title": "Second", "due": "2026-03-15", "weight": 3},
    ]
}


def shop_of(path: Path, journal: list[Any], **plan: Any) -> Shop:
    return Shop(path).write(objectives=[objective(result(**plan))], check_ins=journal)


class TestAmendments:
    AMENDED: ClassVar = {
        "baseline": 0,
        "target": 60,
        "amended": [
            {"date": "2026-01-20", "field": "target", "from": 100, "to": 80, "why": "Fewer shops"},
            {"date": "2026-02-10", "field": "target", "from": 80, "to": 60, "why": "Even fewer"},
        ],
    }

    @pytest.mark.parametrize(
        ("day", "target", "progress"),
        [("2026-01-19", 100, 0.48), ("2026-01-20", 80, 0.6), ("2026-02-09", 80, 0.6), ("2026-02-10", 60, 0.8)],
    )
    def test_a_target_is_that_of_its_day(self, tmp_path: Path, day: str, target: int, progress: float) -> None:
        shop = shop_of(tmp_path, [check_in("2026-01-10", {"kr": 48})], **self.AMENDED)
        found = shop.result("shop/kr", day)
        assert (found["target"], found["progress"]) == (target, progress)

    def test_any_field_can_be_amended(self, tmp_path: Path) -> None:
        steps = [STEPS["milestones"][0], {**STEPS["milestones"][1], "due": "2026-03-30"}]
        amended = [
            {
                "date": "2026-02-01",
                "field": "milestones/second/due",
                "from": "2026-01-15",
                "to": "2026-03-30",
                "why": "x",
            },
            {"date": "2026-02-01", "field": "weight", "from": 5, "to": 1, "why": "x"},
            {"date": "2026-02-02", "field": "owner", "to": "Bo", "why": "x"},
        ]
        shop = shop_of(tmp_path, [], milestones=steps, owner="Bo", amended=amended)
        before, after = shop.result("shop/kr", "2026-01-31"), shop.result("shop/kr", "2026-02-02")
        assert (before["expected"], before["weight"], before["owner"]) == (1, 5, None)
        assert (after["expected"], after["weight"], after["owner"]) == (0.25, 1, "Bo")

    def test_ambition_and_cycle_of_an_objective(self, tmp_path: Path) -> None:
        amended = [
            {"date": "2026-02-10", "field": "ambition", "from": "aspirational", "to": "committed", "why": "x"},
            {"date": "2026-02-10", "field": "cycle", "from": "2026-H1", "to": "2026-Q1", "why": "x"},
        ]
        shop = Shop(tmp_path).write(objectives=[objective(result(**PLAN), amended=amended)])
        before, after = shop.objective("shop/goal", "2026-02-09"), shop.objective("shop/goal", "2026-02-10")
        assert (before["ambition"], before["cycle"]["name"]) == ("aspirational", "2026-H1")
        assert (after["ambition"], after["cycle"]["name"]) == ("committed", "2026-Q1")
        assert before["key_results"][0]["expected"] == pytest.approx(40 / 181 * 0.7, abs=1e-6)


class TestDropsAndClosings:
    def test_a_drop_acts_from_its_day(self, tmp_path: Path) -> None:
        gone = result("gone", **PLAN, dropped={"date": "2026-02-10", "why": "No use"})
        shop = Shop(tmp_path).write(
            objectives=[objective(gone, result("kept", **PLAN))],
            check_ins=[check_in("2026-02-09", {"kept": 80, "gone": 0})],
        )
        before, after = shop.objective("shop/goal", "2026-02-09"), shop.objective("shop/goal", "2026-02-10")
        assert (before["score"], after["score"]) == (0.4, 0.8)
        assert [each["counted"] for each in after["key_results"]] == [False, True]

    def test_a_dropped_objective_no_longer_counts(self, tmp_path: Path) -> None:
        plan = objective(result(**PLAN), dropped={"date": "2026-02-10", "why": "No use"})
        shop = Shop(tmp_path).write(objectives=[plan], check_ins=[check_in("2026-02-01", {"kr": 40})])
        before, after = (shop.status(day)["organization"] for day in ("2026-02-09", "2026-02-10"))
        assert (before["score"], after["score"], after["coverage"]["total"]) == (0.4, None, 0)
        found = shop.objective("shop/goal", DAY)
        assert (found["status"], found["counted"], found["key_results"][0]["status"]) == ("dropped", False, "dropped")

    def test_a_closed_one_is_read_as_of_its_closing_day(self, tmp_path: Path) -> None:
        """With that day as its end; later values, corrections and amendments no longer reach it."""
        plan = {
            "baseline": 0,
            "target": 50,
            "closed": {"date": "2026-01-31", "learned": "Enough"},
            "amended": [{"date": "2026-02-05", "field": "target", "from": 100, "to": 50, "why": "x"}],
        }
        journal = [
            check_in("2026-01-30", {"kr": 40}),
            check_in("2026-02-02", {"kr": 90}),
            check_in("2026-02-03", {"kr": 70}, corrects="2026-01-30"),
        ]
        found = shop_of(tmp_path, journal, **plan).result("shop/kr", DAY)
        assert (found["progress"], found["expected"], found["status"]) == (0.4, 1, "missed")
        assert (found["target"], found["due"], found["counted"]) == (100, "2026-01-31", True)

    def test_a_closed_objective_counts_until_its_cycle_ends(self, tmp_path: Path) -> None:
        plan = objective(result(**PLAN), closed={"date": "2026-01-31"})
        shop = Shop(tmp_path).write(objectives=[plan], check_ins=[check_in("2026-01-30", {"kr": 100})])
        assert shop.status("2026-03-31")["organization"]["score"] == 1
        assert shop.status("2026-03-31")["organization"]["status"] == "achieved"
        after = shop.status("2026-04-01")["organization"]
        assert (after["score"], after["to_close"]) == (None, [])

    def test_a_closed_objective_keeps_the_plan_of_its_closing_day(self, tmp_path: Path) -> None:
        amended = [{"date": "2026-02-05", "field": "target", "from": 100, "to": 50, "why": "x"}]
        plan = objective(result(baseline=0, target=50, amended=amended), closed={"date": "2026-01-31"})
        shop = Shop(tmp_path).write(objectives=[plan], check_ins=[check_in("2026-01-30", {"kr": 40})])
        assert shop.objective("shop/goal", DAY)["score"] == 0.4

    def test_a_later_amendment_of_the_objective_does_not_regrade_what_was_closed(self, tmp_path: Path) -> None:
        eased = [{"date": "2026-02-05", "field": "ambition", "from": "committed", "to": "aspirational", "why": "x"}]
        for closed in ("2026-02-04", "2026-02-05"):
            plan = objective(result(**PLAN, closed={"date": closed}), ambition="aspirational", amended=eased)
            shop = Shop(tmp_path).write(objectives=[plan], check_ins=[check_in("2026-01-30", {"kr": 70})])
            found = [shop.result("shop/kr", day)["status"] for day in (closed, "2026-02-05", DAY)]
            assert found == ["partly" if closed == "2026-02-04" else "achieved"] * 3

    def test_the_first_of_two_closings_fixes_the_plan(self, tmp_path: Path) -> None:
        amended = [{"date": "2026-02-05", "field": "target", "from": 100, "to": 50, "why": "x"}]
        late = result(baseline=0, target=50, amended=amended, closed={"date": "2026-02-10"})
        shop = Shop(tmp_path).write(
            objectives=[objective(late, closed={"date": "2026-01-31"})], check_ins=[check_in("2026-01-30", {"kr": 40})]
        )
        assert shop.result("shop/kr", DAY)["progress"] == 0.4

    def test_the_plan_ends_with_the_cycle(self, tmp_path: Path) -> None:
        shop = shop_of(tmp_path, [check_in("2026-03-30", {"kr": 50})], **PLAN, due="2026-06-29")
        for day in ("2026-03-31", "2026-04-01", "2026-06-30"):
            assert shop.result("shop/kr", day, "--cycle", "2026-Q1")["expected"] == 0.5

    def test_closing_long_after_the_end_adds_no_final_values(self, tmp_path: Path) -> None:
        journal = [check_in("2026-03-30", {"kr": 50}), check_in("2026-04-20", {"kr": 100})]
        found = shop_of(tmp_path, journal, **PLAN, closed={"date": "2026-04-20"}).result("shop/kr", "2026-04-25")
        assert found["progress"] == 0.5

    def test_ended_and_unclosed_is_to_be_closed(self, tmp_path: Path) -> None:
        goals = [
            objective(result("a", **PLAN), id="open"),
            objective(result("b", **PLAN), id="closed", closed={"date": "2026-03-31"}),
            objective(result("c", **PLAN), id="draft", draft=True),
            objective(result("d", **PLAN), id="dropped", dropped={"date": "2026-03-01", "why": "x"}),
            objective(result("e", **PLAN), id="running", cycle="2026-H1"),
        ]
        found = Shop(tmp_path).write(objectives=goals).status("2026-04-01")
        assert found["organization"]["to_close"] == found["departments"][0]["to_close"] == ["shop/open"]
        assert [each["counted"] for each in objectives(found)] == [False, False, False, False, True]


class TestJournal:
    def test_of_two_entries_on_one_day_the_later_wins_field_by_field(self, tmp_path: Path) -> None:
        journal = [
            check_in(DAY, {"kr": {"value": 10, "confidence": 4}}),
            check_in(DAY, {"kr": {"confidence": 9}}),
            check_in(DAY, {"kr": 50}),
        ]
        found = shop_of(tmp_path, journal, **PLAN).result("shop/kr", DAY)
        assert (found["current"], found["confidence"]) == (50, 9)

    def test_a_value_outlives_later_looks_without_one(self, tmp_path: Path) -> None:
        journal = [
            check_in("2026-01-10", {"kr": {"value": 50, "confidence": 8}}),
            check_in("2026-02-01", {"kr": {"confidence": 5}}),
            check_in("2026-02-10", unchanged=["kr"]),
        ]
        found = shop_of(tmp_path, journal, **PLAN).result("shop/kr", DAY)
        assert (found["current"], found["confidence"], found["last_check_in"]) == (50, 5, "2026-02-10")

    def test_unchanged_counts_as_looked_at_even_before_any_value(self, tmp_path: Path) -> None:
        shop = shop_of(tmp_path, [check_in("2026-02-10", unchanged=["kr"])], done_when="It is", due="2026-03-01")
        found = shop.result("shop/kr", DAY)
        assert (found["progress"], found["current"], found["overdue_days"]) == (0, "open", 0)

    def test_rest_is_everything_else_that_runs(self, tmp_path: Path) -> None:
        goals = [
            objective(
                result("named", **PLAN),
                result("other", **PLAN),
                result("draft", **PLAN, draft=True),
                result("gone", **PLAN, dropped={"date": "2026-01-20", "why": "x"}),
            ),
            objective(result("later", **PLAN), id="next", cycle="2026-Q2"),
        ]
        journal = [check_in("2026-02-10", {"named": 50}, unchanged=["rest"])]
        kpis = [{"id": "bounce", "title": "Bounce rate", "at_most": 45}]
        shop = Shop(tmp_path).write(objectives=goals, kpis=kpis, check_ins=journal)
        seen = {
            ref: shop.result(f"shop/{ref}", DAY)["last_check_in"]
            for ref in ("named", "other", "draft", "gone", "later")
        }
        assert seen == {"named": "2026-02-10", "other": "2026-02-10", "draft": None, "gone": None, "later": None}
        assert shop.kpi("shop/bounce", DAY)["last_check_in"] == "2026-02-10"

    def test_rest_is_nothing_that_the_entry_names_and_nothing_that_has_ended(self, tmp_path: Path) -> None:
        goals = [
            objective(result("held", at_least=95, hold=True)),
            objective(result("old", **PLAN), id="past", cycle="2025"),
        ]
        journal = [
            check_in("2025-12-30", {"old": 50}),
            check_in("2026-01-04", {"held": {"confidence": 5}}, unchanged=["rest"]),
            check_in("2026-01-05", {"held": 96}),
            check_in("2026-01-06", {"held": {"confidence": 7}}, unchanged=["rest"]),
        ]
        shop = Shop(tmp_path).write(objectives=goals, check_ins=journal)
        assert shop.json("show", DAY, "held")["check_ins"][-1]["unchanged"] is False
        assert shop.result("shop/old", DAY)["last_check_in"] == "2025-12-30"

    def test_done_lists_add_up(self, tmp_path: Path) -> None:
        journal = [check_in("2026-01-31", {"kr": ["first"]}), check_in(DAY, {"kr": {"done": ["second"]}})]
        shop = shop_of(tmp_path, journal, **STEPS)
        assert shop.result("shop/kr", "2026-02-13")["progress"] == 0.25
        found = shop.result("shop/kr", DAY)
        assert (found["progress"], found["current"], found["status"]) == (1, ["first", "second"], "done")

    def test_a_correction_acts_from_its_own_day(self, tmp_path: Path) -> None:
        journal = [
            check_in("2026-01-10", {"kr": 10, "other": 10}),
            check_in("2026-01-20", {"kr": 99, "other": 20}),
            check_in("2026-02-10", {"kr": 30}, corrects="2026-01-20"),
        ]
        shop = Shop(tmp_path).write(
            objectives=[objective(result("kr", **PLAN), result("other", **PLAN))], check_ins=journal
        )
        assert shop.result("shop/kr", "2026-02-09")["current"] == 99
        assert shop.result("shop/kr", "2026-02-10")["current"] == 30
        assert shop.result("shop/other", "2026-02-10")["current"] == 20

    def test_a_tilde_withdraws(self, tmp_path: Path) -> None:
        journal = [
            check_in("2026-01-10", {"kr": 10}),
            check_in("2026-01-20", {"kr": 99}),
            check_in("2026-02-10", {"kr": None}, corrects="2026-01-20"),
        ]
        shop = shop_of(tmp_path, journal, **PLAN)
        assert shop.result("shop/kr", "2026-02-09")["current"] == 99
        found = shop.result("shop/kr", "2026-02-10")
        assert (found["current"], found["last_check_in"]) == (10, "2026-01-10")

    def test_a_withdrawn_milestone_is_open_again(self, tmp_path: Path) -> None:
        journal = [
            check_in("2026-01-20", {"kr": ["first"]}),
            check_in("2026-02-10", {"kr": None}, corrects="2026-01-20"),
            check_in("2026-02-11", {"kr": {"confidence": 7}}),
        ]
        assert shop_of(tmp_path, journal, **STEPS).result("shop/kr", DAY)["current"] == []

    def test_only_entries_from_the_cycles_start_count(self, tmp_path: Path) -> None:
        shop = shop_of(tmp_path, [check_in("2025-12-31", {"kr": 50})], **PLAN)
        assert shop.result("shop/kr", DAY)["progress"] is None

    @pytest.mark.parametrize(("final", "progress"), [("2026-04-07", 1), ("2026-04-08", 0.5)])
    def test_final_values_count_for_a_week(self, tmp_path: Path, final: str, progress: float) -> None:
        journal = [check_in("2026-03-30", {"kr": 50}), check_in(final, {"kr": 100})]
        assert shop_of(tmp_path, journal, **PLAN).result("shop/kr", "2026-05-01")["progress"] == progress

    def test_how_long_final_values_count_is_a_setting(self, tmp_path: Path) -> None:
        for final, progress in (("0d", 0.1), ("13d", 0.1), ("14d", 0.9)):
            shop = Shop(tmp_path, check_in={"final": final})
            journal = [check_in("2026-03-30", {"kr": 10}), check_in("2026-04-14", {"kr": 90})]
            shop.write(objectives=[objective(result(**PLAN))], check_ins=journal)
            assert shop.result("shop/kr", "2026-04-30", "--cycle", "2026-Q1")["progress"] == progress

    def test_no_value_counts_after_the_closing_day_and_validate_says_so(self, tmp_path: Path) -> None:
        journal = [check_in("2026-01-31", {"kr": 40}), check_in("2026-02-02", {"kr": 90})]
        shop = shop_of(tmp_path, journal, **PLAN, closed={"date": "2026-02-01"})
        assert shop.result("shop/kr", DAY)["progress"] == 0.4
        told = shop.run("validate", "--as-of", DAY, "--format", "concise", "--select", "OKR402").out
        assert "this is for 2026-02-02, after it was closed" in told and told.count("OKR402") == 1

    def test_a_final_value_does_not_count_before_its_day(self, tmp_path: Path) -> None:
        journal = [check_in("2026-03-30", {"kr": 50}), check_in("2026-04-05", {"kr": 100})]
        assert shop_of(tmp_path, journal, **PLAN).result("shop/kr", "2026-04-04")["progress"] == 0.5

    def test_the_order_of_entries_is_date_then_path_then_position(self, tmp_path: Path) -> None:
        shop = Shop(tmp_path).write(objectives=[objective(result(**PLAN))], check_ins=[check_in(DAY, {"kr": 10})])
        shop.write(file="zz-later", check_ins=[check_in(DAY, {"kr": 20}), check_in("2026-01-05", {"kr": 5})])
        shop.write(file="aa-first", check_ins=[check_in(DAY, {"kr": 30})])
        assert shop.result("shop/kr", DAY)["current"] == 20
        assert shop.result("shop/kr", "2026-01-05")["current"] == 5


class TestCorrections:
    """A correction replaces field by field, from its own day on; what it leaves out stands."""

    @pytest.mark.parametrize(
        ("said", "corrected", "current", "confidence", "last"),
        [
            ({"value": 30, "confidence": 2}, 33, 33, 2, "2026-01-20"),
            ({"value": 30, "confidence": 2}, {"confidence": 8}, 30, 8, "2026-01-20"),
            ({"value": 30, "confidence": 2}, {"confidence": None}, 30, None, "2026-01-20"),
            ({"value": 30, "confidence": 2}, {"value": None}, 10, 2, "2026-01-20"),
            ({"value": 30, "confidence": 2}, None, 10, None, "2026-01-10"),
            ({"value": 30, "confidence": 2}, {}, 30, 2, "2026-01-20"),
        ],
    )
    def test_fields(self, tmp_path: Path, said: Any, corrected: Any, current: Any, confidence: Any, last: str) -> None:
        journal = [
            check_in("2026-01-10", {"kr": 10}),
            check_in("2026-01-20", {"kr": said}),
            check_in("2026-02-01", {"kr": corrected}, corrects="2026-01-20"),
        ]
        shop = shop_of(tmp_path, journal, **PLAN)
        assert [shop.result("shop/kr", "2026-01-31")[key] for key in ("current", "confidence")] == [30, 2]
        found = shop.result("shop/kr", DAY)
        assert [found[key] for key in ("current", "confidence", "last_check_in")] == [current, confidence, last]

    def test_a_list_of_milestones_replaces_that_of_the_day_alone(self, tmp_path: Path) -> None:
        journal = [
            check_in("2026-01-10", {"kr": ["first"]}),
            check_in("2026-01-20", {"kr": {"done": ["second"], "confidence": 6}}),
            check_in("2026-02-01", {"kr": {"done": []}}, corrects="2026-01-20"),
        ]
        found = shop_of(tmp_path, journal, **STEPS).result("shop/kr", DAY)
        assert (found["current"], found["confidence"]) == (["first"], 6)

    def test_a_value_corrects_a_confirmation(self, tmp_path: Path) -> None:
        journal = [
            check_in("2026-01-10", {"kr": 10}),
            check_in("2026-01-20", unchanged=["kr"]),
            check_in("2026-02-01", {"kr": 40}, corrects="2026-01-20"),
        ]
        assert shop_of(tmp_path, journal, **PLAN).result("shop/kr", DAY)["current"] == 40

    def test_a_later_correction_puts_an_earlier_one_right(self, tmp_path: Path) -> None:
        journal = [
            check_in("2026-01-20", {"kr": {"value": 30, "confidence": 2}}),
            check_in("2026-02-01", {"kr": {"value": 33, "confidence": 5}}, corrects="2026-01-20"),
            check_in("2026-02-02", {"kr": 35}, corrects="2026-01-20"),
        ]
        found = shop_of(tmp_path, journal, **PLAN).result("shop/kr", DAY)
        assert (found["current"], found["confidence"]) == (35, 5)
