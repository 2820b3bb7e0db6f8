"""Every shipped template on any first day, in any fiscal year, and for any choice of its departments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from okrctl.core.checks.context import RuleContext
from okrctl.core.company.links import links
from okrctl.core.company.references import Target
from okrctl.core.company.workspace import Workspace
from okrctl.core.setup.template import LAST_START, turn_start
from okrctl.core.values.diagnostic import Diagnostic
from okrctl.core.values.stop import Stop
from okrctl.flows.init.draft import draft, examine
from okrctl.shell.templates import Template, load, shipped
from tests.kit.sizes import size

NAMES = [manifest.id for manifest in shipped()]
COUNTS = {
    "blank": (1, 0, 0),
    "ecommerce": (9, 29, 87),
    "ecommerce-operations": (15, 14, 44),
    "operations-manager": (1, 5, 15),
    "small-shop": (3, 8, 24),
}
TWICE = {
    ("OKR506", "okrs/customer-service.yaml"),  # return processing time
    ("OKR506", "okrs/marketing.yaml"),  # average order value
    ("OKR507", "okrs/fulfillment.yaml"),  # warehouse management system
}
"""What the source of the ecommerce template promises twice; its okrctl.yaml says so."""
STARTS = st.dates(date(1970, 1, 1), LAST_START)


@cache
def template(name: str) -> Template:
    return load(name)


def drafted(name: str, start: date, departments: Sequence[str] = ()) -> dict[str, str]:
    made = draft(
        template(name), start, {v.name: v.default for v in template(name).manifest.variables}, None, departments
    )
    return dict(made.files)


def examined(files: dict[str, str], start: date) -> tuple[Workspace, list[Diagnostic]]:
    return examine(files, start, day=True)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=size("OKRCTL_EXAMPLES", 8), deadline=None)
@given(STARTS, st.integers(1, 12), st.sampled_from(["start", "end"]))
@example(date(2024, 2, 29), 1, "start")
@example(date(2025, 8, 31), 7, "end")
@example(date(2026, 1, 31), 2, "start")
@example(date(2026, 12, 31), 4, "end")
@example(date(1970, 1, 1), 1, "start")
@example(LAST_START, 12, "end")
def test_a_fresh_workspace_has_no_finding(name: str, start: date, first_month: int, named_after: str) -> None:
    files = drafted(name, start)
    files["okrctl.yaml"] += f"fiscal_year: {{starts: {first_month}, named_after: {named_after}}}\n"
    ws, found = examined(files, start)
    said = [(each.code, each.path) for each in found]
    assert set(said) <= TWICE if name == "ecommerce" else said == [], [each.message for each in found]
    assert {each.severity for each in found} <= {"advice"}
    results = sum(len(placed.history.current.key_results) for placed in ws.objectives)
    assert (len(ws.departments), len(ws.objectives), results) == COUNTS[name]
    assert min((placed.cycle.start for placed in ws.objectives if placed.cycle), default=start) == start


@pytest.mark.parametrize("name", ["ecommerce", "small-shop"])
def test_what_a_page_says_to_add_can_be_added(name: str) -> None:
    page = template(name).page
    assert page is not None
    shown = [line.removeprefix("    ") for line in page[1].splitlines() if line.startswith("    ")]
    files = drafted(name, date(2026, 1, 1))
    before = examined(files, date(2026, 1, 1))[1]
    path = "okrs/marketing.yaml" if name == "ecommerce" else "okrs/founder.yaml"
    text = files[path].replace(
        "    key_results:\n", "\n".join(["    key_results:", *(" " * 6 + line for line in shown), ""]), 1
    )
    assert text.count("\n") == files[path].count("\n") + len(shown)
    after = examined({**files, path: text}, date(2026, 1, 1))[1]
    assert [each.message for each in after] == [each.message for each in before]


def test_what_the_source_says_twice_is_said_on_the_first_day() -> None:
    _, found = examined(drafted("ecommerce", date(2026, 1, 1)), date(2026, 1, 1))
    assert ("OKR506", "okrs/customer-service.yaml") in {(each.code, each.path) for each in found}


def ties(ws: Workspace, kept: set[str]) -> set[tuple[str, str, str]]:
    """The references between departments that are kept, and to groups outside."""
    return {
        (link.source.ref, link.kind, link.text)
        for link in links(ws)
        if isinstance(link.target, Target)
        and link.source.department in kept
        and (link.target.external or link.target.department in kept)
    }


def nothing_dangles(ws: Workspace, kept: set[str]) -> None:
    """Every reference means something, and nothing of it is in a department left out."""
    assert set(ws.departments) == kept
    for link in links(ws):
        assert isinstance(link.target, Target), link.text
        assert link.target.external or link.target.department in kept


@settings(max_examples=size("OKRCTL_EXAMPLES", 8), deadline=None)
@given(STARTS, st.data())
def test_any_choice_of_departments_leaves_no_dangling_reference(start: date, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["ecommerce", "small-shop"]))
    everything = sorted(examined(drafted(name, start), start)[0].departments)
    chosen = data.draw(st.lists(st.sampled_from(everything), min_size=1, unique=True))
    files = drafted(name, start, chosen)
    ws, found = examined(files, start)
    nothing_dangles(ws, set(chosen))
    assert {(each.code, each.path) for each in found} <= TWICE, [each.message for each in found]
    assert not [
        problem for problem in RuleContext(ws, start).problems(day=False) if problem.rule == "unconfirmed-dependency"
    ]
    whole = drafted(name, start)
    assert ties(ws, set(chosen)) == ties(examined(whole, start)[0], set(chosen))
    for path in files:
        lines = iter(whole[path].split("\n"))
        assert all(line in lines for line in files[path].split("\n") if "supports: [" not in line), path


@settings(max_examples=size("OKRCTL_EXAMPLES", 10), deadline=None)
@given(STARTS, st.data())
def test_chosen_flows_follow_each_other_month_by_month(start: date, data: st.DataObject) -> None:
    turns = template("ecommerce-operations").manifest.turns
    assert turns is not None
    chosen = data.draw(st.lists(st.sampled_from(turns.departments), min_size=1, max_size=14, unique=True))
    ws, found = examined(drafted("ecommerce-operations", start, chosen), start)
    assert found == []
    nothing_dangles(ws, {*chosen, "fundamentals"})
    cycles = {placed.department: placed.cycle for placed in ws.objectives}
    day = start
    for id in chosen:
        cycle = cycles[id]
        assert cycle is not None
        assert cycle.start == day
        assert 28 <= cycle.days <= 31
        day = cycle.end + timedelta(days=1)


def test_all_flows_take_a_year_and_two_months() -> None:
    ws, _ = examined(drafted("ecommerce-operations", date(2026, 1, 1)), date(2026, 1, 1))
    assert max(placed.cycle.end for placed in ws.objectives if placed.cycle) == date(2027, 2, 28)
    assert turn_start(date(2026, 1, 31), 1, 2) == date(2026, 4, 1)


def test_a_department_that_is_not_there_is_refused() -> None:
    with pytest.raises(Stop, match="the template has an error"):
        draft(template("small-shop"), date(2026, 1, 1), {}, None, ["shop"])
    values = {v.name: v.default for v in template("small-shop").manifest.variables}
    with pytest.raises(Stop, match=r"the template has no department operation; did you mean operations\?"):
        draft(template("small-shop"), date(2026, 1, 1), values, None, ["shop", "operation"])
