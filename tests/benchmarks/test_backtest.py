"""The backtest's arithmetic on series with known projections; docs/guide/forecast.md describes this method."""

from __future__ import annotations

import backtest
import pytest


def fired(values: list[float | None], length: int = 13) -> backtest.Result:
    return backtest.result("made up", length, list(backtest.shots(values, length)))


def test_cycles_begin_where_the_last_ended_and_have_no_gaps() -> None:
    values = [0.0, 1, 2, 3, None, 5, 6, 7, 8]
    assert list(backtest.cycles(values, 2)) == [[0, 1, 2], [6, 7, 8]]


def test_a_straight_line_is_foretold() -> None:
    found = fired([float(at) for at in range(40)])
    assert (found.count, found.coverage) == (9, 1)
    assert found.errors == {
        "okrctl": pytest.approx(0, abs=1e-9),
        "last value": 1,
        "drift": pytest.approx(0, abs=1e-9),
        "linear": pytest.approx(0, abs=1e-9),
    }


def test_a_jump_is_missed_by_everybody_and_told() -> None:
    level = [float(at % 2) for at in range(14)]
    found = fired([*level[:-1], 50.0])
    assert found.coverage == 0
    assert all(error > 0.9 for error in found.errors.values())


def test_rivals() -> None:
    known = [10.0, 12, 11, 13]
    assert backtest.last_value(known, 6) == 13
    assert backtest.drift(known, 6) == 13 + 1 * 3
    assert backtest.linear(known, 6) == pytest.approx(12 + 0.5 * 4)


def test_the_table_has_every_row_and_the_mean_of_all() -> None:
    shots = list(backtest.shots([float(at * at % 17) for at in range(60)], 13))
    lines = backtest.report([backtest.result("a", 13, shots), backtest.result("b", 13, shots)], shots)
    one, other, everything = lines[2:5]
    assert one.replace("| a |", "| b |") == other
    assert everything.startswith("| **all, each row alike** |") and one.split("|")[4].strip() in everything


def test_the_page_is_about_this_method() -> None:
    page = backtest.PAGE.read_text(encoding="utf-8")
    assert f"core/scores/forecast.py {backtest.fingerprint()}" in page, "make backtest measures anew"
