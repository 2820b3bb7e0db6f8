"""Projections: what they say on plain series, at the edges, and for any series at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from okrctl.core.company.workspace import build
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.settings import defaults
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.chances import rate
from okrctl.core.scores.forecast import Forecast, forecast, forecast_objective
from okrctl.core.scores.mixture import mixture
from okrctl.core.scores.scoring import ScoredObjective
from okrctl.core.scores.trend import Aim, Trend
from okrctl.core.scores.trend import project as carry_on

START, END = date(2026, 1, 1), date(2026, 12, 31)
Values = list[tuple[int, str]]


def scored(plan: str, values: Values, day: date | None = None, *, more: str = "") -> ScoredObjective:
    """An objective of 2026 with a key result `kr` and its values, by days since the start."""
    entries = "".join(
        f"  - {{date: {START + timedelta(days=after)}, by: ana, results: {{kr: {value}}}}}\n" for after, value in values
    )
    text = (
        "okrctl: 1\ndepartment: shop\ncycle: 2026\ncheck_in: {every: 365d}\nobjectives:\n"
        "  - id: o\n    title: T\n    ambition: committed\n    key_results:\n"
        f"      - {{id: kr, title: K, {plan}}}\n{more}"
        f"check_ins:\n{entries}"
    )
    facts = department_facts("shop.yaml", text)
    assert not facts.problems, facts.problems
    last = START + timedelta(days=max(after for after, _ in values))
    return ReportDay(build(defaults(), [facts]), day or last).scores.objectives[0]


def project(plan: str, values: Values, day: date = END, as_of: date | None = None) -> Forecast | None:
    return forecast(scored(plan, values, as_of).key_results[0], day)


def weekly(*values: float, step: int = 7) -> Values:
    return [(step * (at + 1), str(value)) for at, value in enumerate(values)]


RISING = "baseline: 0, target: 365"


def test_fewer_than_four_check_ins_are_no_trend() -> None:
    assert project(RISING, weekly(1, 2, 3)) is None
    found = project(RISING, weekly(1, 2, 3, 4))
    assert found is not None and found.points == 4


def test_a_straight_line_goes_on() -> None:
    # a day's worth each day from the second day of the year on: 364 on its last
    line = [(day, str(day)) for day in (7, 14, 21, 28, 35)]
    found = project(RISING, line)
    assert found is not None and (found.at_end, found.points) == (pytest.approx(364 / 365), 5)
    assert found.probability_full == pytest.approx(0.5, abs=0.01)
    ahead = project("baseline: 0, target: 364", line)
    assert ahead is not None and (ahead.at_end, ahead.probability_full) == (pytest.approx(1), pytest.approx(0.5))


def test_the_steadiest_trend_may_end() -> None:
    """What lies ahead of a straight line is unsure by 26% of it (more, the longer that is), and not at all today."""
    line = [(day, str(day)) for day in range(7, 183, 7)]
    far, near, now = (project(RISING, line, START + timedelta(days=day)) for day in (364, 203, 182))
    assert far is not None and near is not None and now is not None
    assert near.low == pytest.approx((203 - 0.26 * 1.28155 * 21 * (1 + 21 / 1750) ** 0.5) / 365, abs=1e-5)
    assert far.high == pytest.approx((364 + 0.26 * 1.28155 * 182 * (1 + 182 / 1750) ** 0.5) / 365, abs=1e-5)
    assert now.low == now.at_end == now.high


@pytest.mark.parametrize("sign", [1, -1])
def test_while_slopes_agree_nothing_goes_back_behind_today(sign: int) -> None:
    """Within ten per cent of each other; of slopes that agree less, no such thing is said."""
    days = [START + timedelta(days=7 * week) for week in range(5)]
    agreeing = carry_on(zip(days, map(Fraction, (0, sign * 100, sign * 202, sign * 301, sign * 404)), strict=True), END)
    assert agreeing is not None
    assert agreeing.low >= 404 if sign > 0 else agreeing.high <= -404
    # tomorrow is nearer than these values scatter
    near = carry_on(
        zip(days, map(Fraction, (0, sign * 108, sign * 200, sign * 308, sign * 400)), strict=True),
        days[-1] + timedelta(days=1),
    )
    assert near is not None
    assert near.low == pytest.approx(400) if sign > 0 else near.high == pytest.approx(-400)
    assert abs((near.high if sign > 0 else near.low) - near.middle) > abs(near.middle - sign * 400)
    shaky = carry_on(zip(days, map(Fraction, (0, sign * 60, sign * 250, sign * 280, sign * 404)), strict=True), END)
    assert shaky is not None
    assert shaky.low < 404 if sign > 0 else shaky.high > -404


def test_where_the_slopes_disagree_less_is_carried_on() -> None:
    """The same median slope: agreed on by all, by most, by few; at the end the last value and no trend is left."""
    steady = project(RISING, weekly(10, 20, 30, 40, 50, 60))
    shaky = project(RISING, weekly(10, 21, 29, 41, 49, 60))
    noise = project(RISING, weekly(10, 60, 5, 70, 8, 60))
    assert steady is not None and shaky is not None and noise is not None
    assert steady.at_end > shaky.at_end > 2 * noise.at_end
    assert noise.at_end < 60 / 365


def test_noise_starts_from_its_line_and_what_wanders_from_its_last_value() -> None:
    days = [START + timedelta(days=7 * week) for week in range(12)]
    noise, bend = (
        [Fraction(100 + 10 * (at % 2)) for at in range(12)],
        [Fraction(max(0, at - 6) ** 2) for at in range(12)],
    )
    back = carry_on(zip(days, noise, strict=True), days[-1])
    stays = carry_on(zip(days, bend, strict=True), days[-1])
    assert back is not None and stays is not None
    assert back.middle == pytest.approx(110 - 0.7 * 5) and stays.middle == bend[-1] == 25


def test_a_single_odd_value_does_not_bend_the_trend_nor_make_it_unsure() -> None:
    line = [(7, "7.2"), (14, "14"), (21, "20.8"), (28, "28"), (35, "35.2"), (42, "42")]
    plain, odd = project(RISING, line), project(RISING, [*line[:2], (21, "350"), *line[3:]])
    assert plain is not None and odd is not None
    assert odd.at_end == pytest.approx(364 / 365, abs=0.02)
    assert odd.high - odd.low < 1.2 * (plain.high - plain.low)


def test_only_the_most_recent_check_ins_count() -> None:
    flat = [(day, "0") for day in range(7, 140, 7)]
    rising = [(140 + 7 * at, str(10 * at)) for at in range(26)]
    alone, together = project(RISING, rising), project(RISING, flat + rising)
    assert alone == together and alone is not None and alone.points == 26


def test_down_is_as_good_as_up() -> None:
    up = project("baseline: 100, target: 200", weekly(104, 107, 115, 118, 121))
    down = project("baseline: 300, target: 200", weekly(296, 293, 285, 282, 279))
    assert up == down and up is not None and up.low < up.at_end < up.high


def test_the_season_is_not_taken_for_a_trend() -> None:
    """Half a quiet year that is exactly on its plan is projected to end on plan; a plain trend would despair."""
    checkpoints = "checkpoints: {2026-09-30: 20}"
    values = [(day, f"{20 * (day + 1) / 273:.6f}") for day in range(20, 181, 20)]
    seasonal = project(f"baseline: 0, target: 100, {checkpoints}", values)
    plain = project("baseline: 0, target: 100", values)
    assert seasonal is not None and seasonal.at_end == pytest.approx(1, abs=1e-4)
    assert plain is not None and plain.at_end < 0.3
    assert seasonal.method != plain.method


def test_with_checkpoints_it_begins_today_and_gains_the_share_of_the_plan_that_was_kept() -> None:
    """Half of what was due so far leads to half of the rest; by the calendar, the steep second half is not seen."""
    plan = "baseline: 0, target: 100, checkpoints: {2026-09-30: 20}"
    values = [(day, f"{10 * (day + 1) / 273 + (day // 20 % 3 == 1) * 0.4:.6f}") for day in range(20, 261, 20)]
    ahead = {day: project(plan, values, START + timedelta(days=day)) for day in (260, 272, 364)}
    assert all(ahead.values())
    now, turn, end = (0.0 if found is None else found.at_end for found in ahead.values())
    assert now == pytest.approx(float(values[-1][1]) / 100, abs=1e-6)
    assert turn == pytest.approx(now + 12 / 273 * 0.1, abs=0.003)
    # the least of these would be nothing of the rest, the most all of it; keeping to the plan counts a little, too
    assert end == pytest.approx(turn + 0.8 * 0.5, abs=0.2) and end > turn + 0.8 * 0.5
    # seen from where the plan is steep, what was kept is known
    late = project(plan, [*values, (290, "20"), (310, "29"), (330, "37"), (350, "46")])
    assert late is not None and late.at_end == pytest.approx(0.46 + 0.5 * 14 / 92 * 0.8, abs=0.015)
    assert late.high - late.low < 0.12


def test_where_values_fell_the_rest_of_the_plan_turns_nothing_around() -> None:
    plan = "baseline: 0, target: 100, checkpoints: {2026-09-30: 60}"
    found = project(plan, [(day, f"{-day / 5:.2f}") for day in range(20, 261, 20)])
    assert found is not None and found.at_end <= -0.52 and found.probability < 0.01


def test_a_wider_horizon_is_less_sure() -> None:
    values = weekly(1, 9, 12, 25, 28, 33)
    near, far = (project(RISING, values, START + timedelta(days=day)) for day in (60, 300))
    assert near is not None and far is not None
    assert far.high - far.low > near.high - near.low > 0


def test_identical_values_stay_where_they_are_but_not_surely() -> None:
    """Values that never moved do not show how far they will: the longer they stood still, the less is left open."""
    days, aim = [START + timedelta(days=7 * week) for week in range(12)], Aim(0, 100)
    few, many = (
        carry_on([(day, Fraction(50)) for day in days[:count]], days[count - 1] + timedelta(days=28), aim)
        for count in (4, 12)
    )
    assert few is not None and many is not None
    assert many.low < 50 < many.high and few.low < many.low and many.high < few.high
    assert many.middle == pytest.approx(50, abs=0.1) and many.high - many.low < 20
    blind = carry_on([(day, Fraction(50)) for day in days], END)
    assert blind is not None and (blind.low, blind.high) == (50, 50)


def test_gaps_of_months_are_gaps_in_time() -> None:
    found = project(RISING, [(7, "7"), (14, "14"), (200, "200"), (207, "207")])
    assert found is not None and found.at_end == pytest.approx(364 / 365)


def test_unchanged_and_wordless_check_ins() -> None:
    """A look without a value is no point of the trend."""
    assert project(RISING, [*weekly(1, 2, 3), (28, "{confidence: 5}")]) is None


def test_a_level_is_projected_itself() -> None:
    """Every value so far is inside, so progress stands at 1; but the level sinks, and the band will not hold it."""
    sinking = project("at_least: 95", weekly(97.5, 97.2, 96.9, 96.6), START + timedelta(days=120))
    assert sinking is not None and sinking.probability < 0.3 and sinking.at_end < 1
    steady = project("at_least: 95", weekly(97.1, 97.2, 97.0, 97.1), START + timedelta(days=60))
    assert steady is not None and steady.at_end == 1 and steady.probability > 0.9


def test_a_band_is_missed_on_either_side() -> None:
    plan = "baseline: 0, at_least: 10, at_most: 20"
    for values, probable in (
        (weekly(11, 12, 13, 14), True),
        (weekly(2, 6, 11, 16), False),
        (weekly(5, 5, 5, 5), False),
    ):
        found = project(plan, values, START + timedelta(days=56))
        assert found is not None and (found.probability > 0.5) is probable


def test_a_band_that_lies_within_the_interval_may_be_reached() -> None:
    found = project("baseline: 0, at_least: 10, at_most: 11", weekly(2, 7, 3, 6, 4), START + timedelta(days=90))
    assert found is not None
    assert found.at_end < 1 and found.high == 1 and 0 < found.probability < 0.5


@pytest.mark.parametrize("unit", ["e-15", "", "e15"])
def test_the_size_of_a_level_does_not_matter(unit: str) -> None:
    values = [(day, f"{value}{unit}") for day, value in weekly(90, 93, 92, 94, 93.5)]
    found = project(f"baseline: 80{unit}, at_least: 95{unit}", values, START + timedelta(days=60))
    plain = project("baseline: 80, at_least: 95", weekly(90, 93, 92, 94, 93.5), START + timedelta(days=60))
    assert found is not None and plain is not None and 0.1 < plain.probability < 0.9
    assert found.probability == pytest.approx(plain.probability) and found.at_end == pytest.approx(plain.at_end)


def test_a_held_level_is_a_share() -> None:
    found = project("at_least: 10, hold: true", weekly(11, 9, 11, 9, 11, 9), START + timedelta(days=60))
    assert found is not None and 0 <= found.low <= found.at_end <= found.high <= 1


def test_what_lay_outside_is_not_undone() -> None:
    """Five weeks were kept and two not, the present one among them: of 52 at most 50. Bounds worked out by hand."""
    values = weekly(11, 11, 11, 11, 9, 9)
    found = project("at_least: 10, hold: true, check_in: {every: 7d}", values)
    assert found is not None and found.method == "beta-binomial" and found.probability == found.probability_full == 0
    assert (found.low, found.at_end, found.high) == (25 / 52, 37 / 52, 45 / 52)
    lenient = project("at_least: 10, hold: 95%, check_in: {every: 7d}", values)
    assert lenient is not None and lenient.probability == pytest.approx(0.005121881542556)
    # weeks in which nobody looked are not made up for on the last day
    late = project("at_least: 10, hold: true, check_in: {every: 7d}", values, as_of=END)
    assert late is not None and late.high == pytest.approx(6 / 52) and late.low == pytest.approx(5 / 52)
    settled = project("at_least: 10, hold: 5%, check_in: {every: 7d}", values)
    assert settled is not None and (settled.low, settled.probability) == (1, 1)


@pytest.mark.parametrize(("present", "low", "middle", "high"), [("11", 6, 9, 11), ("9", 3, 6, 9), (None, 4, 8, 11)])
def test_the_present_period_counts_once_it_has_a_word(present: str | None, low: int, middle: int, high: int) -> None:
    """Four months of twelve, two of three kept before the fourth has a word: beta-binomial with 8 or 9 to come."""
    values = [(5, "11"), (20, "11"), (40, "9"), (70, "11"), *([] if present is None else [(95, present)])]
    found = project("at_least: 10, hold: true, check_in: {every: 30d}", values, as_of=START + timedelta(days=95))
    assert found is not None and [round(12 * each) for each in (found.low, found.at_end, found.high)] == [
        low,
        middle,
        high,
    ]


def test_a_share_that_is_asked_for_leaves_a_reserve() -> None:
    """Nine of eleven were kept: of half of them one is nearly sure, of nine tenths one is not."""
    values = weekly(9, 11, 11, 11, 11, 11, 11, 11, 11, 11)
    half, most, always = (
        project(f"at_least: 10, hold: {share}, check_in: {{every: 7d}}", values, START + timedelta(days=140))
        for share in ("50%", "90%", "true")
    )
    assert half is not None and most is not None and always is not None
    assert half.at_end == 1 and half.probability > 0.95 > most.probability > 0.2 and always.probability == 0
    assert most.probability == pytest.approx(0.206113918874059)


def test_few_things_counted_have_a_rate() -> None:
    """Three in a third of the year of nine: nine by its end, between about five and fourteen."""
    values = [(20, "0"), (50, "1"), (80, "2"), (121, "3")]
    found = project("count: 9", values)
    assert found is not None and (found.method, found.points) == ("gamma-poisson", 4)
    assert found.at_end == pytest.approx(1, abs=0.12) and found.low >= 3 / 9
    assert 0.4 < found.low < 0.8 < 1.2 < found.high < 1.8 and 0.4 < found.probability_full < 0.7
    # nothing came for a while: the rate falls, what was counted stays
    later = project("count: 9", values, as_of=START + timedelta(days=300))
    assert later is not None and later.low >= 3 / 9 and later.probability_full < 0.05


def test_few_things_counted_have_a_rate_that_may_change() -> None:
    """Forty in forty days, 325 days ahead: negative binomial, mean 325, variance 325 + 325² (1/77.5 + 0.2025)."""
    found = rate([(1.0, 1.0)] * 40, 325.0, 1.0)
    # scipy.stats.nbinom(4.642456, 325 / 23076.97).ppf([0.1, 0.5, 0.9])
    assert [found.quantile(share) - 40 for share in (0.1, 0.5, 0.9)] == [152, 302, 528]
    assert rate([(1.0, 1.0)] * 40, 0.0, 1.0).outcomes == ((40, 1),)


def test_what_comes_in_clumps_is_less_sure() -> None:
    even = project("count: 40", [(10 * at, str(at)) for at in range(1, 13)])
    clumps = project("count: 40", [(10 * at, str(6 * (at // 6))) for at in range(1, 13)])
    assert even is not None and clumps is not None
    assert clumps.high - clumps.low > 1.3 * (even.high - even.low)


@pytest.mark.parametrize(
    ("plan", "values", "why"),
    [
        ("count: 500", [(day, str(day)) for day in (7, 14, 21, 28)], "many"),
        ("count: 9", [(7, "3"), (14, "2"), (21, "4"), (28, "5")], "it fell"),
    ],
)
def test_other_counts_have_a_trend(plan: str, values: Values, why: str) -> None:
    found = project(plan, values)
    assert found is not None and found.method == "theil-sen", why


def test_a_seasonal_count_has_its_plan_for_a_clock() -> None:
    """A quiet half-year that is on plan goes on to be on plan; by the calendar it would miss half."""
    values = [(day, str(round(4 * (day + 1) / 273))) for day in range(20, 273, 28)]
    seasonal, plain = (project(f"count: 20{more}", values) for more in (", checkpoints: {2026-09-30: 4}", ""))
    assert seasonal is not None and plain is not None
    assert seasonal.at_end > 0.8 > 0.4 > plain.at_end


@pytest.mark.parametrize(
    ("plan", "values"),
    [
        ("done_when: seen", weekly(0)[:0] + [(day, "open") for day in (7, 14, 21, 28)]),
        ("milestones: [{id: a, title: A}, {id: b, title: B}]", [(day, "{done: [a]}") for day in (7, 14, 21, 28)]),
    ],
)
def test_things_have_no_trend(plan: str, values: Values) -> None:
    assert project(plan, values) is None


def test_what_is_over_has_no_future() -> None:
    assert project(RISING, weekly(1, 2, 3, 4), as_of=END + timedelta(days=30)) is None


def test_an_objective_is_as_its_worst_key_result() -> None:
    objective = scored(RISING, weekly(1, 2, 3, 4), more="      - {id: other, title: O, count: 1}\n")
    worst = forecast(objective.key_results[0], END)
    assert forecast_objective(objective, END) == worst is not None


def test_green_is_by_the_own_ambition_and_as_scores_are_rounded() -> None:
    objective = scored(RISING, [(day, str(day)) for day in (7, 14, 21, 28, 35)])
    committed = objective.key_results[0]
    aspiring = replace(committed, green=Fraction(7, 10))
    one, other = forecast(committed, END), forecast(aspiring, END)
    assert one is not None and other is not None
    assert one.probability_full == other.probability_full < one.probability < other.probability
    # 0.995 is 1.00 when rounded; the deviation is 26% of the 329/365 ahead, more as that is 11.75 times as long
    deviation = 0.26 * 329 / 365 * (1 + 1.175) ** 0.5
    assert one.probability - one.probability_full == pytest.approx(0.005 / deviation * 0.3989, abs=0.0001)


def test_a_stretch_target_lies_farther_away_than_values_usually_get() -> None:
    """Noisy values leave less open where the same target is a stretch; a straight line goes on all the same."""
    noisy, line = ([7, 18, 9, 25, 16, 22], [6, 12, 18, 24, 30, 36])
    for values, differs in ((noisy, True), (line, False)):
        promise = scored("baseline: 0, target: 100", weekly(*values)).key_results[0]
        stretch = replace(promise, planned=replace(promise.planned, ambition="aspirational"))
        one, other = forecast(promise, END), forecast(stretch, END)
        assert one is not None and other is not None
        assert (other.probability_full < 0.8 * one.probability_full) is differs
        assert (other.high - other.low < 0.8 * (one.high - one.low)) is differs


def test_probabilities_and_intervals_are_those_of_the_normal_distribution() -> None:
    # from tables: 80% lie within 1.2816 standard deviations, 97.5% below 1.95996
    plain = mixture([(1, 10, 2), (0, 99, 9)])
    low, middle, high = plain.quantiles()
    assert (low, middle, high) == pytest.approx((10 - 2 * 1.281552, 10, 10 + 2 * 1.281552))
    assert plain.below(high) - plain.below(low) == pytest.approx(0.8)
    assert plain.below(10 + 2 * 1.959964) == pytest.approx(0.975, abs=1e-6)
    assert plain.below(10) == 0.5
    sure = Trend(10, 10, 10, mixture([(1, 10, 0)]), points=5, size=10)
    assert (sure.below(10), sure.below(10, included=True), sure.below(11), sure.below(9)) == (0, 1, 1, 0)


@pytest.mark.parametrize(
    ("parts", "ends"),
    [
        # half of it far away: 0.8 of one part lies below the end where 0.1 of all lies above
        ([(0.5, 0, 1), (0.5, 100, 1)], (-0.841621, 100.841621)),
        ([(0.75, 0, 0), (0.25, 0, 1)], (-0.253347, 0.253347)),
        ([(0.9, 0, 0), (0.1, 5, 0)], (0, 0)),
        ([(0.8, 0, 0), (0.2, 5, 0)], (0, 5)),
    ],
)
def test_intervals_of_what_may_go_two_ways(parts: list[tuple[float, float, float]], ends: tuple[float, float]) -> None:
    """Worked out with tables of the normal distribution."""
    found = mixture(parts)
    low, _, high = found.quantiles()
    assert (low, high) == pytest.approx(ends, abs=1e-5)


def test_slopes_beyond_all_bounds_are_no_error() -> None:
    days = [START + timedelta(days=day) for day in range(5)]
    values = [Fraction(0), Fraction(1, 10**300), Fraction(10**300), Fraction(-(10**300)), Fraction(1)]
    found = carry_on(zip(days, values, strict=True), END)
    assert found is not None and found.low <= found.middle <= found.high


numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6).map(
    lambda value: f"{value:f}"
)
extremes = st.sampled_from(["1e15", "-9e15", "1e-15", "0", "123456789012345678901234", "0.000000000000001"])
plans = st.sampled_from(
    [
        "baseline: 0, target: 1e-15",
        "baseline: 1e15, target: -1e15",
        "baseline: 10, change: +2%, checkpoints: {2026-03-31: 10.1}",
        "count: 3",
        "count: 3, checkpoints: {2026-06-30: 1}",
        "at_least: 1, at_most: 1.0000001",
        "at_most: -1e15, baseline: 1e-15",
        "at_least: 0, hold: 90%",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    plans,
    st.lists(
        st.tuples(st.integers(0, 364), numbers | extremes), min_size=4, max_size=12, unique_by=lambda pair: pair[0]
    ),
    st.integers(0, 400),
)
# rounded weights that add up to more than 1
@example(
    "baseline: 1e15, target: -1e15",
    [(0, "0.000000"), (1, "0.000000"), (37, "-0.000024"), (80, "0.000165")],
    0,
)
def test_any_series_gets_a_sound_projection(plan: str, values: Values, ahead: int) -> None:
    # nobody counts less than none
    values = [(day, text.removeprefix("-") if plan.startswith("count") else text) for day, text in sorted(values)]
    found = project(plan, values, START + timedelta(days=ahead))
    assert found is not None
    assert found.low <= found.at_end <= found.high
    assert 0 <= found.probability <= 1
    assert found.points == min(26, len(values))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(-1000, 1000), min_size=4, max_size=10),
    st.sampled_from([Fraction(1, 1000), Fraction(9, 5), Fraction(1024)]),
    st.integers(-500, 500),
)
def test_units_do_not_matter(values: list[int], factor: Fraction, offset: int) -> None:
    def written(value: int) -> str:
        return f"{float(value * factor + offset):.9f}"

    one = project("baseline: 100, target: 300", weekly(*values))
    other = project(
        f"baseline: {written(100)}, target: {written(300)}", [(d, written(int(v))) for d, v in weekly(*values)]
    )
    assert one is not None and other is not None
    assert (other.at_end, other.low, other.high) == pytest.approx((one.at_end, one.low, one.high), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    ("plan", "charted"),
    [
        (RISING, True),
        ("change: +20%", True),
        ("count: 9", False),
        ("at_least: 10", False),
        ("graded: 1 is all of it", False),
    ],
)
def test_only_what_moves_to_a_goal_and_back_has_a_signal(plan: str, charted: bool) -> None:
    """A tally only grows, so that it would always be a shift."""
    found = scored(plan, [(7, "0"), (14, "1")]).key_results[0].chart
    assert (found is not None) == charted
