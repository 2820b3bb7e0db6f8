"""Bad fields are left out without disturbing their neighbours."""

from __future__ import annotations

from okrctl.core.loading.facts import department_facts

HEAD = "okrctl: 1\ndepartment: d\n"


def test_an_item_that_lacks_several_keys_costs_only_itself() -> None:
    facts = department_facts("x", HEAD + "check_ins:\n  - {note: x}\n  - {date: 2026-01-01, by: b, note: y}\n")
    assert [(entry.by, entry.note, entry.at) for entry in facts.check_ins] == [("b", "y", ("check_ins", 1))]
    assert {problem.message for problem in facts.problems} == {"the key `date` is missing", "the key `by` is missing"}


def test_the_last_item_may_lack_several_keys() -> None:
    facts = department_facts("x", HEAD + "check_ins:\n  - {date: 2026-01-01, by: b}\n  - {note: x, nope: 1}\n")
    assert [entry.by for entry in facts.check_ins] == ["b"]
    assert len(facts.problems) == 3
