"""Words on objectives count in the same days as those on their key results."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kit.company import case_of, department, goal, said

Data = dict[str, Any]


@pytest.mark.parametrize(
    ("day", "more", "told"),
    [
        ("2026-02-02", {}, []),
        ("2026-04-07", {}, []),
        ("2026-04-08", {}, ["more than 7 days after the end"]),
        ("2025-12-31", {}, ["before the start"]),
        ("2026-02-02", {"closed": {"date": "2026-01-31"}}, ["after it was closed"]),
    ],
)
def test_a_word_on_an_objective_has_its_days(day: str, more: Data, told: list[str]) -> None:
    entry = {"date": day, "by": "ana@example.com", "results": {"seo": {"confidence": 6}}}
    case = case_of(department("marketing", goal("seo", **more), check_ins=[entry]))
    found = [message for code, message in said(case) if code == "OKR402"]
    assert [message.rpartition(", ")[2] for message in found] == told
