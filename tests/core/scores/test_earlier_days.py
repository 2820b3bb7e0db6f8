"""Scores of earlier days that are cut from those of today are the ones that are worked out anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.scores.journal import index_journal
from okrctl.core.scores.plan import plan_on
from okrctl.core.scores.scoring import score
from tests.kit import company as kit

DAYS = st.sampled_from(["2026-01-12", "2026-01-26", "2026-02-09", "2026-02-23", "2026-03-09"])
VALUES = st.one_of(
    st.integers(90, 210),
    st.fixed_dictionaries(
        {},
        optional={"value": st.integers(90, 210), "confidence": st.integers(0, 10), "projected": st.integers(90, 210)},
    ),
    st.fixed_dictionaries({"value": st.integers(90, 210), "baseline": st.just(90)}),
)
RESULTS = st.dictionaries(st.sampled_from(["known", "open", "moved", "closed", "watched"]), VALUES, max_size=3)
ENTRIES = st.builds(
    lambda day, results, more: {"date": day, "by": "ana", "results": results, **more},
    DAYS,
    RESULTS,
    st.one_of(
        *[st.just({})] * 3,
        st.fixed_dictionaries({"corrects": DAYS}),
        st.fixed_dictionaries(
            {"unchanged": st.lists(st.sampled_from(["known", "open", "rest"]), min_size=1, max_size=1)}
        ),
    ),
)


def _company(entries: list[dict[str, Any]]) -> Any:
    amended = [{"date": "2026-02-10", "field": "target", "from": 250, "to": 200, "why": "Agreed"}]
    results = [
        kit.moves("known", baseline=100, target=200),
        kit.moves("open", change="+20%"),
        kit.moves("moved", baseline=100, target=200, amended=amended),
        kit.moves("closed", baseline=100, target=200, closed={"date": "2026-02-20"}),
        kit.moves("read", baseline=100, target=200, kpi="watched"),
        {"id": "held", "title": "95% held", "at_least": 95, "hold": True},
    ]
    kpi = {"id": "watched", "title": "Watched", "at_least": 100}
    plan = kit.department(
        "shop", kit.goal("grow", *results), kpis=[kpi], check_ins=sorted(entries, key=lambda e: e["date"])
    )
    return kit.workspace(plan)


def agree(ws: Any, first: date, last: date) -> None:
    journal = index_journal(ws)
    later = score(ws, journal, plan_on(ws, last))
    cut = score(ws, journal, plan_on(ws, first), later=later)
    anew = score(ws, journal, plan_on(ws, first))
    for key, result in anew.by_key.items():
        found = cut.by_key[key]
        told = ("progress", "score", "expected", "gap", "status", "overdue_days", "counted", "last_check_in")
        assert [getattr(found, name) for name in told] == [getattr(result, name) for name in told], key
        for name in ("observations", "latest", "done", "confidence", "projected", "baseline"):
            assert getattr(found.series, name) == getattr(result.series, name), (key, name)


@given(st.lists(ENTRIES, max_size=12), st.integers(0, 90), st.integers(0, 90))
def test_cut_and_read_anew_agree(entries: list[dict[str, Any]], one: int, other: int) -> None:
    first, last = sorted(date(2026, 1, 1) + timedelta(days=days) for days in (one, other))
    agree(_company(entries), first, last)


def test_a_later_correction_does_not_change_what_was_known_before() -> None:
    said = {"date": "2026-01-12", "by": "ana", "results": {"known": 120, "moved": 130}}
    corrected = {"date": "2026-02-23", "by": "ana", "corrects": "2026-01-12", "results": {"known": 180}}
    for first in (date(2026, 1, 20), date(2026, 2, 22), date(2026, 2, 23)):
        agree(_company([said, corrected]), first, date(2026, 3, 9))
