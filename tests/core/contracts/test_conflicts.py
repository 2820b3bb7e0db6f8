"""Where two departments plan different things for one metric."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.contracts.conflict import Conflict
from tests.kit.company import Data, case_of, department, goal, moves, thing

METRICS = {"speed": {"title": "Speed", "unit": "s"}, "system": {"title": "The system"}}


def of(*files: Data) -> tuple[Conflict, ...]:
    return case_of(*files, metrics=METRICS).conflicts


def kinds(*files: Data) -> list[str]:
    return [conflict.kind for conflict in of(*files)]


def planned(id: str, cycle: str = "2026-Q1", state: Data | None = None, **keys: Any) -> Data:
    result = moves(f"{id}-kr", metric="speed", **keys)
    return department(id, goal("goal", result, **(state or {})), cycle=cycle)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # what is to be reached, where it is known
        ({"target": 120}, {"target": 120}, []),
        ({"target": 120}, {"target": 130}, ["target"]),
        ({"target": 120}, {"target": "120.0"}, []),
        ({"baseline": 100, "target": 120}, {"baseline": 100, "change": "+20%"}, []),
        ({"baseline": 100, "target": 120}, {"baseline": 100, "change": "+20"}, []),
        ({"baseline": 100, "change": "+20%"}, {"baseline": 100, "change": "+15%"}, ["target"]),
        ({"baseline": 100, "change": "+20%"}, {"baseline": 80, "change": "+50%"}, ["baseline"]),
        ({"baseline": 100, "change": "+20%"}, {"baseline": 90, "change": "+20%"}, ["target", "baseline"]),
        # rounded to as many digits as the shorter one has, at least three
        ({"target": "33.3"}, {"target": "33.33"}, []),
        ({"target": "33.3"}, {"target": "33.36"}, ["target"]),
        ({"target": "0.12"}, {"target": "0.1204"}, []),
        ({"target": "1"}, {"target": "1.004"}, []),
        ({"target": "1"}, {"target": "1.01"}, ["target"]),
        ({"target": "1200"}, {"target": "1201"}, ["target"]),
        ({"baseline": "33.3", "target": 40}, {"baseline": "33.33", "target": 40}, []),
        ({"at_least": 5, "at_most": "9.00"}, {"at_least": 5, "at_most": "9.004"}, []),
        ({"at_least": 95}, {"target": 95}, []),
        ({"at_least": 95}, {"at_least": 90}, ["target"]),
        ({"at_least": 5, "at_most": 9}, {"at_least": 5, "at_most": 9}, []),
        ({"at_least": 5, "at_most": 9}, {"at_least": 5, "at_most": 8}, ["target"]),
        ({"count": 3}, {"count": 3}, []),
        ({"count": 3}, {"count": 4}, ["target"]),
        # changes as written, where a baseline is unknown
        ({"change": "+20%"}, {"change": "+20%"}, []),
        ({"change": "-20%"}, {"change": "-15%"}, ["target"]),
        ({"change": "-20%"}, {"change": "-1"}, ["target"]),
        ({"baseline": 100, "change": "+20%"}, {"change": "+20%"}, []),
        ({"baseline": 100, "change": "+20%"}, {"change": "+15%"}, ["target"]),
        ({"baseline": 100, "target": 120}, {"change": "+20%"}, []),
        ({"baseline": 100, "target": 120}, {"change": "+20"}, []),
        ({"baseline": 100, "target": 120}, {"change": "+21"}, ["target"]),
        ({"target": 120}, {"change": "+20%"}, []),  # nobody can tell
        # directions and units; amounts that differ in them are not compared as well
        ({"change": "+20%"}, {"change": "-20%"}, ["direction"]),
        ({"at_least": 5}, {"at_most": 9}, ["direction"]),
        ({"baseline": 100, "target": 120}, {"at_most": 90}, ["direction"]),
        ({"target": 120}, {"at_most": 90}, ["target"]),
        ({"target": 120}, {"target": 130, "unit": "ms"}, ["unit"]),
        ({"baseline": 1, "target": 2}, {"baseline": 1000, "target": 2000, "unit": "ms"}, ["unit"]),
    ],
)
def test_pairs(one: Data, other: Data, expected: list[str]) -> None:
    assert kinds(planned("a", **one), planned("b", **other)) == expected
    assert kinds(planned("a", **other), planned("b", **one)) == expected


def test_a_department_does_not_conflict_with_itself() -> None:
    both = goal("goal", moves("x", metric="speed", target=1), moves("y", metric="speed", target=2))
    assert of(department("a", both)) == ()


@pytest.mark.parametrize(
    ("cycle", "expected"),
    [
        ("2026-Q1", 1),
        ("2026-02-01/2026-03-31", 1),
        ("2026", 0),  # a quarter on the way to the year
        ("2026-03-31/2026-04-30", 0),
        ("2026-Q2", 0),
        ("2025", 0),
    ],
)
def test_only_what_ends_together(cycle: str, expected: int) -> None:
    found = of(planned("a", target=1), planned("b", cycle, target=2))
    assert [len(conflict.parties) for conflict in found] == [2] * expected


def test_starting_values_are_compared_of_what_starts_together() -> None:
    a = planned("a", baseline=10, target=20)
    assert kinds(a, planned("b", "2026", baseline=11, target=20)) == ["baseline"]
    assert kinds(a, planned("b", "2026-02", baseline=11, target=20)) == []


@pytest.mark.parametrize("state", [{"draft": True}, {"dropped": {"date": "2026-01-02", "why": "No"}}])
def test_drafts_and_dropped_ones_take_no_part(state: Data) -> None:
    assert of(planned("a", target=1), planned("b", state=state, target=2)) == ()


def test_conflicts_of_different_years_are_told_apart() -> None:
    files = [planned(id, cycle, target=n) for cycle in ("2026", "2027") for n, id in enumerate("ab")]
    assert [[party.ref for party in each.parties] for each in of(*files)] == [["a/a-kr", "b/b-kr"]] * 2


def test_parties_carry_their_words_and_places() -> None:
    (found,) = of(planned("a", baseline=10, change="+20%"), planned("b", at_least=11))
    assert [(party.ref, party.value) for party in found.parties] == [
        ("a/a-kr", "+20% to 12"),
        ("b/b-kr", "at least 11"),
    ]
    assert [party.place.at[-1] for party in found.parties] == ["change", "at_least"]


def test_a_deliverable_is_promised_twice() -> None:
    a = department("a", goal("goal", thing("x", metric="system"), moves("z", target=1)))
    steps = [{"id": "s", "title": "S", "due": "2026-03-01"}, {"id": "t", "title": "T", "due": "2026-03-10"}]
    b = department("b", goal("goal", {"id": "y", "title": "Y", "metric": "system", "milestones": steps}))
    (found,) = of(a, b)
    assert (found.kind, [party.value for party in found.parties]) == ("deliverable", ["2026-02-15", "2026-03-10"])
    assert of(a) == ()


def test_what_one_needs_of_the_other_is_not_promised_twice() -> None:
    a, b = thing("x", metric="system"), thing("y", metric="system")
    asks = {"depends_on": [{"ref": "a/x"}]}
    assert kinds(department("a", goal("goal", a)), department("b", goal("goal", b))) == ["deliverable"]
    assert kinds(department("a", goal("goal", a)), department("b", goal("goal", b, **asks))) == []
    # a third one that asks nobody is in conflict with both
    c = department("c", goal("goal", thing("z", metric="system")))
    (found,) = of(department("a", goal("goal", a)), department("b", goal("goal", b, **asks)), c)
    assert [party.ref for party in found.parties] == ["a/x", "b/y", "c/z"]


CYCLES = ["2026", "2026-Q1", "2026-Q2", "2026-02", "2026-02-15/2026-03-31", "2027-Q1"]
SPANS = {"2026": (1, 360), "2026-Q1": (1, 90), "2026-Q2": (91, 180), "2026-02": (31, 58), "2027-Q1": (366, 450)}
SPANS["2026-02-15/2026-03-31"] = (45, 90)
VALUES = ["1", "2", "1.234", "1.2341", "1.2349", "1.23", "12.34"]
parties = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(VALUES), st.sampled_from(CYCLES)), max_size=7)


@given(parties)
def test_the_same_parties_as_comparing_each_with_each(each_one: list[tuple[str, str, str]]) -> None:
    files = [planned(id, cycle, target=value) for id, value, cycle in each_one]
    found = {(party.place.path, party.value) for each in of(*files) for party in each.parties}
    expected = set()
    for number, (id, value, cycle) in enumerate(each_one):
        for other, other_value, other_cycle in each_one:
            digits = max(3, min(len(each.replace(".", "")) for each in (value, other_value)))
            one, two = (f"{Decimal(each):.{digits}g}" for each in (value, other_value))
            if other != id and Decimal(one) != Decimal(two) and SPANS[cycle][1] == SPANS[other_cycle][1]:
                expected.add((f"okrs/{number}-{id}.yaml", value))
    assert found == expected


def test_the_order_of_files_does_not_matter() -> None:
    files = [planned("a", target=1), planned("b", target=2), planned("c", "2026", target=1), planned("d", change="+2%")]
    told = {
        tuple((each.kind, *sorted(p.ref for p in each.parties)) for each in of(*some)) for some in permutations(files)
    }
    assert len(told) == 1
