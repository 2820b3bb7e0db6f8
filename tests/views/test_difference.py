"""Unified diffs of texts with thousands of lines and changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.views import difference as view

LINES = st.lists(st.sampled_from("abcdef"), max_size=30)
HUNK = re.compile(r"@@ -(\d+),(\d+) \+(\d+),(\d+) @@")


def applied(old: list[str], diff: list[str]) -> list[str]:
    """What a patch makes of a text, every line of it checked."""
    new: list[str] = []
    at = 0
    for line in diff:
        if hunk := HUNK.fullmatch(line):
            start = int(hunk[1]) - 1
            new += old[at:start]
            at = start
            assert int(hunk[3]) == len(new) + 1
        elif line[0] == "+":
            new.append(line[1:])
        else:
            assert old[at] == line[1:]
            at += 1
            new += [line[1:]] if line[0] == " " else []
    return new + old[at:]


@given(LINES, LINES)
def test_step_by_step_it_is_a_patch(old: list[str], new: list[str]) -> None:
    assert applied(old, list(view._hunks(old, new))) == new


def test_few_changes_of_many_lines_are_told_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    old = [f"line {number}" for number in range(300)]
    new = [*old[:50], "one", *old[50:100], *old[103:200], "other", *old[201:], "last"]
    texts = "\n".join(old) + "\n", "\n".join(new) + "\n"
    usual = view.difference("a.yaml", *texts)
    monkeypatch.setattr(view, "_MANY", 0)
    assert view.difference("a.yaml", *texts) == usual


def test_thousands_of_changes_are_each_told() -> None:
    old = [f"line {number}" for number in range(20_000)]
    new = [line if number % 3 else f"{line}!" for number, line in enumerate(old)]
    told = list(view._hunks(old, new))
    assert sum(line.startswith("+") for line in told) == len(range(0, 20_000, 3))
    assert applied(old, told) == new
