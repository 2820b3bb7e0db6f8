"""The days that ``--since`` understands."""

from __future__ import annotations

from datetime import date

import pytest

from okrctl.core.review.since import parse_since

FRIDAY = date(2026, 6, 19)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("last-monday", date(2026, 6, 15)),
        ("Monday", date(2026, 6, 15)),
        ("last-friday", date(2026, 6, 12)),
        ("yesterday", date(2026, 6, 18)),
        ("7d", date(2026, 6, 12)),
        ("2w", date(2026, 6, 5)),
        ("2026-02-09", date(2026, 2, 9)),
        ("9999w", date(1834, 10, 31)),
    ],
)
def test_a_day_in_words(text: str, day: date) -> None:
    assert parse_since(text, FRIDAY) == day


@pytest.mark.parametrize("text", ["", "last", "last-week", "7", "-7d", "2026-02-30", "7days", "٧d"])
def test_what_names_no_day(text: str) -> None:
    assert parse_since(text, FRIDAY) is None


def test_on_a_monday_the_last_one_is_a_week_ago() -> None:
    assert parse_since("last-monday", date(2026, 6, 15)) == date(2026, 6, 8)
