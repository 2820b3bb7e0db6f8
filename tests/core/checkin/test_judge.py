"""What fits the plan of the day becomes an entry; what does not is said, all of it, with a way out."""

from __future__ import annotations

from datetime import date

import pytest

from okrctl.core.checkin import Entry, Mistake, Said, Words
from okrctl.core.checkin.judge import day_mistake, judge
from okrctl.core.checkin.scene import departments_of
from okrctl.core.company.people import names_of
from tests.kit.checkins import DAY, MARKETING, scene, workspace

FITS = {
    "a number": ("traffic", Said("123000"), Said("123000")),
    "a signed number is absolute": ("traffic", Said("-5"), Said("-5")),
    "a change of a known baseline": ("traffic", Said("+5%"), Said("+5%")),
    "a change without baseline": ("reach", Said("+7%"), Said("+7%")),
    "an absolute value with its baseline": ("reach", Said("330", baseline="300"), Said("330", baseline="300")),
    "a count": ("campaigns", Said("1"), Said("1")),
    "unsigned per cent of a per cent": ("engagement", Said("11%"), Said("11%")),
    "done": ("audit", Said("done"), Said("done")),
    "open": ("audit", Said("open"), Said("open")),
    "a milestone": ("chatbot", Said("vendor"), Said(done=("vendor",))),
    "two milestones": ("chatbot", Said("vendor, live"), Said(done=("vendor", "live"))),
    "a milestone twice": ("chatbot", Said("vendor,vendor"), Said(done=("vendor",))),
    "only a confidence": ("audit", Said(confidence="6.5"), Said(confidence="6.5")),
    "only a note": ("traffic", Said(note="slow"), Said(note="slow")),
    "a KPI": ("bounce", Said("44"), Said("44")),
    "the full reference": ("marketing/traffic", Said("1"), Said("1")),
    "a view of what reads a KPI": ("bounces", Said(confidence="5"), Said(confidence="5")),
}


@pytest.mark.parametrize("name", FITS)
def test_fits(name: str) -> None:
    id, said, written = FITS[name]
    entry = judge(scene(), Words({id: said}), "ana")
    assert isinstance(entry, Entry), entry
    assert entry.results == ((id, written),)


MISTAKES = {
    "a mistyped id": ("trafic", Said("1"), "no objective, key result", "did you mean traffic?"),
    "an objective": ("seo", Said("1"), "no key result or KPI", "its key results"),
    "a department": ("technology", Said("1"), "no key result or KPI", ""),
    "no number": ("traffic", Said("many"), "not a number", "plain number"),
    "shorthand": ("traffic", Said("57.5k"), "not a number", "plain number"),
    "unsigned per cent": ("traffic", Said("5%"), "no sign", "+5%"),
    "absolute without baseline": ("reach", Said("330"), "baseline is not known", "baseline"),
    "another unit of change": ("reach", Said("+7pp"), "baseline is not known", "+7%"),
    "neither done nor open": ("audit", Said("finished"), "neither done nor open", "done"),
    "an unknown milestone": ("chatbot", Said("vendor,lives"), "no milestone lives", "did you mean live?"),
    "milestones of a number": ("traffic", Said(done=("vendor",)), "no milestones", "value"),
    "confidence too high": ("traffic", Said("1", confidence="11"), "no confidence", "0 "),
    "confidence no number": ("traffic", Said("1", confidence="high"), "no confidence", "0 "),
    "a second baseline": ("traffic", Said("1", baseline="5"), "known already", "leave it out"),
    "a baseline of a thing": ("audit", Said("done", baseline="5"), "no baseline", "leave"),
    "a baseline that is none": ("reach", Said("+1%", baseline="few"), "not a number", "plain"),
    "a value of a KPI's reader": ("bounces", Said("44"), "reads its values from bounce", "check in bounce"),
    "not begun": ("next", Said("1"), "begins on 2026-07-01", "--date"),
    "dropped": ("dropped", Said("1"), "was dropped", "leave it out"),
    "somebody else's": ("technology/page-speed", Said("2"), "belongs to technology", "okrctl checkin technology"),
    "nothing": ("traffic", Said(), "nothing is said", "--unchanged traffic"),
    "an empty note": ("traffic", Said(note=" "), "is empty", "leave it out"),
    "an escape sequence": ("traffic", Said(note="a\x1b[31mb"), "U+001B", "remove"),
    "text turned round": ("traffic", Said(note="a\u202eb"), "U+202E", "remove"),
    "half a character": ("traffic", Said(note="\ud800"), "U+D800", "remove"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_does_not_fit(name: str) -> None:
    id, said, message, help = MISTAKES[name]
    found = judge(scene(), Words({id: said}), "ana")
    assert isinstance(found, tuple), found
    assert message in found[0].message
    assert help in (found[0].help or "")


def test_all_mistakes_are_told_at_once() -> None:
    words = Words({"trafic": Said("1"), "audit": Said("2", confidence="99")}, ("nosuch", "rest"), "\x07")
    found = judge(scene(), words, "an\na")
    assert isinstance(found, tuple)
    assert len(found) == 6


def test_a_value_and_unchanged_contradict_each_other() -> None:
    found = judge(scene(), Words({"traffic": Said("1")}, ("traffic",)), "ana")
    assert isinstance(found, tuple)
    assert isinstance(judge(scene(), Words({"traffic": Said(confidence="4")}, ("traffic",)), "ana"), Entry)


def test_partners_report_on_joint_objectives() -> None:
    entry = judge(scene("technology"), Words({"marketing/audit": Said("done")}), "tom")
    assert isinstance(entry, Entry)
    assert entry.results == (("marketing/audit", Said("done")),)


@pytest.mark.parametrize(
    ("day", "message"),
    [(date(2025, 12, 31), "begins on"), (date(2026, 7, 7), ""), (date(2026, 7, 8), "is over")],
)
def test_only_days_that_count(day: date, message: str) -> None:
    found = judge(scene(day=day), Words({"traffic": Said("1")}), "ana")
    assert message in found[0].message if message else isinstance(found, Entry)


def test_rest_needs_something_that_runs() -> None:
    assert isinstance(judge(scene(), Words(unchanged=("rest",)), "ana"), Entry)
    assert isinstance(judge(scene("technology", date(2030, 1, 1)), Words(unchanged=("rest",)), "ana"), tuple)


def test_no_check_in_for_a_day_to_come() -> None:
    assert day_mistake(DAY, DAY) is None
    assert isinstance(day_mistake(date(2026, 2, 15), DAY), Mistake)


def test_a_round_asks_for_what_runs_and_is_not_done() -> None:
    names = [subject.name for subject in scene().round()]
    assert names == ["traffic", "reach", "campaigns", "engagement", "audit", "chatbot", "bounce"]
    done = MARKETING + "  - {date: 2026-02-01, by: a, results: {audit: done, chatbot: [vendor, live]}}\n"
    from okrctl.core.checkin.scene import Scene

    later = Scene(workspace(marketing=done), "marketing", DAY)
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
