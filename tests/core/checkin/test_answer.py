"""Answers at the prompt: short to type, written in full."""

from __future__ import annotations

import pytest

from okrctl.core.checkin import Mistake, ResultInput
from okrctl.core.checkin.answer import Answer, parse_answer
from okrctl.core.checkin.department_day import CheckInItem, DepartmentDay
from tests.kit.checkins import DAY, MARKETING, dept, workspace

SAME, SKIP = Answer(same=True), Answer(skipped=True)

ANSWERS = [
    ("traffic", "", SAME),
    ("traffic", "   ", SAME),
    ("traffic", "=", SAME),
    ("traffic", "-", SKIP),
    ("traffic", "57500", Answer(ResultInput("57500"))),
    ("traffic", "57.5k", Answer(ResultInput("57500"))),
    ("traffic", "1.25M", Answer(ResultInput("1250000"))),
    ("traffic", "0.10", Answer(ResultInput("0.10"))),
    ("traffic", "+=3", Answer(ResultInput("121903"))),
    ("traffic", "-=1.5k", Answer(ResultInput("120400"))),
    ("traffic", "-1.5k", Answer(ResultInput("-1500"))),
    ("traffic", "52,000", Answer(ResultInput("52000"))),
    ("traffic", "1,252,000.5", Answer(ResultInput("1252000.5"))),
    ("traffic", "130k >140k c7 slow", Answer(ResultInput("130000", confidence="7", projected="140000", note="slow"))),
    ("traffic", "> 140k", Answer(ResultInput(projected="140000"))),
    ("audit", "2026-05-01 c6", Answer(ResultInput(confidence="6", projected="2026-05-01"))),
    ("chatbot", "1 >2026-06-01", Answer(ResultInput(done=("vendor",), projected="2026-06-01"))),
    ("traffic", "+5%", Answer(ResultInput("+5%"))),
    ("reach", "+7%", Answer(ResultInput("+7%"))),
    ("campaigns", "+=1", Answer(ResultInput("1"))),
    ("bounce", "+=1", Answer(ResultInput("42.2"))),
    ("traffic", "130k c7", Answer(ResultInput("130000", confidence="7"))),
    ("traffic", "130k c7.5 slow but sure", Answer(ResultInput("130000", confidence="7.5", note="slow but sure"))),
    ("traffic", "130k 3 shops closed", Answer(ResultInput("130000", note="3 shops closed"))),
    ("traffic", "= c8", Answer(ResultInput(confidence="8"), same=True)),
    ("traffic", "= all quiet", Answer(ResultInput(note="all quiet"), same=True)),
    ("audit", "c6 waiting for legal", Answer(ResultInput(confidence="6", note="waiting for legal"))),
    ("audit", "Done", Answer(ResultInput("done"))),
    ("audit", "open", Answer(ResultInput("open"))),
    ("chatbot", "1", Answer(ResultInput(done=("vendor",)))),
    ("chatbot", "1,live c9", Answer(ResultInput(done=("vendor", "live"), confidence="9"))),
]


@pytest.mark.parametrize(("name", "line", "answer"), ANSWERS)
def test_answers(name: str, line: str, answer: Answer) -> None:
    assert parse_answer(line, subject(name)) == answer


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("traffic", "many"), ("traffic", "5%"), ("traffic", "1.2.3"), ("traffic", "5 c11"), ("traffic", "1e999999"),
        ("traffic", "57,5k"), ("reach", "330"), ("audit", "1"), ("chatbot", "3"), ("chatbot", "vendor,x"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(name: str, line: str) -> None:
    assert isinstance(parse_answer(line, subject(name)), Mistake)


def test_plus_adds_to_the_baseline_before_the_first_value() -> None:
    fresh = DepartmentDay(workspace(marketing=MARKETING.partition("check_ins")[0]), "marketing", DAY)
    traffic = fresh.subject("traffic")
    assert isinstance(traffic, CheckInItem)
    assert parse_answer("+=500", traffic) == Answer(ResultInput("120500"))


def subject(name: str) -> CheckInItem:
    found = dept().subject(name)
    assert isinstance(found, CheckInItem)
    return found
