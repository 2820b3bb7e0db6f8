"""What fits the plan of the day becomes an entry; what does not is said, all of it, with a way out."""

from __future__ import annotations

from datetime import date

import pytest

from okrctl.core.checkin import CheckInInput, Entry, Mistake, ResultInput
from okrctl.core.checkin.department_day import departments_of
from okrctl.core.checkin.judge import day_mistake, judge
from okrctl.core.company.people import names_of
from tests.kit.checkins import DAY, MARKETING, dept, workspace

FITS = {
    "a number": ("traffic", ResultInput("123000"), ResultInput("123000")),
    "a signed number is absolute": ("traffic", ResultInput("-5"), ResultInput("-5")),
    "a change of a known baseline": ("traffic", ResultInput("+5%"), ResultInput("+5%")),
    "a change without baseline": ("reach", ResultInput("+7%"), ResultInput("+7%")),
    "an absolute value with its baseline": (
        "reach",
        ResultInput("330", baseline="300"),
        ResultInput("330", baseline="300"),
    ),
    "a short form": ("traffic", ResultInput("57.5k"), ResultInput("57500")),
    "grouped by commas": ("traffic", ResultInput("152,000"), ResultInput("152000")),
    "more than the last value": ("traffic", ResultInput("+=1.1k"), ResultInput("123000")),
    "less than the last value": ("engagement", ResultInput("-=0.4"), ResultInput("10")),
    "one more than none": ("campaigns", ResultInput("+=1"), ResultInput("1")),
    "a milestone by number": ("chatbot", ResultInput("2"), ResultInput(done=("live",))),
    "a projection": ("traffic", ResultInput(projected="138k"), ResultInput(projected="138000")),
    "the day it will be done": ("audit", ResultInput(projected="2026-05-01"), ResultInput(projected="2026-05-01")),
    "a short baseline": ("reach", ResultInput("330", baseline="0.3k"), ResultInput("330", baseline="300")),
    "a word on an objective": ("seo", ResultInput(confidence="6"), ResultInput(confidence="6")),
    "a count": ("campaigns", ResultInput("1"), ResultInput("1")),
    "unsigned per cent of a per cent": ("engagement", ResultInput("11%"), ResultInput("11%")),
    "done": ("audit", ResultInput("done"), ResultInput("done")),
    "open": ("audit", ResultInput("open"), ResultInput("open")),
    "a milestone": ("chatbot", ResultInput("vendor"), ResultInput(done=("vendor",))),
    "two milestones": ("chatbot", ResultInput("vendor, live"), ResultInput(done=("vendor", "live"))),
    "a milestone twice": ("chatbot", ResultInput("vendor,vendor"), ResultInput(done=("vendor",))),
    "only a confidence": ("audit", ResultInput(confidence="6.5"), ResultInput(confidence="6.5")),
    "only a note": ("traffic", ResultInput(note="slow"), ResultInput(note="slow")),
    "a KPI": ("bounce", ResultInput("44"), ResultInput("44")),
    "the full reference": ("marketing/traffic", ResultInput("1"), ResultInput("1")),
    "a view of what reads a KPI": ("bounces", ResultInput(confidence="5"), ResultInput(confidence="5")),
}


@pytest.mark.parametrize("name", FITS)
def test_fits(name: str) -> None:
    id, said, written = FITS[name]
    entry = judge(dept(), CheckInInput({id: said}), "ana")
    assert isinstance(entry, Entry), entry
    assert entry.results == ((id, written),)


