"""Where a number of a formula is written: the amendments around a day are found by their fields, not one by one."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.model.parts import Amendment
from okrctl.views.explain import _around_day, _concerning

DAYS = st.integers(0, 5).map(lambda days: date(2026, 1, 1) + timedelta(days=days))
FIELDS = [
    "target",
    "checkpoints",
    "checkpoints/2026-01-31",
    "milestones/a",
    "milestones/a/due",
    "milestones/a/due/x",
    "a",
]


def _amendment(told: tuple[date, str]) -> Amendment:
    return Amendment.model_construct(date=told[0], field=told[1], why="Agreed")


def _concerns(entry: Amendment, steps: str) -> bool:
    return f"{entry.field}/".startswith(f"{steps}/") or f"{steps}/".startswith(f"{entry.field}/")


@given(
    st.lists(st.tuples(DAYS, st.sampled_from(FIELDS)).map(_amendment), max_size=6).map(tuple),
    DAYS,
    st.sampled_from(["target", "checkpoints/2026-01-31", "milestones/a", "milestones/b"]),
)
def test_the_amendments_around_a_day(amended: tuple[Amendment, ...], day: date, steps: str) -> None:
    concerned = [each for each in amended if _concerns(each, steps)]
    later = min((each for each in concerned if each.date > day), key=lambda each: each.date, default=None)
    past = max((each for each in concerned if each.date <= day), key=lambda each: each.date, default=None)
    coming, gone = (_concerning(known, steps) for known in _around_day(amended, day))
    assert (amended[min(coming)[1]] if coming else None) is later
    assert (amended[-max(gone)[1]] if gone else None) is past
