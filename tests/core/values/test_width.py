"""Columns on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.values.width import cut, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("plain", 5),
        ("schön – 5 €", 11),
        ("███│██░░ ✗ ● ◌ ✓", 16),
        ("日本語", 6),
        ("ｆｕｌｌ", 8),
        ("e\u0301", 1),
        ("\U0001f600", 2),
        ("\u2764\ufe0f", 2),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", 2),
        ("한국어", 6),
        ("\u1112\u1161\u11ab", 2),
        ("می\u200cخواهم", 7),
    ],
)
def test_columns_of_a_text(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("fits", 4, "fits"),
        ("does not fit", 8, "does no…"),
        ("ends at a blank", 8, "ends at…"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("anything", 1, "…"),
        ("anything", 0, ""),
        ("anything", -3, ""),
    ],
)
def test_cutting(text: str, columns: int, shown: str) -> None:
    assert cut(text, columns) == shown


@given(st.text(), st.integers(0, 30))
def test_what_is_cut_fits(text: str, columns: int) -> None:
    assert width(cut(text, columns)) <= columns
