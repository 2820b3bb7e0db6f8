"""What holds whatever the numbers, the days and the files are."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.company.workspace import build
from okrctl.core.loading.config import load_config
from okrctl.core.loading.facts import department_facts
from okrctl.core.review.report_day import ReportDay
from okrctl.views.status_data import status_json
from tests.kit.shop import Json, check_in, objective, result

START = date(2026, 1, 1)
CONFIG = json.dumps({"okrctl": 1, "organization": "Shop"})

numbers = st.decimals(-10_000, 10_000, places=2).map(str)
factors = st.decimals("0.01", 1000, places=2).filter(bool)
days = st.integers(0, 99).map(lambda number: START + timedelta(days=number))


def report_day(files: dict[str, Json], day: date, order: list[str] | None = None) -> ReportDay:
    facts = [department_facts(path, json.dumps(files[path])) for path in order or sorted(files)]
    assert not [problem for file in facts for problem in file.problems]
    return ReportDay(build(load_config("okrctl.yaml", CONFIG), facts), day)


def file(goals: list[Json], journal: list[Json], department: str = "shop", **keys: Any) -> Json:
    return {"okrctl": 1, "department": department, "objectives": goals, "check_ins": journal, **keys}


def scored(plan: Json, journal: list[Json], day: date) -> Any:
    seen = report_day({"okrs/shop.yaml": file([objective(result(**plan))], journal)}, day)
    return seen.scores.objectives[0].key_results[0]


@st.composite
def measured(draw: Any) -> tuple[Json, list[tuple[date, str]]]:
    """A key result with numbers in it, and values by day."""
    baseline, target = draw(st.tuples(numbers, numbers).filter(lambda pair: Fraction(pair[0]) != Fraction(pair[1])))
    checkpoint = draw(st.none() | st.tuples(days.filter(lambda day: day < date(2026, 3, 31)), numbers))
    low, high = sorted((baseline, target), key=Fraction)
    plan = draw(
        st.sampled_from(
            [
                {"baseline": baseline, "target": target},
                {"baseline": baseline, "target": target, "checkpoints": {str(checkpoint[0]): checkpoint[1]}}
                if checkpoint
                else {"baseline": baseline, "target": target},
                {"at_least": low},
                {"at_most": high, "baseline": baseline},
                {"at_least": low, "at_most": high},
                {"at_least": low, "at_most": high, "hold": True},
                {"at_most": high, "hold": "60%"},
            ]
        )
    )
    return plan, draw(st.lists(st.tuples(days, numbers), max_size=6, unique_by=lambda pair: pair[0]))


def mapped(plan: Json, change: Any) -> Json:
    """The plan with every quantity of it changed."""
    new = {
        key: change(value) if key in ("baseline", "target", "at_least", "at_most") else value
        for key, value in plan.items()
    }
    if "checkpoints" in plan:
        new["checkpoints"] = {day: change(value) for day, value in plan["checkpoints"].items()}
    return new


def journal_of(values: list[tuple[date, str]]) -> list[Json]:
    return [check_in(str(day), {"kr": value}) for day, value in sorted(values)]


def judged(found: Any) -> tuple[Any, ...]:
    return found.progress, found.score, found.expected, found.gap, found.status


@given(measured(), factors, days)
def test_progress_does_not_depend_on_the_unit(case: Any, factor: Any, day: date) -> None:
    plan, values = case

    def other(text: str) -> str:
        return format(Decimal(text) * factor, "f")

    scaled = scored(mapped(plan, other), journal_of([(at, other(value)) for at, value in values]), day)
    assert judged(scaled) == judged(scored(plan, journal_of(values), day))


def turned(text: str) -> str:
    return text[1:] if text.startswith("-") else f"-{text}"


@given(measured(), days)
def test_down_is_as_good_as_up(case: Any, day: date) -> None:
    plan, values = case
    mirrored = mapped(plan, turned)
    low, high = mirrored.pop("at_least", None), mirrored.pop("at_most", None)
    mirrored |= {key: value for key, value in (("at_most", low), ("at_least", high)) if value is not None}
    turned_values = [(at, turned(value)) for at, value in values]
    assert judged(scored(mirrored, journal_of(turned_values), day)) == judged(scored(plan, journal_of(values), day))


@given(measured(), days)
def test_scores_gaps_and_expectations_fit_together(case: Any, day: date) -> None:
    plan, values = case
    found = scored(plan, journal_of(values), day)
    if found.progress is None:
        assert found.score is None
        assert found.gap is None
    else:
        assert found.score == min(1, max(0, found.progress))
        assert found.gap == found.expected - found.progress


@st.composite
def companies(draw: Any) -> dict[str, Json]:
    """A few departments, several files each, with weights, ambitions, drops, drafts and check-ins."""
    files: dict[str, Json] = {}
    for department in draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True)):
        for part in range(draw(st.integers(1, 2))):
            goals = []
            journal: dict[date, Json] = {}
            for number in range(draw(st.integers(0, 2))):
                results = []
                for place in range(draw(st.integers(1, 3))):
                    id = f"kr-{part}-{number}-{place}"
                    results.append(result(id, baseline=0, target=100, weight=draw(st.integers(0, 3)), **draw(ends)))
                    for day in draw(st.lists(days, max_size=3, unique=True)):
                        journal.setdefault(day, {})[id] = draw(st.integers(-50, 200))
                ambition = draw(st.sampled_from(["committed", "aspirational"]))
                cycle = draw(st.sampled_from(["2026-Q1", "2026-H1", "2026-02", "2026-Q2"]))
                weight = draw(st.integers(0, 3))
                goals.append(
                    objective(
                        *results,
                        id=f"goal-{part}-{number}",
                        ambition=ambition,
                        cycle=cycle,
                        weight=weight,
                        **draw(ends),
                    )
                )
            entries = [check_in(str(day), said) for day, said in sorted(journal.items())]
            files[f"okrs/{department}{part}.yaml"] = file(
                goals, entries, department, weight=None if part else draw(st.integers(0, 3))
            )
    return files


ends = st.sampled_from(
    [
        {},
        {},
        {},
        {"draft": True},
        {"dropped": {"date": "2026-02-01", "why": "x"}},
        {"closed": {"date": "2026-02-10"}},
    ]
)


def within(total: Any, parts: list[Any]) -> bool:
    known = [part for part in parts if part is not None]
    return total is None or min(known) <= total <= max(known)


@given(companies(), days)
def test_roll_ups_stay_within_their_parts(files: dict[str, Json], day: date) -> None:
    company = report_day(files, day).company
    for name in ("score", "expected"):
        assert within(getattr(company.total, name), [getattr(each.total, name) for each in company.departments])
        for department in company.departments:
            counted = [each for each in department.objectives if each.counted]
            assert within(getattr(department.total, name), [getattr(each, name) for each in counted])
            for each in counted:
                parts = [part for part in each.key_results if not (part.planned.dropped or part.planned.draft)]
                assert within(getattr(each, name), [getattr(part, name) or Fraction(0) for part in parts])
            parts = [getattr(getattr(department.total, ambition), name) for ambition in ("committed", "aspirational")]
            assert within(getattr(department.total, name), parts)
    for total in (company.total, *(each.total for each in company.departments)):
        assert 0 <= total.reported <= total.total == sum(total.counts.values())
        assert total.gap == (None if total.score is None else (total.expected or 0) - total.score)


class _Nowhere:
    def line(self, at: object) -> int:
        return 0


def report(seen: ReportDay) -> Json:
    from okrctl.core.review.selection import Selection

    return status_json(seen, Selection(seen.ws), lambda path: _Nowhere())


@given(companies(), days, st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(files: dict[str, Json], day: date, random: Any) -> None:
    order = sorted(files)
    random.shuffle(order)
    assert report(report_day(files, day, order)) == report(report_day(files, day))


@given(companies(), days)
def test_a_day_never_depends_on_later_entries(files: dict[str, Json], day: date) -> None:
    def earlier(items: list[Json]) -> list[Json]:
        return [without_ends(item) for item in items]

    def without_ends(item: Json) -> Json:
        kept = {
            key: value for key, value in item.items() if key not in ("dropped", "closed") or value["date"] <= str(day)
        }
        return {**kept, **({"key_results": earlier(item["key_results"])} if "key_results" in item else {})}

    cut = {
        path: {
            **data,
            "objectives": earlier(data["objectives"]),
            "check_ins": [entry for entry in data["check_ins"] if entry["date"] <= str(day)],
        }
        for path, data in files.items()
    }
    assert report(report_day(cut, day)) == report(report_day(files, day))


@given(companies(), days, st.integers(1, 400))
def test_an_amendment_to_come_changes_nothing_yet(files: dict[str, Json], day: date, target: int) -> None:
    def amended(item: Json) -> Json:
        later = {"date": str(day + timedelta(days=1)), "field": "target", "from": 100, "to": target, "why": "x"}
        return {**item, "target": target, "amended": [later]}

    changed = {
        path: {
            **data,
            "objectives": [
                {**goal, "key_results": [amended(each) for each in goal["key_results"]]} for goal in data["objectives"]
            ],
        }
        for path, data in files.items()
    }
    assert report(report_day(changed, day)) == report(report_day(files, day))
