"""The proof by itself: it accepts only what was planned."""

from __future__ import annotations

import pytest

from okrctl.core.edit.events import read_events
from okrctl.core.edit.proof import Edit, Plan, Refusal, Splice, prove

OLD = "a: 1\nb: 2\n"


def events(text: str) -> list[object]:
    found = read_events(text)
    assert isinstance(found, list)
    return found


def test_accepts_what_was_planned() -> None:
    edit = prove(OLD, Plan((Splice(3, "1", "7"), Splice(10, "", "c: 3\n")), events("a: 7\nb: 2\nc: 3\n")))
    assert isinstance(edit, Edit)
    assert edit.text == "a: 7\nb: 2\nc: 3\n"


@pytest.mark.parametrize(
    "expected",
    [
        "a: 7\nb: 3\n",
        "a: '7'\nb: 2\n",
        "a: &x 7\nb: 2\n",
        "a: !t 7\nb: 2\n",
        "{a: 7, b: 2}\n",
        "---\na: 7\nb: 2\n",
        "a: 7\n",
    ],
)
def test_value_style_anchor_tag_and_markers_count(expected: str) -> None:
    assert isinstance(prove(OLD, Plan((Splice(3, "1", "7"),), events(expected))), Refusal)


def test_what_is_removed_must_be_what_was_announced() -> None:
    assert isinstance(prove(OLD, Plan((Splice(3, "9", "7"),), events("a: 7\nb: 2\n"))), Refusal)


def test_a_known_doubt_is_the_reason_given() -> None:
    doubt = Refusal("because")
    assert prove(OLD, Plan((Splice(3, "1", "["),), events(OLD), doubt)) is doubt
