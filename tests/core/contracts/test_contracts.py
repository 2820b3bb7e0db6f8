"""Which promise answers which dependency."""

from __future__ import annotations

from typing import Any

import pytest

from okrctl.core.contracts.contracts import Contract, contracts, dependency_loops, unasked
from tests.kit.company import Data, case_of, count, department, goal, thing

NEEDED = "2026-02-28"


def both(need: Any, promise: Any = None, **provider: Any) -> tuple[Data, Data]:
    """Marketing needs something; technology promises something on ``speed``, a key result of its objective ``fast``."""
    asks = goal("seo", count("traffic"), count("links"), depends_on=[need] if isinstance(need, dict) else need)
    answer = {} if promise is None else {"promised_to": promise}
    keys = {**answer, **provider}
    return department("marketing", asks), department("technology", goal("fast", count("speed", **keys), count("calm")))


def only(*files: Data, **config: Any) -> Contract:
    (contract,) = contracts(case_of(*files, **config).links)
    return contract


@pytest.mark.parametrize(
    ("due", "promise", "state"),
    [
        (NEEDED, {"ref": "marketing/seo", "due": NEEDED}, "confirmed"),
        (NEEDED, {"ref": "marketing/seo", "due": "2026-02-01"}, "confirmed"),
        (NEEDED, {"ref": "marketing/seo", "due": "2026-03-01"}, "disputed"),
        (None, {"ref": "marketing/seo", "due": "2026-03-31"}, "confirmed"),
        (NEEDED, "marketing/seo", "disputed"),  # for its own due day: the end of the quarter
        ("2026-03-31", "marketing/seo", "confirmed"),
        (NEEDED, None, "open"),
        (NEEDED, {"ref": "marketing/links", "due": NEEDED}, "confirmed"),
    ],
)
def test_confirmed_when_both_name_each_other_and_the_promise_is_in_time(due: Any, promise: Any, state: str) -> None:
    need = {"ref": "technology/speed", "due": due}
    contract = only(*both(need, promise))
    assert (contract.confirmed, contract.disputed) == (state == "confirmed", state == "disputed")
    assert (contract.promise is None) == (state == "open")


def test_a_promise_without_a_day_holds_for_the_due_day_of_what_is_needed() -> None:
    step = {"id": "first", "title": "First", "due": "2026-01-31"}
    later = {"id": "second", "title": "Second", "due": "2026-03-15"}
    fast = {"id": "speed", "title": "Fast", "milestones": [step, later], "promised_to": ["marketing/seo"]}
    technology = department("technology", goal("fast", fast, count("calm")))
    for milestone, day, confirmed in (("first", "2026-01-31", True), ("second", "2026-03-15", False)):
        asks = goal("seo", depends_on=[{"ref": f"technology/speed/{milestone}", "due": "2026-02-28"}])
        contract = only(department("marketing", asks), technology)
        assert (str(contract.promised), contract.confirmed) == (day, confirmed)


def test_an_objective_stands_for_its_key_results_on_either_side() -> None:
    for ref in ("technology/speed", "technology/fast"):
        for promised_to in ("marketing/seo", "marketing/traffic", "marketing/links"):
            assert only(*both({"ref": ref}, promised_to)).confirmed, (ref, promised_to)


def test_two_key_results_of_one_objective_do_not_answer_for_each_other() -> None:
    assert only(*both({"ref": "technology/calm"}, "marketing/seo")).promise is None
    asks = goal("seo", count("traffic", depends_on=[{"ref": "technology/speed"}]), count("links"))
    answers = goal("fast", count("speed", promised_to="marketing/links"), count("calm"))
    case = case_of(department("marketing", asks), department("technology", answers))
    assert [contract.promise for contract in contracts(case.links)] == [None]
    assert len(unasked(case.links)) == 1


def test_each_need_takes_the_promise_that_comes_in_time_for_it() -> None:
    promises = [{"ref": "marketing/seo", "due": day} for day in ("2026-03-20", "2026-01-31", "2026-02-28")]
    needs = [{"ref": "technology/speed", "due": day} for day in ("2026-02-10", "2026-03-31", "2026-01-15")]
    case = case_of(*both(needs, promises))
    assert [str(each.promised) for each in contracts(case.links)] == ["2026-01-31", "2026-03-20", "2026-01-31"]
    assert unasked(case.links) == ()


def test_the_closest_promise_counts() -> None:
    promises = [{"ref": "marketing/traffic", "due": "2026-01-15"}, {"ref": "marketing/seo", "due": "2026-03-15"}]
    assert only(*both({"ref": "technology/speed", "due": NEEDED}, promises)).disputed


def test_bare_departments_and_groups_outside() -> None:
    bare = only(*both({"ref": "technology"}))
    assert (bare.unplanned, bare.external, bare.confirmed) == (True, False, False)
    outside = only(*both({"ref": "legal"}), external=["legal"])
    assert (outside.unplanned, outside.external) == (False, True)


def test_what_is_unknown_or_a_kpi_makes_no_contract() -> None:
    marketing = department(
        "marketing",
        goal("seo", depends_on=[{"ref": "nowhere/x"}, {"ref": "bounce"}]),
        kpis=[{"id": "bounce", "title": "Bounces"}],
    )
    assert contracts(case_of(marketing).links) == ()


def test_a_promise_to_nobody_in_particular_is_unasked_and_one_to_the_outside_is_not() -> None:
    marketing, technology = both({"ref": "technology/calm"}, ["marketing", "legal"])
    found = unasked(case_of(marketing, technology, external=["legal"]).links)
    assert [link.text for link in found] == ["marketing"]


def test_loops_are_told_by_objective_whatever_names_the_ends() -> None:
    a = department("a", goal("one", count("x", depends_on=[{"ref": "b/two"}]), count("y")))
    b = department("b", goal("two", thing("z"), depends_on=[{"ref": "c/w"}]))
    c = department("c", goal("three", count("w"), depends_on=[{"ref": "a/y"}, {"ref": "three-too"}]), goal("three-too"))
    (loop,) = dependency_loops(contracts(case_of(c, b, a).links))
    assert [placed.ref for placed in loop.objectives] == ["a/one", "b/two", "c/three"]
    assert [contract.need.text for contract in loop.contracts] == ["b/two", "c/w", "a/y"]


def test_what_stays_within_an_objective_is_no_loop() -> None:
    first, second = count("x", depends_on=[{"ref": "y"}]), count("y", depends_on=[{"ref": "x"}])
    assert dependency_loops(contracts(case_of(department("a", goal("one", first, second))).links)) == ()
