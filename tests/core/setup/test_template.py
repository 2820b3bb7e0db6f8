"""Placeholders, the calendar behind them, and values that people type in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.setup.template import (
    LAST_START,
    Fault,
    Manifest,
    Variable,
    cycle_name,
    fill,
    first_day_problem,
    period_end,
    read_manifest,
    turn_start,
    value_problem,
)
from okrctl.core.values.cycle import parse_cycle
from okrctl.core.yaml import read

DAYS = st.dates(date(1970, 1, 1), LAST_START)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-01", 3, "2026-03-31"),
        ("2026-01-01", 12, "2026-12-31"),
        ("2026-01-15", 6, "2026-07-14"),
        ("2026-11-21", 3, "2027-02-20"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-01-31", 3, "2026-04-30"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-08-30", 6, "2027-02-28"),
        ("2026-03-31", 12, "2027-03-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-03-01", 12, "2024-02-29"),
        ("2026-12-31", 3, "2027-03-30"),
    ],
)
def test_a_period_ends_the_day_before_its_day_comes_round(start: str, months: int, end: str) -> None:
    assert str(period_end(date.fromisoformat(start), months)) == end


@pytest.mark.parametrize(
    ("start", "months", "name"),
    [
        ("2026-01-01", 12, "2026"),
        ("2026-01-01", 6, "2026-H1"),
        ("2026-07-01", 6, "2026-H2"),
        ("2026-01-01", 3, "2026-Q1"),
        ("2026-10-01", 3, "2026-Q4"),
        ("2026-05-01", 1, "2026-05"),
        ("2026-04-01", 6, "2026-04-01/2026-09-30"),
        ("2026-02-01", 3, "2026-02-01/2026-04-30"),
        ("2026-01-01", 4, "2026-01-01/2026-04-30"),
        ("2026-01-15", 12, "2026-01-15/2027-01-14"),
    ],
)
def test_a_cycle_has_the_calendars_name_where_it_has_one(start: str, months: int, name: str) -> None:
    assert cycle_name(date.fromisoformat(start), months) == name


@given(DAYS, st.integers(1, 24))
def test_a_cycles_name_means_the_period_it_was_made_for(start: date, months: int) -> None:
    cycle = parse_cycle(cycle_name(start, months))
    assert cycle is not None
    assert (cycle.start, cycle.end) == (start, period_end(start, months))
    assert 28 * months <= cycle.days <= 31 * months


@given(DAYS)
def test_months_follow_each_other_without_end_and_twelve_weeks_fit_into_three(start: date) -> None:
    ends = [period_end(start, months) for months in range(1, 25)]
    assert ends == sorted(set(ends))
    assert start < ends[0]
    assert start + timedelta(days=7 * 12 - 1) < ends[2]
    assert start + timedelta(days=7 * 25 - 1) < ends[5]


def test_placeholders_of_time_and_variables() -> None:
    text = (
        "cycle: {{cycle 3}}\ndue: {{ month 2 }}\n- {due: {{week 1}}}\nfrom: {{start}}\n"
        'name: {{shop}}\ntitle: "We are {{shop}}"\n# of {{shop}}\nlist: [{{shop}}, {{shop}}]\n'
    )
    assert fill("a.yaml", text, date(2026, 1, 15), {"shop": 'Ana\'s "Best"'}) == (
        "cycle: 2026-01-15/2026-04-14\ndue: 2026-03-14\n- {due: 2026-01-21}\nfrom: 2026-01-15\n"
        'name: "Ana\'s \\"Best\\""\ntitle: "We are Ana\'s \\"Best\\""\n# of Ana\'s "Best"\n'
        'list: ["Ana\'s \\"Best\\"", "Ana\'s \\"Best\\""]\n'
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("due: {{month 61}}", "too far away"),
        ("due: {{month 0}}", "unknown"),
        ("due: {{fortnight 2}}", "unknown"),
        ("due: {{__import__('os')}}", "unknown"),
        ("title: We are {{shop}}", "double quotes"),
        ("title: {{shop}} and friends", "double quotes"),
    ],
)
def test_a_faulty_placeholder_is_named_with_its_line(line: str, message: str) -> None:
    fault = fill("okrs/a.yaml", f"okrctl: 1\n{line}\n", date(2026, 1, 1), {"shop": "Fjell"})
    assert isinstance(fault, Fault)
    assert (fault.path, fault.line) == ("okrs/a.yaml", 2)
    assert message in fault.message


NAMES = st.text(min_size=1, max_size=100).map(str.strip).filter(lambda name: value_problem(name) is None)


@given(NAMES)
def test_any_accepted_value_comes_back_from_yaml_as_it_was_typed(name: str) -> None:
    template = 'block: {{x}}\nflow: {inner: {{x}}, list: [{{x}}]}\nquoted: "a {{x}} b" # c\n# note: {{x}}\nlast: end\n'
    text = fill("a.yaml", template, date(2026, 1, 1), {"x": name})
    assert isinstance(text, str)
    reading = read("a.yaml", text)
    assert reading.problems == ()
    assert reading.data == {
        "block": name,
        "flow": {"inner": name, "list": [name]},
        "quoted": f"a {name} b",
        "last": "end",
    }


@pytest.mark.parametrize(
    "name", ["null", "~", "NO", "12", "1e3", "2026-01-01", "a: b", "a #b", "- a", "{{start}}", "a,b"]
)
def test_values_that_yaml_would_read_otherwise_are_quoted(name: str) -> None:
    text = fill("a.yaml", "organization: {{x}}\n", date(2026, 1, 1), {"x": name})
    assert text == f'organization: "{name}"\n'


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\tb", "a\x1b[31mb", "a\x00b", "\ud800", "a\u202eb", "x" * 101])
def test_values_that_are_not_accepted(name: str) -> None:
    assert value_problem(name)


@pytest.mark.parametrize(
    ("turns", "message"),
    [
        ("turns: 3", "turns must have the keys months and departments"),
        ("turns: {months: 1}", "turns must have the keys months and departments"),
        ("turns: {months: 0, departments: [a]}", "a number from 1 to 12"),
        ("turns: {months: x, departments: [a]}", "a number from 1 to 12"),
        ("turns: {months: 1, departments: a}", "needs a list of departments"),
        ("turns: {months: 1, departments: []}", "needs a list of departments"),
        ("turns: {months: 12, departments: [a, b, c, d, e, f]}", "at most 60 months"),
    ],
)
def test_turns_that_cannot_be(turns: str, message: str) -> None:
    fault = read_manifest(f"id: a\ntitle: A\n{turns}\n")
    assert isinstance(fault, Fault)
    assert (fault.line, message in fault.message) == (3, True), fault.message


@given(DAYS, st.integers(1, 12), st.integers(0, 5))
def test_turns_follow_each_other_without_a_gap(start: date, months: int, number: int) -> None:
    begin, then = turn_start(start, months, number), turn_start(start, months, number + 1)
    assert then == period_end(begin, months) + timedelta(days=1)
    assert turn_start(start, months, 0) == start


def test_the_first_day_stays_within_the_calendar() -> None:
    assert first_day_problem(date(1970, 1, 1)) is None
    assert first_day_problem(LAST_START) is None
    assert first_day_problem(date(2200, 1, 1))


def test_a_manifest() -> None:
    text = "id: kiosk\ntitle: Kiosk\nvariables:\n  - {name: shop, ask: Its name, default: Kiosk, still: Name it}\n"
    assert read_manifest(text) == Manifest("kiosk", "Kiosk", "", (Variable("shop", "Its name", "Kiosk", "Name it"),))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "must be a mapping with"),
        ("- a\n", 1, "must be a mapping with"),
        ("id: a\n", 1, "needs an id and a title"),
        ("id: a\ntitle: [b]\n", 1, "needs an id and a title"),
        ("id: a\ntitle: b\nrun: rm\n", 3, "no key run"),
        ("id: a\ntitle: b\nvariables: c\n", 3, "must be a list"),
        ("id: a\ntitle: b\nvariables:\n  - {name: start, ask: c, default: d}\n", 3, "isn't a variable name"),
        ("id: a\ntitle: b\nvariables:\n  - {name: A b, ask: c, default: d}\n", 3, "isn't a variable name"),
        ("id: a\ntitle: b\nvariables:\n  - {name: c, ask: d}\n", 3, "needs name, ask and default"),
        ("id: a\ntitle: b\nvariables:\n  - {name: c, ask: d, default: e, run: f}\n", 3, "can have the keys"),
        ("id: a\ntitle: b\nvariables:\n  - {name: c, ask: d, default: ''}\n", 3, "may not be empty"),
        ("id: a\nid: b\ntitle: c\n", 2, "twice"),
        ("id: !!python/object a\ntitle: b\n", 1, "tag"),
        ("id: [a\n", 1, "not closed"),
    ],
)
def test_a_faulty_manifest_is_a_message_with_a_line(text: str, line: int, message: str) -> None:
    fault = read_manifest(text)
    assert isinstance(fault, Fault)
    assert message in fault.message
    assert fault.line == line
