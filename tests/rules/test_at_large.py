"""What holds for the rules as a whole: who is left in peace, any order of files, any length of chains."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from tests.kit.company import Data, case_of, codes, count, department, goal, moves, said, thing
from tests.kit.sizes import nightly

PEACE = [
    {"draft": True},
    {"dropped": {"date": "2026-02-01", "why": "Too dear"}},
    {"closed": {"date": "2026-02-01"}},
]
METRICS = {"speed": {"title": "Speed", "unit": "s"}, "system": {"title": "The system"}}


def quarrel(state: Data | None = None, entries: list[Data] | None = None) -> list[Data]:
    """Two departments about which the rules of families 5xx and 6xx have a lot to say; one may be in some state."""
    worst = {
        "id": "seo",
        "title": "Leverage 20% more synergies " + "and so on " * 7,
        "key_results": [
            moves("x", metric="speed", target=3),
            thing("w", title="Launch the thing", metric="system", done_when="done"),
            *(thing(f"n{n}", title="Help others", due="2026-03-31") for n in range(6)),
        ],
        "joint_with": ["technology"],
        "promised_to": ["technology/fast"],
        "depends_on": [
            {"ref": "technology/fast", "due": "2026-02-01"},
            {"ref": "technology", "due": "2026-02-01"},
            {"ref": "technology/late", "due": "2026-02-01"},
            {"ref": "technology/later", "due": "2026-02-01"},
        ],
        **(state or {}),
    }
    marketing = department("marketing", worst, check_ins=entries or [])
    technology = department(
        "technology",
        goal("fast", moves("y", metric="speed", target=2), thing("z", metric="system")),
        goal("slow", count("late", due="2026-03-01"), count("later", promised_to="marketing/seo")),
    )
    return [marketing, technology]


def test_the_quarrel_breaks_most_of_the_rules() -> None:
    found = set(codes(said(case_of(*quarrel(), metrics=METRICS), "56")))
    assert {f"OKR50{n}" for n in (1, 2, 3, 4, 5, 6)} <= found
    assert {f"OKR60{n}" for n in (2, 3, 4, 5, 6, 7, 9)} <= found


@pytest.mark.parametrize("state", PEACE, ids=lambda state: next(iter(state)))
def test_drafts_and_what_is_given_up_or_closed_are_left_in_peace(state: Data) -> None:
    left = said(case_of(*quarrel(state), metrics=METRICS), "56")
    # what is left speaks of the other side alone
    assert [message for code, message in left if "marketing" in message and code != "OKR504"] == []
    assert set(codes(left)) <= {"OKR504"}


def test_what_ended_long_before_the_latest_check_in_is_left_in_peace() -> None:
    later = goal("mail", cycle="2026-Q2")
    entry = {"date": "2026-04-08", "by": "Ana", "results": {"mail-a": 1}}
    marketing, technology = quarrel(entries=[entry])
    marketing["objectives"] = [*marketing["objectives"], later]
    assert said(case_of(marketing, technology, metrics=METRICS), "56") == []
    entry["date"] = "2026-04-07"
    assert said(case_of(marketing, technology, metrics=METRICS), "56") != []


def test_a_department_asks_nothing_of_itself() -> None:
    own = [goal("one", count("a", depends_on=[{"ref": "b", "due": "2026-02-01"}])), goal("two", count("b"))]
    assert said(case_of(department("marketing", *own)), "5") == []


def test_one_disagreement_about_a_day_is_told_once() -> None:
    asks = department("marketing", goal("seo", depends_on=[{"ref": "technology/fast-a", "due": "2026-02-01"}]))
    late = count("fast-a", due="2026-03-01", promised_to="marketing/seo")
    found = said(case_of(asks, department("technology", goal("fast", late, count("fast-b")))), "5")
    assert codes(found) == ["OKR502"]


@pytest.mark.parametrize("state", [{}, *PEACE], ids=lambda state: next(iter(state), "live"))
def test_a_circle_with_a_gap_is_none(state: Data) -> None:
    back = department("b", goal("two", depends_on=[{"ref": "a/one"}]))
    whole = goal("one", depends_on=[{"ref": "b/two"}], **state)
    part = goal("one", count("x", depends_on=[{"ref": "b/two"}], **state), count("y"))
    for one in (whole, part):
        assert codes(said(case_of(department("a", one), back), "5")).count("OKR508") == (not state)


def test_a_bad_value_of_a_kpi_is_told_once_however_many_read_it() -> None:
    readers = [count(f"k{n}", kpi="bounce") for n in range(2)]
    entry = {"date": "2026-01-05", "by": "Ana", "results": {"bounce": "fine"}}
    kpis = [{"id": "bounce", "title": "Bounces"}]
    found = said(case_of(department("a", goal("one", *readers), kpis=kpis, check_ins=[entry])), "4")
    assert codes(found) == ["OKR405"]


def test_a_key_result_that_was_refused_is_not_missed_as_well() -> None:
    for more, expected in (([], True), (["a text, where a key result is wanted"], False)):
        file = department("a", {**goal("one"), "key_results": [count("a"), *more]})
        found = [problem.rule for problem in case_of(file).problems(day=False)]
        assert ("key-result-count" in found) == expected


def test_the_order_of_files_does_not_change_what_is_said() -> None:
    files = [
        *quarrel(),
        department("people", goal("learn", count("c", depends_on=[{"ref": "marketing/seo"}]))),
        department("marketing", goal("mail", moves("m", metric="speed", change="-5%"), count("o"))),
    ]
    named = list(zip("abcd", files, strict=True))
    told = set()
    for some in permutations(named):
        case = case_of(*(file for _, file in some), names=[name for name, _ in some], metrics=METRICS)
        told.add(tuple(said(case)))
    assert len(told) == 1


LONG = 10_000 if nightly() else 2_000  # Python stops at a depth of 1,000


def long_chain(field: str, length: int = LONG, closed: bool = False) -> list[Data]:
    """Objectives of twenty departments that lead to each other in one long line."""
    share, home = length // 20, [f"d{n // (length // 20)}" for n in range(length + 1)]
    departments = []
    for number in range(20):
        goals = []
        for n in range(number * share, (number + 1) * share):
            last = n == length - 1
            ref = f"{home[(n + 1) % length]}/g{(n + 1) % length}"
            link = [] if last and not closed else [{"ref": ref}] if field == "depends_on" else [ref]
            goals.append(goal(f"g{n}", count(f"k{n}"), **{field: link}))
        departments.append(department(f"d{number}", *goals))
    return departments


@pytest.mark.parametrize("closed", [False, True])
def test_thousands_in_a_line_need_no_recursion(closed: bool) -> None:
    told = said(case_of(*long_chain("depends_on", closed=closed)), "5")
    assert codes(told).count("OKR501") == 19 + closed  # from department to department
    assert codes(told).count("OKR508") == closed


def test_thousands_that_support_each_other_need_no_recursion() -> None:
    assert codes(said(case_of(*long_chain("supports")), "25")) == []


def test_a_day_that_has_come_makes_no_difference_to_rules_that_know_no_day() -> None:
    early, late = (case_of(*quarrel(), metrics=METRICS, today=day) for day in (date(2026, 1, 1), date(2030, 1, 1)))
    assert said(early) == said(late)