MISTAKES = {
    "a mistyped id": ("trafic", ResultInput("1"), "no objective, key result", "did you mean traffic?"),
    "an objective": ("seo", ResultInput("1"), "isn't a key result or KPI", "its key results"),
    "a department": ("technology", ResultInput("1"), "isn't a key result or KPI", ""),
    "no number": ("traffic", ResultInput("many"), "not a number", "57.5k"),
    "a decimal comma": ("traffic", ResultInput("12,5"), "decimal comma", "write 12.5"),
    "more or less than": ("traffic", ResultInput("+3"), "could mean 3", "+=3 for 3 more"),
    "nothing to add to": ("reach", ResultInput("+=3"), "there is none yet", "write the value"),
    "withdrawn without a day": ("traffic", ResultInput("~"), "takes back", "--correct"),
    "unsigned per cent": ("traffic", ResultInput("5%"), "no sign", "+5%"),
    "absolute without baseline": ("reach", ResultInput("330"), "needs a baseline", "baseline"),
    "another unit of change": ("reach", ResultInput("+7pp"), "needs a baseline", "+7%"),
    "neither done nor open": ("audit", ResultInput("finished"), "isn't done or open", "done"),
    "an unknown milestone": ("chatbot", ResultInput("vendor,lives"), "no milestone lives", "did you mean live?"),
    "milestones of a number": ("traffic", ResultInput(done=("vendor",)), "no milestones", "value"),
    "confidence too high": ("traffic", ResultInput("1", confidence="11"), "isn't a confidence", "0 "),
    "confidence no number": ("traffic", ResultInput("1", confidence="high"), "isn't a confidence", "0 "),
    "a second baseline": (
        "traffic",
        ResultInput("1", baseline="5"),
        "already starts at 120000",
        "okrctl amend marketing/traffic --to baseline=5",
    ),
    "a baseline of a thing": ("audit", ResultInput("done", baseline="5"), "no baseline", "leave"),
    "a baseline that is none": ("reach", ResultInput("+1%", baseline="few"), "not a number", "57.5k"),
    "a value of a KPI's reader": ("bounces", ResultInput("44"), "reads its values from bounce", "check in bounce"),
    "not begun": ("next", ResultInput("1"), "starts on 2026-07-01", "--date"),
    "dropped": ("dropped", ResultInput("1"), "was dropped", "leave it out"),
    "somebody else's": (
        "technology/page-speed",
        ResultInput("2"),
        "belongs to technology",
        "okrctl checkin technology",
    ),
    "nothing": ("traffic", ResultInput(), "has no value", "--unchanged traffic"),
    "an empty note": ("traffic", ResultInput(note=" "), "is empty", "leave it out"),
    "an escape sequence": ("traffic", ResultInput(note="a\x1b[31mb"), "U+001B", "remove"),
    "text turned round": ("traffic", ResultInput(note="a\u202eb"), "U+202E", "remove"),
    "half a character": ("traffic", ResultInput(note="\ud800"), "U+D800", "remove"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_does_not_fit(name: str) -> None:
    id, said, message, help = MISTAKES[name]
    found = judge(dept(), CheckInInput({id: said}), "ana")
    assert isinstance(found, tuple), found
    assert message in found[0].message
    assert help in (found[0].help or "")


def test_all_mistakes_are_told_at_once() -> None:
    words = CheckInInput(
        {"trafic": ResultInput("1"), "audit": ResultInput("2", confidence="99")}, ("nosuch", "rest"), "\x07"
    )
    found = judge(dept(), words, "an\na")
    assert isinstance(found, tuple)
    assert len(found) == 6


def test_a_value_and_unchanged_contradict_each_other() -> None:
    found = judge(dept(), CheckInInput({"traffic": ResultInput("1")}, ("traffic",)), "ana")
    assert isinstance(found, tuple)
    assert isinstance(judge(dept(), CheckInInput({"traffic": ResultInput(confidence="4")}, ("traffic",)), "ana"), Entry)


def test_partners_report_on_joint_objectives() -> None:
    entry = judge(dept("technology"), CheckInInput({"marketing/audit": ResultInput("done")}), "tom")
    assert isinstance(entry, Entry)
    assert entry.results == (("marketing/audit", ResultInput("done")),)


@pytest.mark.parametrize(
    ("day", "message"),
    [(date(2025, 12, 31), "starts on"), (date(2026, 7, 7), ""), (date(2026, 7, 8), "has ended")],
)
def test_only_days_that_count(day: date, message: str) -> None:
    found = judge(dept(day=day), CheckInInput({"traffic": ResultInput("1")}), "ana")
    assert message in found[0].message if message else isinstance(found, Entry)


def test_rest_needs_something_that_runs() -> None:
    assert isinstance(judge(dept(), CheckInInput(unchanged=("rest",)), "ana"), Entry)
    assert isinstance(judge(dept("technology", date(2030, 1, 1)), CheckInInput(unchanged=("rest",)), "ana"), tuple)


def test_no_check_in_for_a_day_to_come() -> None:
    assert day_mistake(DAY, DAY) is None
    assert isinstance(day_mistake(date(2026, 2, 15), DAY), Mistake)


def test_a_round_asks_for_what_runs_and_is_not_done() -> None:
    names = [subject.name for subject in dept().round()]
    assert names == ["traffic", "reach", "campaigns", "engagement", "audit", "chatbot", "bounce"]
    done = MARKETING + "  - {date: 2026-02-01, by: a, results: {audit: done, chatbot: [vendor, live]}}\n"
    from okrctl.core.checkin.department_day import DepartmentDay

    later = DepartmentDay(workspace(marketing=done), "marketing", DAY)
    assert [subject.name for subject in later.round()] == ["traffic", "reach", "campaigns", "engagement", "bounce"]


@pytest.mark.parametrize(
    ("who", "departments"),
    [
        ("ana@example.com", ["marketing"]),
        ("ANA@EXAMPLE.COM", ["marketing"]),
        ("Ana Ruiz", ["marketing"]),
        ("ana", ["marketing"]),
        ("tom", ["marketing", "technology"]),
        ("Head of Marketing", ["marketing"]),
        ("nobody@example.com", []),
    ],
)
def test_what_somebody_answers_for(who: str, departments: list[str]) -> None:
    ws = workspace()
    assert departments_of(ws, names_of(ws.config.people, who), DAY) == departments
