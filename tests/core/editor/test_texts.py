"""Texts compared line by line, and texts without the check-ins that nobody is at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.editor.edits import line_edits
from okrctl.core.editor.journal import plan_alone, thin
from okrctl.core.editor.outline import folds
from okrctl.core.loading.facts import department_facts

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "d\r"]), max_size=12)
TEXTS = st.builds(lambda lines, end: "\n".join(lines) + end, LINES, st.sampled_from(["", "\n"]))


@given(TEXTS, TEXTS)
def test_edits_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    lines = before.replace("\r\n", "\r\0").split("\n")
    lines = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    lines = [part.replace("\r\0", "\r\n") for line in lines for part in _split(line)]
    for edit in reversed(list(line_edits(before, after))):
        lines[edit.first : edit.end] = [edit.text]
    assert "".join(lines) == after


def _split(line: str) -> list[str]:
    head, mark, rest = line.partition("\r\0")
    return [head + mark, *_split(rest)] if mark and rest else [line]


def journal(count: int, *, value: str = "1", last: str = "") -> str:
    plan = (
        "okrctl: 1\ndepartment: shop\nname: Shop\nlead: Ana\ncycle: 2026\nobjectives:\n  - id: goal\n    title: Goal\n"
        "    key_results:\n      - {id: kr, title: Sell 9, count: 9}\ncheck_ins:\n"
    )
    entries = (
        f"  - date: 2026-01-{day:02}\n    by: ana\n    results:\n      kr: {value}\n" for day in range(1, count + 1)
    )
    return plan + "".join(entries) + last


@given(st.integers(0, 700), st.sampled_from(["x", "\n", "{", "  - date: 5\n"]))
def test_every_line_stays_where_it_is(at: int, typed: str) -> None:
    before = journal(9)
    at = min(at, len(before))
    now = before[:at] + typed + before[at:]
    short = thin(now, before)
    if short is None:
        return
    lines, there = now.split("\n"), short.split("\n")
    assert len(lines) == len(there)
    assert all(new in ("", old) for old, new in zip(lines, there, strict=True))
    line = now.count("\n", 0, at)
    assert there[line] == lines[line]


def test_a_fault_in_one_of_many_entries_is_found_where_it_is() -> None:
    before = journal(28)
    now = before.replace("2026-01-14", "2026-01-44")
    short = thin(now, before)
    assert short is not None
    assert len(short.strip()) < len(now) / 2
    found = [(each.rule, each.place.at[0]) for each in department_facts("a.yaml", short).problems]
    assert found == [("bad-date", "check_ins")]


def test_a_plan_alone_has_no_check_ins_and_what_follows_them() -> None:
    text = journal(5, last="kpis: []\n")
    assert plan_alone(text).count("date") == 0
    assert plan_alone(text).endswith("\n\nkpis: []\n")


def test_the_journal_folds_as_a_whole_and_entry_by_entry() -> None:
    text = journal(3)
    lines = text.split("\n")
    found = {(each.first, each.last) for each in folds(text)}
    start = lines.index("check_ins:")
    assert (start, start + 12) in found
    assert {(start + 1 + 4 * number, start + 4 + 4 * number) for number in range(3)} <= found
