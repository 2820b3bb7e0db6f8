"""Holidays that move, against published days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.values.holidays import HOLIDAYS, easter


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("easter", ["1961-04-02", "2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20", "2026-04-05"]),
        ("easter", ["2038-04-25", "2285-03-22"]),
        ("pentecost", ["2025-06-08", "2026-05-24"]),
        ("mothers-day", ["2025-05-11", "2026-05-10"]),
        ("thanksgiving", ["2024-11-28", "2025-11-27", "2026-11-26"]),
        ("black-friday", ["2024-11-29", "2025-11-28", "2026-11-27"]),
        ("cyber-monday", ["2024-12-02", "2025-12-01", "2026-11-30"]),
    ],
)
def test_published_days(name: str, days: list[str]) -> None:
    assert [HOLIDAYS[name](int(day[:4])).isoformat() for day in days] == days


@given(st.integers(1970, 2200))
def test_easter_is_a_sunday_in_its_five_weeks(year: int) -> None:
    day = easter(year)
    assert day.weekday() == 6
    assert date(year, 3, 22) <= day <= date(year, 4, 25)
