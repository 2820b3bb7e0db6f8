"""Checkpoints by last year's season, worked out by hand; and exports that do not say enough."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.checkin.entry import Mistake
from okrctl.core.checkin.table import rows_of
from okrctl.core.planning.last_year import LastYear, last_year
from okrctl.core.planning.season import Season, Way, season

START, END = date(2026, 1, 1), date(2026, 3, 31)
UP = Way(Fraction(100), Fraction(140))
MONTHS = "month,value\n2024-12,1000\n2025-01,1010\n2025-02,1030\n2025-03,1100\n"


def read(text: str, column: str | None = None, *, counted: bool = False) -> LastYear:
    found = last_year(rows(text), column, counted=counted)
    assert isinstance(found, LastYear), found
    return found


def rows(text: str) -> list[list[str]]:
    found = rows_of(text)
    assert not isinstance(found, Mistake)
    return [list(row) for row in found]


def plan(last: LastYear, way: Way = UP, *holidays: str, start: date = START, due: date = END) -> Season:
    found = season(last, way, start, due, holidays)
    assert isinstance(found, Season), found
    return found


def test_each_month_has_last_years_share_of_the_move() -> None:
    # 10 of 100 by January, 30 of 100 by February
    assert plan(read(MONTHS)).checkpoints == {"2026-01-31": "104", "2026-02-28": "112"}
    assert [point.even for point in plan(read(MONTHS)).waypoints] == ["113.8", "126.2"]


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (Way(Fraction(40), Fraction(30)), ["39", "37"]),  # a move down
        (Way(Fraction(0), Fraction(20), "%"), ["+2%", "+6%"]),  # a change whose baseline is not known
        (Way(Fraction(0), Fraction(-5), ""), ["-0.5", "-1.5"]),
        (Way(Fraction(2), Fraction("2.5")), ["2.05", "2.15"]),
    ],
)
def test_ways_up_and_down(way: Way, expected: list[str]) -> None:
    assert list(plan(read(MONTHS), way).checkpoints.values()) == expected


def test_last_years_move_down_is_a_share_as_well() -> None:
    down = "month,value\n2024-12,1100\n2025-01,1090\n2025-02,1070\n2025-03,1000\n"
    assert plan(read(down)).checkpoints == plan(read(MONTHS)).checkpoints


def test_counts_are_added_up() -> None:
    months = read("month,orders\n2025-01,5\n2025-02,3\n2025-03,12\n", counted=True)
    pieces = Way(Fraction(0), Fraction(40), whole=True)
    assert plan(months, pieces).checkpoints == {"2026-01-31": "10", "2026-02-28": "16"}
    # a row for each piece, of several in one day
    days = ["2025-01-05", "2025-01-05", "2025-02-10 10:00", "2025-03-02T08:00"]
    rows = read("ordered_at,customer\n" + "".join(f"{day},Ana\n" for day in days), counted=True)
    assert plan(rows, pieces).checkpoints == {"2026-01-31": "20", "2026-02-28": "30"}


def test_a_plan_never_goes_back() -> None:
    # 20%, 10%, 100%: the first two are replaced by their mean
    found = plan(read("month,value\n2024-12,10\n2025-01,12\n2025-02,11\n2025-03,20\n"))
    assert found.checkpoints == {"2026-01-31": "106", "2026-02-28": "106"}
    assert found.rests == (date(2026, 1, 31), date(2026, 2, 28))
    # 110% of the move in February: as much as all of it
    over = plan(read("month,value\n2024-12,10\n2025-01,12\n2025-02,21\n2025-03,20\n"))
    assert list(over.checkpoints.values()) == ["108", "140"]


def test_black_friday_is_expected_by_black_friday() -> None:
    """One order a day in November and December 2025, but 100 on Black Friday, the 28th; in 2026 it is the 27th."""
    first = date(2025, 11, 1)
    days = {first + timedelta(n): 1 for n in range(61)}
    days[date(2025, 11, 28)] = 100
    last = read("day,orders\n" + "".join(f"{day},{count}\n" for day, count in days.items()), counted=True)
    pieces = Way(Fraction(0), Fraction(1600), whole=True)
    late = {"start": date(2026, 11, 1), "due": date(2026, 12, 31)}
    # 27 days and 100 of 160 by the holiday
    with_holiday = plan(last, pieces, "black-friday", **late).checkpoints
    assert with_holiday["2026-11-27"] == "1270"
    # between it and the end of the year 33 days correspond to 34: three of them to 3 and 3/34
    assert with_holiday["2026-11-30"] == str(round(1270 + 10 * 3 * 33 / 34))
    assert plan(last, pieces, **late).checkpoints == {"2026-11-30": "1290"}


def test_easter_moves_two_weeks() -> None:
    """All sales of 2025 before Easter, April 20; in 2026 it is April 5."""
    days = {date(2025, 1, 1) + timedelta(n): 1 if n < 110 else 0 for n in range(181)}
    last = read("day,orders\n" + "".join(f"{day},{count}\n" for day, count in days.items()), counted=True)
    found = plan(last, Way(Fraction(0), Fraction(110), whole=True), "easter", due=date(2026, 6, 30)).checkpoints
    assert found["2026-04-05"] == found["2026-04-30"] == "110"


def refused(text: str, *holidays: str, column: str | None = None, counted: bool = False, due: date = END) -> str:
    found = last_year(rows(text), column, counted=counted)
    told = found if isinstance(found, Mistake) else season(found, UP, START, due, holidays)
    assert isinstance(told, Mistake), told
    assert told.help
    return told.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("month,value\n", "the file has no rows below its heading"),
        ("name,value\na,1\n", "row 2: no column has dates or months"),
        ("month,value\n2025-01,a\n", "row 2: no column has a number"),
        ("month,a,b\n2025-01,1,2\n", "several columns have numbers: a, b"),
        (MONTHS.replace("1030", "n.a."), "row 4, column value: 'n.a.' is not a number"),
        (MONTHS.replace("1030", ""), "row 4, column value: a number is missing"),
        (MONTHS.replace("2025-02", "Feb 2025"), "row 4, column month: 'Feb 2025' is not a day or a month"),
        (MONTHS.replace("2025-02", "2025-01"), "row 4: 2025-01-31 is also in row 3"),
        (MONTHS.replace("2025-02,1030\n", ""), "no row for 2025-02"),
        (MONTHS.replace("2025-03,1100\n", ""), "no row for 2025-03"),
        (MONTHS.replace("2024-12,1000\n", ""), "the first value is of 2025-01-31, but the change starts on 2024-12-31"),
        (MONTHS.replace("1100", "1000"), "last year ended where it started, so there is no change to distribute"),
    ],
)
def test_what_does_not_say_enough(text: str, message: str) -> None:
    assert refused(text) == message


def test_more_that_is_refused() -> None:
    assert refused(MONTHS, column="sales") == "there is no column sales"
    assert refused(MONTHS, "easter") == "easter (2025-04-20, 2026-04-05) isn't within the plan in both years"
    assert refused(MONTHS, due=date(2027, 1, 1)) == "from 2026-01-01 to 2027-01-01 is more than a year"
    assert refused(MONTHS, due=date(2026, 1, 31)) == "no month ends between 2026-01-01 and 2026-01-31"
    both = "month,orders\n2025-01,5\n2025-02-03,3\n2025-03,12\n"
    assert refused(both, counted=True) == "the file has both days and months"


VALUES = st.lists(st.integers(-1000, 1000), min_size=13, max_size=13)


@given(VALUES, st.integers(-500, 500), st.integers(-500, 500))
def test_any_year_gives_a_plan_that_goes_one_way(values: list[int], start: int, end: int) -> None:
    months = ["2024-12", *(f"2025-{month:02}" for month in range(1, 13))]
    text = "month,value\n" + "".join(f"{month},{value}\n" for month, value in zip(months, values, strict=True))
    found = season(read(text), Way(Fraction(start), Fraction(end)), START, date(2026, 12, 31), ["easter"])
    if isinstance(found, Mistake):
        assert values[0] == values[-1]
        return
    way = [start, *(float(point.season) for point in found.waypoints), end]
    assert len(found.waypoints) == 12
    assert way == sorted(way, reverse=end < start)
