"""What an id means on a day, against going through all its meanings."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.company.periods import Periods
from okrctl.core.company.workspace import Entry
from okrctl.core.values.cycle import Cycle

FIRST = date(2026, 1, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def entry(number: int, span: tuple[int, int] | None) -> Entry:
    cycle = None if span is None else Cycle(f"c{span[0]}", day(min(span)), day(max(span)))
    return Entry("objective", "shop", "same", cycle, f"{number}.yaml", ())


days = st.integers(0, 30)
spans = st.lists(st.none() | st.tuples(days, days), max_size=9)


@given(spans, days, days)
def test_as_if_all_were_looked_at(found: list[tuple[int, int] | None], one: int, other: int) -> None:
    entries = tuple(entry(number, span) for number, span in enumerate(found))
    dated = [(each, each.cycle) for each in entries if each.cycle]
    periods, asked = Periods(entries), Cycle("x", day(min(one, other)), day(max(one, other)))
    assert periods.alive(asked.start, asked.end) == tuple(each for each in entries if each.overlaps(asked))
    over = [(each, cycle) for each, cycle in dated if cycle.end < asked.start]
    assert periods.ended(asked.start) == tuple(each for each, _ in sorted(over, key=lambda each: each[1].end)[-1:])
    assert periods.later(asked.end) == tuple(each for each, cycle in dated if cycle.start > asked.end)[:1]
    assert periods.newest() == tuple(each for each, _ in sorted(dated, key=lambda each: each[1].start)[-1:])


@given(spans, st.tuples(days, days))
def test_the_cycle_that_is_named(found: list[tuple[int, int] | None], asked: tuple[int, int]) -> None:
    entries = tuple(entry(number, span) for number, span in enumerate(found))
    meant = Cycle("other", day(min(asked)), day(max(asked)))
    same = [e for e in entries if not e.cycle or (e.cycle.start, e.cycle.end) == (meant.start, meant.end)]
    assert Periods(entries).called("other", meant).all == tuple(same)
    name = f"c{asked[0]}"
    named = [e for e in entries if not e.cycle or e.cycle.name == name]
    assert Periods(entries).called(name, None).all == tuple(named)
