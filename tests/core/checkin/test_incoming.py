"""Options and tables: what they say, and what is wrong with them."""

from __future__ import annotations

from datetime import date

import pytest

from okrctl.core.checkin import CheckInInput, Mistake, ResultInput
from okrctl.core.checkin.form import blank_form, read_form
from okrctl.core.checkin.incoming import from_pairs, from_text
from tests.kit.checkins import DAY, dept

SAYS = {
    "csv": ("id,value\na,1\nb,2.50\n", CheckInInput({"a": ResultInput("1"), "b": ResultInput("2.50")})),
    "csv from a spreadsheet": ("\ufeffID;Value;Note\r\na;1,5;\r\n;;\r\n", CheckInInput({"a": ResultInput("1.5")})),
    "csv with tabs": ("id\tconfidence\na\t7", CheckInInput({"a": ResultInput(confidence="7")})),
    "csv quoted": ('id,note,done\na,"one, ""two""\nthree","x, y"\n',
                   CheckInInput({"a": ResultInput(note='one, "two"\nthree', done=("x", "y"))})),
    "json by id": ('{"a": 0.10, "b": {"value": 1e3, "confidence": 7}, "c": ["x"], "d": "done"}',
                   CheckInInput({"a": ResultInput("0.10"), "b": ResultInput("1e3", confidence="7"),
                                  "c": ResultInput(done=("x",)),
                          "d": ResultInput("done")})),
    "json rows": ('[{"id": "a", "value": 12345678901234567890.123, "note": null}]',
                  CheckInInput({"a": ResultInput("12345678901234567890.123")})),
    "json entry": ('{"date": "2026-01-12", "by": "ana", "note": "n", "results": {"a": "+3%"}, "unchanged": "rest"}',
                   CheckInInput({"a": ResultInput("+3%")}, ("rest",), "n", date(2026, 1, 12), "ana")),
}  # fmt: skip


@pytest.mark.parametrize("name", SAYS)
def test_says(name: str) -> None:
    text, words = SAYS[name]
    assert from_text(text, DAY) == words


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"), ("value\n1", "heading"), ("id,prize\na,1", "prize"), ("id,id\na,b", "heading"),
        ("id,value\na", "1 cells"), ("id,value\n,5", "without an id"), ("id,value\na,1\na,2", "given twice"),
        ('id,value\na,"1', "cannot be read"), ("{", "cannot be read"), ("[" * 100_000, "cannot be read"),
        ("[1]", "without an id"), ('[{"id": {}}]', "without an id"), ('{"a": true}', "isn't a number or text"),
        ('{"a": {"valeu": 1}}', "valeu"), ('{"results": 5}', "mapping"), ('{"note": "x", "a": 1}', "JSON key 'a'"),
        ('{"date": "2026-02-30", "results": {}}', "not a date"), ('{"a": [1, {}]}', "list of milestones"),
        ('[{"id": "a", "value": 1}, {"id": "a", "value": 1}]', "given twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    found = from_text(text, DAY)
    assert isinstance(found, Mistake)
    assert message in found.message


def test_pairs() -> None:
    assert from_pairs("--set", ResultInput, ["a=1", "b = x=y"]) == CheckInInput(
        {"a": ResultInput("1"), "b": ResultInput("x=y")}
    )
    for wrong in ("a", "=1", "a=", "a= "):
        assert isinstance(from_pairs("--set", ResultInput, [wrong]), Mistake)
    assert isinstance(from_pairs("--set", ResultInput, ["a=1", "a=1"]), Mistake)


def test_an_empty_form_says_nothing_and_a_filled_one_what_it_says() -> None:
    subjects = dept().round()
    form = blank_form("marketing", DAY, subjects, [["about", "more"]] * len(subjects))
    assert read_form(form) == CheckInInput(date=DAY)
    assert read_form("# nothing left\n") == CheckInInput()
    filled = (
        form.replace("  traffic:\n", "  traffic: {value: 125000, confidence: 7.0, note: 'a: b'}\n")
        .replace("  chatbot:\n", "  chatbot: [vendor]\n")
        .replace("note:\n", "note: Fine\n")
        .replace("[]", "[rest]")
    )
    results = {"traffic": ResultInput("125000", confidence="7", note="a: b"), "chatbot": ResultInput(done=("vendor",))}
    assert read_form(filled) == CheckInInput(results, ("rest",), "Fine", DAY)


def test_mistakes_in_a_form_are_told_by_line() -> None:
    found = read_form("date: 2026-02-30\nresults:\n  a: {valeu: 1}\nnote: [x\n")
    assert isinstance(found, tuple)
    assert found[0].message.startswith("line ")
    found = read_form("date: 2026-02-30\nresults:\n  a: {valeu: 1}\n")
    assert isinstance(found, tuple)
    assert {mistake.message.partition(":")[0] for mistake in found} == {"line 1", "line 3"}
