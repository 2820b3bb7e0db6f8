"""The table of mutants fits the tree: it cannot rot unnoticed between two runs of ``make mutants``."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.mutants.mutant import Mutant, table

MUTANTS = table()
FOLDER = Path(__file__).parent


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_an_entry_fits_the_tree(mutant: Mutant) -> None:
    assert mutant.flaw() is None
    assert mutant.new != mutant.old
    assert mutant.tests and mutant.why.endswith(".")


def test_names_are_unique_and_there_are_enough() -> None:
    assert [name for name, count in Counter(each.name for each in MUTANTS).items() if count > 1] == []
    assert len(MUTANTS) >= 25


def test_every_area_is_in_the_table() -> None:
    written = sum(path.read_text(encoding="utf-8").count("\n    Mutant(\n") for path in FOLDER.glob("*.py"))
    assert len(MUTANTS) == written


def test_an_entry_that_no_longer_fits_is_told() -> None:
    one = MUTANTS[0]
    assert "stands 0 times" in str(replace(one, old="no such text").flaw())
    assert "there is no test" in str(replace(one, tests=("tests/shell/test_write.py::test_gone",)).flaw())
    assert "there is no test" in str(replace(one, tests=("tests/gone.py::test_gone",)).flaw())
