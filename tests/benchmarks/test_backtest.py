"""The backtest's arithmetic on series with known projections; docs/guide/forecast.md describes this method."""

from __future__ import annotations

import random

import backtest
import forecast_tables
import pytest
import rivals
import shots
import simulation
from public_series import SeriesSet

MADE_UP = SeriesSet("made up", "none", "made up", dict)


def fired(values: list[float | None], length: int = 13) -> shots.Row:
    move = shots.usual_move(values, length)
    cycles = shots.cycles(values, length)
    return shots.Row(MADE_UP, length, [s for each in cycles for s in shots.shots(each, move, compared=False)])


def test_cycles_begin_where_the_last_ended_and_have_no_gaps() -> None:
    values = [0.0, 1, 2, 3, None, 5, 6, 7, 8]
    assert list(shots.cycles(values, 2)) == [[0, 1, 2], [6, 7, 8]]
    assert (shots.moments(8), shots.moments(13), shots.moments(40)) == ([4, 6], [4, 6, 10], [10, 20, 30])


def test_a_straight_line_is_foretold() -> None:
    found = fired([float(at) for at in range(40)])
    assert len(found.shots) == 9
    assert [shot.error("okrctl") for shot in found.shots] == pytest.approx([0] * 9, abs=1e-6)
    assert all(shot.inside("okrctl") == 1 and shot.apart == 0 for shot in found.shots)
    assert found.ratio("last value", "score") == 1 and found.ratio("okrctl", "error") < 1e-6
    # the usual target is met just so, the stretch target is not
    assert all(usual[1] and not stretch[1] for usual, stretch in (shot.odds for shot in found.shots))


def test_a_jump_is_missed_and_told() -> None:
    cycle = [*(float(at % 2) for at in range(13)), 50.0]
    for shot in shots.shots(cycle, 1.0, compared=False):
        assert shot.inside("okrctl") == 0 and shot.error("okrctl") > 48 and shot.score("okrctl") > 400


def test_rivals() -> None:
    known = [10.0, 12, 11, 13]
    assert rivals.last_value(known, 4)[1] == 13
    assert rivals.last_value(known, 4)[2] == pytest.approx(13 + rivals.REACH * (4 * 3) ** 0.5)
    assert rivals.drift(known, 3)[1] == 13 + 1 * 3
    assert rivals.theil_sen([0.0, 1, 2, 3], 2) == pytest.approx((5, 5, 5))
    low, middle, high = rivals.local_level([10.0, 12, 10, 12, 10, 12], 5)
    assert low < 10.5 < middle < 11.8 < high


def test_the_tables_add_up() -> None:
    found = fired([float(at * at % 17) for at in range(60)]).shots
    rows = [shots.Row(MADE_UP, 13, found), shots.Row(MADE_UP, 26, found)]
    lines = forecast_tables.sets_table(rows)
    assert lines[2].replace("made up", "**all**") == lines[-1] and f"| {2 * len(found)} |" in lines[-1]
    classes = forecast_tables.classes_table(found)[2:]
    assert sum(int(line.split("|")[2]) for line in classes) == len(found)
    odds = forecast_tables.odds_table([[(0.05, False), (0.95, True), (1.0, True), (0.5, True)]], ("usual",))
    assert odds[2] == "| 0% to 10% | 1 | 5% | 0% (0%–79%) |"
    assert odds[-1] == "| 90% to 100% | 2 | 98% | 100% (34%–100%) |"
    # statsmodels.stats.proportion.proportion_confint(85, 119, method="wilson")
    assert forecast_tables.wilson(85, 119) == pytest.approx((0.627417, 0.787752), abs=1e-5)


def test_the_page_is_about_this_method() -> None:
    page = backtest.PAGE.read_text(encoding="utf-8")
    assert f"(method {backtest.fingerprint()})" in page, "make backtest measures anew"


@pytest.mark.parametrize("of_value", [True, False])
@pytest.mark.parametrize("noise", simulation.NOISES)
def test_alarms_about_providers_mean_something(noise: float, of_value: bool) -> None:
    """On plan, at most 5% of days alarm; nearly all who will miss by more than a quarter are called in time."""
    calm, failing = simulation.rates(noise, 40, of_value=of_value)
    assert calm <= 0.05 and failing >= 0.8


def test_a_provider_that_fails_is_not_on_track_for_long() -> None:
    states = [state for _, state in simulation.states(0.5, 0.01, random.Random(1), of_value=True)]
    assert states == ["at-risk"] * len(states)
