"""How ended key results were seen halfway, and how far off owners and trends were."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from okrctl.core.company.workspace import build
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.settings import defaults
from okrctl.core.review.report_day import ReportDay
from okrctl.core.scores.landing import Landing, landings, records
from okrctl.core.values.cycle import parse_date

HEAD = """okrctl: 1
department: shop
cycle: 2026-Q1
objectives:
  - id: o
    title: T
    key_results:
"""


def landed(plans: dict[str, str], entries: list[tuple[str, str]], day: str = "2026-04-02") -> dict[str, Landing]:
    """Key results by id with their plan, and what was said on which days."""
    results = "".join(f"      - {{id: {id}, title: K, {plan}}}\n" for id, plan in plans.items())
    journal = "".join(f"  - {{date: {when}, by: ana, results: {{{said}}}}}\n" for when, said in entries)
    facts = department_facts("shop.yaml", HEAD + results + "check_ins:\n" + journal)
    assert not facts.problems, facts.problems
    when = parse_date(day)
    assert when is not None
    found = landings(ReportDay(build(defaults(), [facts]), when).scores.objectives)
    return {each.scored.planned.key_result.id: each for each in found}


MOVES = {"kr": "baseline: 0, target: 100"}
WEEKLY = [(f"2026-01-{day:02}", f"kr: {day}") for day in (7, 14, 21, 28)]


def projecting(*said: tuple[str, int]) -> list[tuple[str, str]]:
    return [(day, f"kr: {{value: 40, projected: {value}}}") for day, value in said]


@pytest.mark.parametrize(
    ("said", "day", "owner"),
    [
        ([("2026-01-10", 90), ("2026-02-10", 80), ("2026-03-20", 60)], "2026-02-10", Fraction(4, 5)),
        ([("2026-02-14", 80)], "2026-02-14", Fraction(4, 5)),  # the middle: day 45 of 90
        ([("2026-02-16", 70), ("2026-03-20", 60)], "2026-02-16", Fraction(7, 10)),
        ([("2026-02-10", 250)], "2026-02-10", Fraction(1)),
        ([("2026-02-10", -50)], "2026-02-10", Fraction(0)),
    ],
)
def test_the_last_projection_of_the_first_half_counts(said: list[Any], day: str, owner: Fraction) -> None:
    found = landed(MOVES, [*projecting(*said), ("2026-03-30", "kr: 50")])["kr"]
    assert (found.day.isoformat(), found.owner, found.result) == (day, owner, Fraction(1, 2))


def test_owner_and_trend_are_of_the_same_day() -> None:
    """What comes later changes neither; a line of 1 a day leads to 90 or so."""
    entries = [*WEEKLY, ("2026-02-04", "kr: {value: 35, projected: 80}"), ("2026-02-11", "kr: 0")]
    found = landed(MOVES, [*entries, ("2026-03-30", "kr: 50")])["kr"]
    assert found.owner == Fraction(4, 5) and found.trend == pytest.approx(0.9, abs=0.01)
    # without a projection the trend of the last look in the first half
    silent = landed(MOVES, [*WEEKLY, ("2026-02-04", "kr: 35"), ("2026-03-30", "kr: 50")])["kr"]
    assert (silent.day.isoformat(), silent.owner) == ("2026-02-04", None) and silent.trend == found.trend


def test_what_reads_as_no_score_has_no_landing_by_its_owner() -> None:
    plans = {"thing": "done_when: It is", "held": "at_least: 4, hold: true"}
    said = "thing: {value: open, projected: 2026-03-20}, held: {value: 5, projected: 5}"
    assert landed(plans, [("2026-02-10", said), ("2026-03-30", "thing: done, held: 5")]) == {}


def test_nothing_has_landed_while_it_runs_or_without_a_result() -> None:
    assert landed(MOVES, projecting(("2026-02-10", 80)), "2026-03-31") == {}
    assert landed(MOVES, [("2026-02-10", "kr: {projected: 80}")]) == {}


def test_records_tell_how_far_off_and_in_which_direction() -> None:
    plans = dict.fromkeys("abc", "baseline: 0, target: 100")
    said = "a: {value: 10, projected: 80}, b: {value: 10, projected: 40}, c: 10"
    found = landed(plans, [("2026-02-10", said), ("2026-03-30", "a: 50, b: 50, c: 50")])
    (record,) = records(found.values())
    assert record.department == "shop" and record.trend is None and record.owners is not None
    assert (record.owners.count, record.owners.off, record.owners.over) == (2, Fraction(1, 5), Fraction(1, 10))
