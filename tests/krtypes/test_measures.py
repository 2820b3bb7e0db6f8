"""Progress and pace of every kind of key result where it gets interesting."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.kit.shop import Shop, check_in, objective, result, results

DAY = "2026-02-14"


def found_with(path: Path, journal: dict[str, Any], day: str = DAY, **plan: Any) -> dict[str, Any]:
    entries = [check_in(date, {"kr": value}) for date, value in journal.items()]
    return Shop(path).write(objectives=[objective(result(**plan))], check_ins=entries).result("shop/kr", day)


@pytest.mark.parametrize(
    ("plan", "value", "progress"),
    [
        ({"change": "+20%"}, "+7%", 0.35),
        ({"change": "-8%"}, "-10%", 1.25),
        ({"change": "-8%"}, "+2%", -0.25),
        ({"change": "+2pp"}, "+0.5pp", 0.25),
        ({"change": -1}, "-0.4", 0.4),
        ({"change": "+20%"}, {"value": 110, "baseline": 100}, 0.5),
        ({"change": "+20%", "baseline": 100}, "+5%", 0.25),
        ({"change": "+20%", "baseline": 100}, "+5pp", 0.25),
        ({"change": "+2pp", "baseline": 3, "unit": "percent"}, "4%", 0.5),
        ({"change": "-20", "baseline": -100}, -110, 0.5),
        ({"target": 144, "baseline": 120}, "+10%", 0.5),
        ({"target": 10, "baseline": -10}, "+5", 0.75),
        ({"target": 144}, {"value": 132, "baseline": 120}, 0.5),
        ({"target": 144}, 132, None),
    ],
)
def test_values_and_changes(tmp_path: Path, plan: dict[str, Any], value: Any, progress: float | None) -> None:
    assert found_with(tmp_path, {DAY: value}, **plan)["progress"] == progress


@pytest.mark.parametrize(
    ("plan", "value"),
    [
        ({"change": "+20%"}, 110),
        ({"change": "+20%"}, "+7pp"),
        ({"target": 144, "baseline": 120}, "57.5k"),
        ({"at_least": 4}, "+1%"),
        ({"count": 4}, "done"),
        ({"done_when": "It is"}, 1),
        ({"milestones": [{"id": "a", "title": "A"}]}, ["b"]),
        ({"target": 144, "baseline": 120}, {"baseline": 121}),
    ],
)
def test_a_report_owns_up_to_what_it_cannot_read(tmp_path: Path, plan: dict[str, Any], value: Any) -> None:
    journal = [check_in("2026-02-13", {"kr": value})]
    shop = Shop(tmp_path).write(objectives=[objective(result(**plan))], check_ins=journal)
    ran = shop.run("status", "--as-of", DAY)
    assert (ran.code, "1 result in okrs/shop.yaml" in ran.err) == (1, True)
    assert shop.run("status", "--as-of", "2026-02-12").code == 0


def test_a_baseline_holds_for_the_whole_cycle(tmp_path: Path) -> None:
    journal = {"2026-01-10": "+5%", "2026-01-20": {"value": 110, "baseline": 100}, "2026-02-10": 115}
    plan = {"change": "+20%"}
    before = found_with(tmp_path, journal, "2026-01-19", **plan)
    assert (before["progress"], before["baseline"], before["target"], before["current"]) == (0.25, None, None, "+5%")
    after = found_with(tmp_path, journal, **plan)
    assert (after["progress"], after["baseline"], after["target"], after["current"]) == (0.75, 100, 120, 115)


@pytest.mark.parametrize(
    ("plan", "values", "progress"),
    [
        ({"at_least": 95}, [95], 1),
        ({"at_least": 95}, [80], 0),
        ({"at_least": 95}, [80, 74], -0.4),
        ({"at_least": 95, "baseline": 85}, [90], 0.5),
        ({"at_least": 95, "baseline": 96}, [90, 92], 0.4),  # a baseline inside the band counts as none
        ({"at_least": 95}, [99, 85, 90], 0.5),  # the first value outside is where it starts
        ({"at_most": 30}, [50, 40], 0.5),
        ({"at_most": 30}, [50, 60], -0.5),
        ({"at_least": 10, "at_most": 20}, [5, 7.5], 0.5),
        ({"at_least": 10, "at_most": 20}, [5, 25], 0),  # on the band's other side
        ({"at_least": 10, "at_most": 20}, [40, 30], 0.5),
        ({"at_least": 10, "at_most": 20, "baseline": 0}, [21], 0),
        ({"at_least": 10, "at_most": 20}, [15, 5], 0),
    ],
)
def test_levels(tmp_path: Path, plan: dict[str, Any], values: list[Any], progress: float) -> None:
    journal = {f"2026-02-{number:02d}": value for number, value in enumerate(values, 1)}
    assert found_with(tmp_path, journal, **plan)["progress"] == progress


WEEKS = ["2026-01-07", "2026-01-14", "2026-01-21", "2026-01-28", "2026-02-04", "2026-02-11"]


class TestHold:
    """Weeks of the first quarter of 2026: days 1-7, 8-14 … 85-90, which are thirteen; three days of grace."""

    PLAN: ClassVar = {"at_least": 95, "hold": True}

    def progress(self, path: Path, journal: dict[str, Any], day: str = DAY, **plan: Any) -> float | None:
        found: float | None = found_with(path, journal, day, **{**self.PLAN, **plan})["progress"]
        return found

    def test_a_silent_period_counts_once_its_grace_is_over(self, tmp_path: Path) -> None:
        journal = dict.fromkeys(WEEKS[:3], 96)
        for day, progress in (("2026-01-28", 1), ("2026-01-31", 1), ("2026-02-01", 0.75), ("2026-02-08", 0.6)):
            assert self.progress(tmp_path, journal, day) == progress

    def test_a_period_without_a_word_takes_the_first_made_within_its_grace(self, tmp_path: Path) -> None:
        late = {"2026-01-10": 96, "2026-01-14": 90}  # the first week is kept by it, the second not
        assert self.progress(tmp_path, late, "2026-01-14") == 0.5
        assert self.progress(tmp_path, {"2026-01-11": 96}, "2026-01-14") == 0.5

    def test_the_last_word_of_a_period_speaks_for_it(self, tmp_path: Path) -> None:
        journal = {f"2026-01-{day:02d}": 96 if day % 4 else 94 for day in range(1, 13)}
        assert self.progress(tmp_path, journal, "2026-01-12") == 0.5
        assert self.progress(tmp_path, journal, "2026-01-11") == 1

    def test_the_share_asked_for_makes_it_easier_up_to_one(self, tmp_path: Path) -> None:
        journal = dict(zip(WEEKS, [94, 96, 96, 94, 94, 96], strict=True))
        assert self.progress(tmp_path, journal, hold="80%") == 0.625
        assert self.progress(tmp_path, journal, hold="40%") == 1

    def test_one_check_in_a_day(self, tmp_path: Path) -> None:
        journal = [check_in("2026-01-07", {"kr": 90}), check_in("2026-01-07", {"kr": 96})]
        shop = Shop(tmp_path).write(objectives=[objective(result(**self.PLAN))], check_ins=journal)
        assert shop.result("shop/kr", "2026-01-07")["progress"] == 1

    def test_unchanged_repeats_the_last_value_and_a_look_is_no_word(self, tmp_path: Path) -> None:
        journal = [
            check_in("2026-01-02", unchanged=["kr"]),
            check_in("2026-01-03", {"kr": 96}),
            check_in("2026-01-14", unchanged=["kr"]),
            check_in("2026-01-21", {"kr": {"confidence": 5}}),
        ]
        shop = Shop(tmp_path).write(objectives=[objective(result(**self.PLAN))], check_ins=journal)
        for day, progress in (("2026-01-02", None), ("2026-01-14", 1), ("2026-01-24", 1), ("2026-01-25", 0.666667)):
            assert shop.result("shop/kr", day)["progress"] == progress

    def test_a_due_day_plays_no_part_and_entries_after_the_end_do_not_count(self, tmp_path: Path) -> None:
        journal = {**dict.fromkeys(WEEKS, 96), "2026-04-03": 96}
        found = found_with(tmp_path, journal, "2026-04-30", **self.PLAN, due="2026-01-31")
        assert (found["progress"], found["expected"]) == (0.461538, 1)

    def test_no_grace_outlasts_the_end(self, tmp_path: Path) -> None:
        journal = dict.fromkeys(WEEKS, 96)
        # the twelfth week ends on 03-25, the last one on 03-31
        for day, progress in (("2026-03-28", 0.545455), ("2026-03-29", 0.5), ("2026-03-31", 0.5)):
            assert self.progress(tmp_path, journal, day) == progress
        assert self.progress(tmp_path, journal, "2026-04-01") == 0.461538

    def test_a_rest_of_less_than_half_a_period_belongs_to_the_one_before(self, tmp_path: Path) -> None:
        # 90 days in periods of 20: the last 10 are half of one, so there are five; of 21: six days more in the fourth
        for every, last, periods in (("20d", "2026-03-22", 5), ("21d", "2026-03-26", 4)):
            plan = {"check_in": {"every": every, "grace": "0d"}}
            assert self.progress(tmp_path, {last: 96}, "2026-04-01", **plan) == pytest.approx(1 / periods)

    def test_nothing_is_expected_before_a_period_counts(self, tmp_path: Path) -> None:
        for day, expected in (("2026-01-07", 0), ("2026-01-10", 0), ("2026-01-11", 1)):
            assert found_with(tmp_path, {}, day, **self.PLAN)["expected"] == expected
        assert found_with(tmp_path, {"2026-01-02": 96}, "2026-01-02", **self.PLAN)["expected"] == 1

    def test_closing_counts_what_has_ended_and_the_present_one_once_it_has_a_word(self, tmp_path: Path) -> None:
        def closed(day: str, journal: dict[str, Any]) -> float | None:
            return self.progress(tmp_path, journal, closed={"date": day})

        assert closed("2026-01-21", {"2026-01-07": 96}) == 0.333333  # no grace outlasts the closing
        assert closed("2026-01-20", {"2026-01-07": 96}) == 0.5
        assert closed("2026-01-20", {"2026-01-07": 96, "2026-01-20": 96}) == 0.666667

    def test_a_value_is_held_against_the_band_of_its_own_day(self, tmp_path: Path) -> None:
        trace = [{"date": "2026-01-12", "field": "at_least", "from": 95, "to": 90, "why": "Too much"}]
        plan = {"at_least": 90, "amended": trace}
        assert self.progress(tmp_path, {"2026-01-07": 92, "2026-01-14": 92}, "2026-01-14", **plan) == 0.5

    def test_a_kpi_gives_its_cadence(self, tmp_path: Path) -> None:
        kpi = {"id": "rate", "title": "Rate", "at_most": 100, "check_in": {"every": "30d", "grace": "0d"}}
        plan, entries = objective(result(**self.PLAN, kpi="rate")), [check_in("2026-01-10", {"rate": 96})]
        shop = Shop(tmp_path).write(objectives=[plan], kpis=[kpi], check_ins=entries)
        found = shop.result("shop/kr", "2026-01-31")
        assert (found["progress"], found["status"]) == (1, "on-track")
        assert shop.result("shop/kr", "2026-03-02")["progress"] == 0.5

    def test_without_any_value_there_is_no_progress(self, tmp_path: Path) -> None:
        assert found_with(tmp_path, {DAY: {"confidence": 8}}, at_least=95, hold=True)["progress"] is None


class TestCheckpoints:
    PLAN: ClassVar = {"baseline": 100, "target": 200, "checkpoints": {"2026-01-30": 110, "2026-03-01": 140}}

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2026-01-15", 0.05),
            ("2026-01-30", 0.1),
            ("2026-02-14", 0.25),
            ("2026-03-01", 0.4),
            ("2026-03-16", 0.7),
            ("2026-03-31", 1),
        ],
    )
    def test_the_plan_is_straight_between_them(self, tmp_path: Path, day: str, expected: float) -> None:
        assert found_with(tmp_path, {}, day, **self.PLAN)["expected"] == expected

    def test_down_and_as_changes(self, tmp_path: Path) -> None:
        plan = {"baseline": 50, "change": "-20%", "checkpoints": {"2026-02-14": "-10%"}}
        assert found_with(tmp_path, {}, **plan)["expected"] == 0.5
        plan = {"change": "-20%", "checkpoints": {"2026-02-14": "-5%"}}
        assert found_with(tmp_path, {}, **plan)["expected"] == 0.25

    def test_a_season_may_lead_below_the_baseline(self, tmp_path: Path) -> None:
        plan = {"baseline": 100, "target": 200, "checkpoints": {"2026-02-14": 80}}
        assert found_with(tmp_path, {}, **plan)["expected"] == -0.2

    def test_a_count_goes_in_whole_pieces(self, tmp_path: Path) -> None:
        plan = {"count": 4, "checkpoints": {"2026-02-14": 3}}
        assert found_with(tmp_path, {}, "2026-02-13", **plan)["expected"] == 0.5
        assert found_with(tmp_path, {}, "2026-02-14", **plan)["expected"] == 0.75

    def test_a_due_day_ends_the_plan(self, tmp_path: Path) -> None:
        plan = {"baseline": 0, "target": 100, "due": "2026-01-30"}
        assert found_with(tmp_path, {}, "2026-01-15", **plan)["expected"] == 0.5
        assert found_with(tmp_path, {}, "2026-02-14", **plan)["expected"] == 1


def test_milestones_without_a_day_are_due_with_their_key_result(tmp_path: Path) -> None:
    steps = [{"id": "a", "title": "A"}, {"id": "b", "title": "B", "due": "2026-04-30"}]
    plan = {"milestones": steps, "due": "2026-02-14"}
    assert found_with(tmp_path, {}, "2026-02-13", **plan)["expected"] == 0
    assert found_with(tmp_path, {}, "2026-02-14", **plan)["expected"] == 0.5


class TestKpis:
    KPI: ClassVar = {"id": "bounce", "title": "Bounce rate", "unit": "percent", "at_most": 45}

    def shop(self, path: Path, *entries: Any, **keys: Any) -> Shop:
        shop = Shop(path).write("finance", kpis=[{**self.KPI, **keys}], check_ins=list(entries))
        plan = objective(result(baseline=50, target=40, kpi="finance/bounce"))
        own = [check_in("2026-02-12", {"kr": {"confidence": 2, "value": 1}}), check_in("2026-02-13", unchanged=["kr"])]
        return shop.write(objectives=[plan], check_ins=own)

    def test_a_key_result_reads_the_series_and_has_its_own_confidence(self, tmp_path: Path) -> None:
        shop = self.shop(tmp_path, check_in("2025-12-31", {"bounce": 1}), check_in("2026-02-01", {"bounce": "45%"}))
        found = shop.result("shop/kr", DAY)
        assert (found["current"], found["progress"], found["confidence"]) == (45, 0.5, 2)
        assert (found["last_check_in"], found["unit"]) == ("2026-02-13", "percent")

    def test_looking_at_a_key_result_is_no_check_in_of_the_kpi(self, tmp_path: Path) -> None:
        shop = Shop(tmp_path).write("finance", kpis=[self.KPI], check_ins=[check_in("2026-02-10", {"bounce": 41})])
        plan = objective(result(at_most=45, hold=True, kpi="finance/bounce"))
        shop.write(objectives=[plan], check_ins=[check_in(f"2026-02-{day}", unchanged=["kr"]) for day in (11, 12, 13)])
        found = shop.result("shop/kr", DAY)
        assert (found["progress"], found["last_check_in"]) == (0.166667, "2026-02-13")

    def test_each_journal_has_its_own_corrections(self, tmp_path: Path) -> None:
        entries = [
            check_in("2026-02-12", {"bounce": 42}),
            check_in("2026-02-13", {"bounce": 44}, corrects="2026-02-12"),
        ]
        shop = self.shop(tmp_path, *entries)
        shop.write(file="more", check_ins=[check_in(DAY, {"kr": {"confidence": 9}}, corrects="2026-02-12")])
        found = shop.result("shop/kr", DAY)
        assert (found["current"], found["confidence"]) == (44, 9)

    @pytest.mark.parametrize(
        ("date", "value", "health"),
        [
            ("2026-02-10", 45, "healthy"),
            ("2026-02-10", 46, "unhealthy"),
            ("2026-02-03", 41, "stale"),
            ("2026-01-03", 46, "unhealthy"),
            ("2026-02-15", 41, "no-data"),
        ],
    )
    def test_health(self, tmp_path: Path, date: str, value: float, health: str) -> None:
        shop = self.shop(tmp_path, check_in(date, {"bounce": value}))
        assert shop.kpi("finance/bounce", DAY)["health"] == health

    def test_the_band_is_that_of_the_values_day(self, tmp_path: Path) -> None:
        window = {"from": "2026-02-10", "to": "2026-02-12", "at_most": 55, "why": "Sales"}
        shop = self.shop(tmp_path, check_in("2026-02-12", {"bounce": 54}), **{"except": [window]})
        found = shop.kpi("finance/bounce", DAY)
        assert (found["health"], found["at_most"]) == ("healthy", 55)


def test_a_partner_reports_on_a_joint_objective_and_it_counts_at_home_alone(tmp_path: Path) -> None:
    plan = objective(result("audit", done_when="All closed", due="2026-03-01"), id="seo", joint_with=["technology"])
    shop = Shop(tmp_path).write("marketing", objectives=[plan])
    shop.write("technology", check_ins=[check_in("2026-02-10", {"marketing/audit": "done"})])
    found = shop.status(DAY)
    assert shop.result("marketing/audit", DAY)["status"] == "done"
    scores = {each["id"]: (each["score"], each["joint"]) for each in found["departments"]}
    assert scores == {"marketing": (1, []), "technology": (None, ["marketing/seo"])}
    assert "marketing/seo" in shop.run("status", "technology", "--as-of", DAY).out


class TestCycles:
    def test_ids_may_be_used_again_in_the_next_cycle(self, tmp_path: Path) -> None:
        plan = result(baseline=0, target=100)
        shop = Shop(tmp_path).write(
            objectives=[objective(plan), objective(plan, cycle="2026-Q2")],
            check_ins=[
                check_in("2026-03-30", {"kr": 50}),
                check_in("2026-04-02", {"kr": 10}),
                check_in("2026-04-03", {"kr@2026-Q1": 60}),
            ],
        )
        first, second = (each["key_results"][0] for each in shop.status("2026-04-10")["departments"][0]["objectives"])
        assert (first["progress"], first["status"], second["progress"]) == (0.6, "missed", 0.1)

    def test_of_several_that_ended_it_means_the_last(self, tmp_path: Path) -> None:
        plan = result(baseline=0, target=100)
        shop = Shop(tmp_path).write(
            objectives=[objective(plan, cycle="2025-Q4"), objective(plan)],
            check_ins=[check_in("2026-04-02", {"kr": 70})],
        )
        ended = [each["progress"] for each in results(shop.status("2026-04-10"))]
        assert ended == [None, 0.7]

    def test_after_the_last_cycle_a_key_means_the_one_that_ended_last(self, tmp_path: Path) -> None:
        shop = Shop(tmp_path).write(
            objectives=[objective(result(baseline=0, target=100))], check_ins=[check_in("2026-04-02", {"kr": 70})]
        )
        assert shop.result("shop/kr", "2026-04-10")["progress"] == 0.7

    @pytest.mark.parametrize(
        ("fiscal", "cycle", "start", "end"),
        [
            ({"starts": 2}, "FY2026", "2026-02-01", "2027-01-31"),
            ({"starts": 2, "named_after": "end"}, "FY2026", "2025-02-01", "2026-01-31"),
            ({"starts": 2}, "FY2026-Q4", "2026-11-01", "2027-01-31"),
            ({"starts": 10, "named_after": "end"}, "FY2026-H2", "2026-04-01", "2026-09-30"),
            (None, "FY2026-H1", "2026-01-01", "2026-06-30"),
            ({"starts": 1, "named_after": "end"}, "FY2026", "2026-01-01", "2026-12-31"),
            (None, "2028-02", "2028-02-01", "2028-02-29"),
            (None, "2026-01-15/2026-07-14", "2026-01-15", "2026-07-14"),
        ],
    )
    def test_fiscal_years(self, tmp_path: Path, fiscal: Any, cycle: str, start: str, end: str) -> None:
        shop = Shop(tmp_path, fiscal_year=fiscal)
        shop.write(objectives=[objective(result(baseline=0, target=100), cycle=cycle)])
        found = shop.objective("shop/goal", end)
        assert found["cycle"] == {"name": cycle, "start": start, "end": end}
        assert (found["counted"], found["expected"]) == (True, 1)
        assert shop.objective("shop/goal", start)["status"] == "no-data"
