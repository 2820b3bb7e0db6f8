"""Globs over paths."""

from __future__ import annotations

import fnmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.values.glob import matches


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("okrs/a.yaml", "okrs/**/*.yaml", True),
        ("okrs/x/y/a.yaml", "okrs/**/*.yaml", True),
        ("okr/a.yaml", "okrs/**/*.yaml", False),
        ("okrs/a.yml", "okrs/**/*.yaml", False),
        ("okrs/a.yaml", "./okrs/*.yaml", True),
        ("okrs/x/a.yaml", "okrs/*.yaml", False),
        ("okrs/a.yaml", "okrs/?.yaml", True),
        ("okrs/ab.yaml", "okrs/?.yaml", False),
        ("okrs/x/a", "okrs/**", True),
        ("okrs", "okrs/**", False),
        ("a", "**/a", True),
        ("a+b(c).yaml", "a+b(c).*", True),
        ("axb.yaml", "a.b.yaml", False),
    ],
)
def test_table(path: str, pattern: str, fits: bool) -> None:
    assert matches(path, pattern) is fits


@given(st.text("ab", max_size=8), st.text("ab*?", max_size=8))
def test_within_a_name_it_is_what_everybody_knows(name: str, pattern: str) -> None:
    if "**" not in pattern:
        assert matches(name, pattern) == fnmatch.fnmatchcase(name, pattern)
