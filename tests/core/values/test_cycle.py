"""Which cycle comes next."""

from __future__ import annotations

import pytest

from okrctl.core.values.cycle import following, parse_cycle


@pytest.mark.parametrize(
    ("cycle", "then"),
    [
        ("2026", "2027"),
        ("2026-H1", "2026-H2"),
        ("2026-H2", "2027-H1"),
        ("2026-Q3", "2026-Q4"),
        ("2026-Q4", "2027-Q1"),
        ("2026-09", "2026-10"),
        ("2026-12", "2027-01"),
        ("FY2026", "FY2027"),
        ("FY2026-Q4", "FY2027-Q1"),
        ("2026-01-15/2026-07-14", "2026-07-15/2027-01-14"),
        ("2026-02-01/2026-04-30", "2026-05-01/2026-07-31"),
        ("2026-01-05/2026-02-15", "2026-02-16/2026-03-29"),
        ("2025-08-31/2025-10-30", "2025-10-31/2025-12-30"),
        ("2026-08-30/2027-02-27", "2027-02-28/2027-08-28"),
    ],
)
def test_the_next_of_the_same_kind(cycle: str, then: str) -> None:
    found = parse_cycle(cycle)
    assert found is not None and following(found) == then
    after = parse_cycle(then)
    assert after is not None and (after.start - found.end).days == 1
