"""Projections: what they say on plain series, at the edges, and for any series at all."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrctl.core.company.workspace import build
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.settings import defaults
from okrctl.core.review.picture import Picture
from okrctl.core.scores.forecast import Forecast, Trend, forecast, forecast_objective
from okrctl.core.scores.forecast import project as carry_on
from okrctl.core.scores.scoring import ScoredObjective

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
    return Picture(build(defaults(), [facts]), day or last).scores.objectives[0]


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
    assert found.probability == pytest.approx(0.5, abs=0.01)
    ahead = project("baseline: 0, target: 364", line)
    assert ahead is not None and (ahead.at_end, ahead.probability) == (pytest.approx(1), pytest.approx(0.5))


def test_the_steadiest_trend_may_end() -> None:
    """What lies ahead of a straight line is as unsure as it is large, and nothing on the day itself."""
    line = [(day, str(day)) for day in range(7, 183, 7)]
    far, near, now = (project(RISING, line, START + timedelta(days=day)) for day in (365, 203, 182))
    assert far is not None and near is not None and now is not None
    assert near.low == pytest.approx((203 - 1.28155 * 21) / 365, abs=1e-5) and near.low > 182 / 365 * 0.9
    assert far.low < 182 / 365 < far.at_end < far.high
    assert now.low == now.at_end == now.high


def test_where_the_slopes_disagree_less_is_carried_on() -> None:
    """The same median slope: agreed on by all, by most, by few; at the end the last value and no trend is left."""
    steady = project(RISING, weekly(10, 20, 30, 40, 50, 60))
    shaky = project(RISING, weekly(10, 21, 29, 41, 49, 60))
    noise = project(RISING, weekly(10, 60, 5, 70, 8, 60))
    assert steady is not None and shaky is not None and noise is not None
    assert steady.at_end > shaky.at_end > 2 * noise.at_end
    assert noise.at_end < 60 / 365


def test_it_starts_between_the_line_and_the_last_value() -> None:
    found = project(RISING, weekly(30, 30, 30, 30, 40), START + timedelta(days=35))
    assert found is not None and found.at_end == pytest.approx(35 / 365)


def test_a_single_odd_value_does_not_bend_the_trend() -> None:
    found = project(RISING, [(7, "7"), (14, "14"), (21, "350"), (28, "28"), (35, "35"), (42, "42")])
    assert found is not None and found.at_end == pytest.approx(364 / 365)


def test_only_the_most_recent_check_ins_count() -> None:
    flat = [(day, "0") for day in range(7, 140, 7)]
    rising = [(140 + 7 * at, str(10 * at)) for at in range(13)]
    alone, together = project(RISING, rising), project(RISING, flat + rising)
    assert alone == together and alone is not None and alone.points == 13


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


def test_a_wider_horizon_is_less_sure() -> None:
    values = weekly(1, 9, 12, 25, 28, 33)
    near, far = (project(RISING, values, START + timedelta(days=day)) for day in (60, 300))
    assert near is not None and far is not None
    assert far.high - far.low > near.high - near.low > 0


def test_identical_values_stay_where_they_are() -> None:
    found = project(RISING, weekly(5, 5, 5, 5))
    assert found is not None
    assert (found.at_end, found.low, found.high, found.probability) == (pytest.approx(5 / 365),) * 3 + (0,)


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
    """Five weeks were kept and one was not, the present one can still be: 51 of 52 at most, five at least."""
    values = weekly(11, 11, 11, 11, 9, 9)
    found = project("at_least: 10, hold: true, check_in: {every: 7d}", values)
    assert found is not None and found.probability == 0
    assert found.low == pytest.approx(5 / 52) and found.high <= 51 / 52
    assert found.low <= found.at_end <= found.high
    lenient = project("at_least: 10, hold: 95%, check_in: {every: 7d}", values)
    assert lenient is not None and 0 < lenient.probability < 1 and lenient.high == 1
    # weeks in which nobody looked are not made up for on the last day
    late = project("at_least: 10, hold: true, check_in: {every: 7d}", values, as_of=END)
    assert late is not None and late.high == pytest.approx(6 / 52) and late.low == pytest.approx(5 / 52)
    settled = project("at_least: 10, hold: 5%, check_in: {every: 7d}", values)
    assert settled is not None and (settled.low, settled.probability) == (1, 1)


def test_more_than_the_share_that_is_asked_for_is_a_reserve() -> None:
    """Nine of ten were inside where half would do: the share cut off at 1 would make it even odds."""
    values = weekly(9, 11, 11, 11, 11, 11, 11, 11, 11, 11)
    half, nearly_all = (
        project(f"at_least: 10, hold: {share}%", values, START + timedelta(days=90)) for share in (50, 90)
    )
    assert half is not None and half.at_end == 1 and half.probability > 0.8
    assert nearly_all is not None and 0.4 < nearly_all.probability < half.probability


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


def test_missing_is_staying_below_the_grade() -> None:
    found = Forecast(0.7, 0.6, 0.8, 0.4, "theil-sen", 4)
    assert not found.misses(Fraction(7, 10)) and found.misses(Fraction(71, 100))


def test_probabilities_are_those_of_the_normal_distribution() -> None:
    # from tables: 80% lie within 1.2816 standard deviations, 97.5% below 1.95996
    trend = Trend(middle=10, spread=2, points=5, size=10)
    assert trend.below(trend.high) - trend.below(trend.low) == pytest.approx(0.8)
    assert trend.below(10 + 2 * 1.959964) == pytest.approx(0.975, abs=1e-6)
    assert trend.below(10) == 0.5
    sure = Trend(middle=10, spread=0, points=5, size=10)
    assert (sure.below(10), sure.below(10, included=True), sure.below(11), sure.below(9)) == (0, 1, 1, 0)


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
def test_any_series_gets_a_sound_projection(plan: str, values: Values, ahead: int) -> None:
    # nobody counts less than none
    values = [(day, text.removeprefix("-") if plan.startswith("count") else text) for day, text in sorted(values)]
    found = project(plan, values, START + timedelta(days=ahead))
    assert found is not None
    assert found.low <= found.at_end <= found.high
    assert 0 <= found.probability <= 1
    assert found.points == min(13, len(values))


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
