"""What programs call the copies that they leave behind."""

from __future__ import annotations

import pytest

from tests.kit.company import case_of, department, goal


@pytest.mark.parametrize(
    "name",
    [
        "marketing (1)", "marketing copy", "marketing copy 2", "marketing - Copy (2)", "marketing - Kopie",
        "marketing (Ana's conflicted copy 2026-01-12)", "marketing.sync-conflict-20260101-1-AB", "marketing 2",
        "marketing.orig", "marketing_BACKUP_4711", "Copy of marketing", "marketing-conflict-20260101",
    ],
)  # fmt: skip
def test_a_copy_is_known_by_its_name(name: str) -> None:
    twice = department("marketing", goal("seo"))
    case = case_of(twice, twice, names=["okrs/marketing.yaml", f"okrs/{name}.yaml"])
    told = "this looks like a copy of okrs/marketing.yaml, but is read as a separate file"
    assert [each.message for each in case.problems(day=False) if each.rule == "conflicted-copy"] == [told]


@pytest.mark.parametrize("name", ["marketing-2", "copy", "editorial copy", "team 2", "merge-conflict-rate", "base"])
def test_a_name_of_its_own_is_no_copy(name: str) -> None:
    files = (department("marketing", goal("seo")), department("others", goal("brand")))
    case = case_of(*files, names=["okrs/marketing.yaml", f"okrs/{name}.yaml"])
    assert not [each for each in case.problems(day=False) if each.rule == "conflicted-copy"]
