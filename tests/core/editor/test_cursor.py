"""Where the cursor is, in texts as unfinished as they are while one types; ``|`` is the cursor."""

from __future__ import annotations

import pytest

from okrctl.core.editor.cursor import cursor

TOP = "okrctl: 1\ndepartment: a\n"
OBJECTIVE = "objectives:\n  - id: a\n"
KEY_RESULTS = f"{OBJECTIVE}    key_results:\n"

KEYS = {
    "at the top": ("okrctl: 1\ndep|", ()),
    "in an empty file": ("|", ()),
    "among keys": (f"{TOP}{OBJECTIVE}    ti|\n    why: x\n", ("objectives", None)),
    "on an empty line": (f"{TOP}{KEY_RESULTS}      - id: x\n        |\n", ("objectives", None, "key_results", None)),
    "in braces": (f"{OBJECTIVE}    depends_on:\n      - {{ref: b/c, ne|}}", ("objectives", None, "depends_on", None)),
    "in open braces": ("kpis:\n  - {id: x, |", ("kpis", None)),
    "in a list that is not indented": ("objectives:\n- id: a\n  ti|", ("objectives", None)),
    "in results": ("check_ins:\n  - date: 2026-01-01\n    results:\n      |", ("check_ins", None, "results")),
    "in results in braces": ("check_ins:\n  - results: {|}", ("check_ins", None, "results")),
    "below windows lines": ("okrctl: 1\r\ndep|", ()),
}
VALUES = {
    "behind a key": (f"{OBJECTIVE}    supports: te|\n", ("objectives", None, "supports")),
    "in brackets": (f"{OBJECTIVE}    supports: [b, te|]\n", ("objectives", None, "supports", None)),
    "in a list": (f"{OBJECTIVE}    supports:\n      - te|\n", ("objectives", None, "supports", None)),
    "a new item": ("objectives:\n  - |\n", ("objectives", None)),
    "in open braces": (
        f"{OBJECTIVE}    depends_on:\n      - {{ref: te|",
        ("objectives", None, "depends_on", None, "ref"),
    ),
    "above other keys": (
        f"{KEY_RESULTS}      - metric: |\n        why: x",
        ("objectives", None, "key_results", None, "metric"),
    ),
}


@pytest.mark.parametrize("name", KEYS)
def test_a_key_is_wanted(name: str) -> None:
    text, steps = KEYS[name]
    found = cursor(text.replace("|", "", 1), text.index("|"))
    assert found is not None
    assert (found.steps, found.on_key) == (steps, True)


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_wanted(name: str) -> None:
    text, steps = VALUES[name]
    found = cursor(text.replace("|", "", 1), text.index("|"))
    assert found is not None
    assert (found.steps, found.on_key) == (steps, False)


@pytest.mark.parametrize("text", ["a: 1 # in a comment |", "# |", 'objectives:\n  - title: "open |'])
def test_nothing_is_wanted(text: str) -> None:
    assert cursor(text.replace("|", "", 1), text.index("|")) is None


def test_keys_that_are_there_are_known_above_and_below() -> None:
    text = f"{TOP}{OBJECTIVE}    |\n    why: x\n    key_results: []\n  - id: b\n    owner: x\n"
    found = cursor(text.replace("|", "", 1), text.index("|"))
    assert found is not None
    assert found.written == {"id", "why", "key_results"}


def test_what_stands_elsewhere_may_be_broken() -> None:
    text = f"broken: [\nother: }}\n{OBJECTIVE}    ti|\n  }}}}"
    found = cursor(text.replace("|", "", 1), text.index("|"))
    assert found is not None
    assert found.steps == ("objectives", None)
