"""What a kind has to say of itself, and that nobody else says it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from okrctl.core.format.meaning import fields_of
from okrctl.core.model.kind_fields import kind_field, offered_keys
from okrctl.core.model.measure import Measure
from okrctl.core.model.quantities import Plan
from okrctl.core.model.registry import kinds, names
from tests.kit.harness import PROJECT

OUTSIDE = [
    path
    for path in sorted((PROJECT / "okrctl").rglob("*.py"))
    if not path.is_relative_to(PROJECT / "okrctl" / "krtypes")
]
SHARED = {
    "metric": "an entry of the company's dictionary",
    "count": "how many there are, in JSON",
    "change": "in JSON: by how much something differs",
    "baseline": "a result may give it, too",
}
"""Words that mean something else outside as well."""
EXCEPTIONS = {
    "rules/measures/title_number.py": {"level"},  # a rank in a title
    "rules/writing/jargon.py": {"level"},  # the same, of next-level
    "render/diagnostics/sarif.py": {"level"},  # SARIF's word for severity
    "views/score.py": {"level"},  # organization, department, objective …
    "core/contracts/conflict.py": {"deliverable"},  # what JSON calls a conflict
    "core/contracts/conflicts.py": {"deliverable"},
    "views/conflicts.py": {"deliverable"},
    "rules/departments/deliverable_twice.py": {"deliverable"},
    "views/show_data.py": {"milestones"},  # a key of JSON
    "views/words.py": {"milestones", "graded", "done_when"},  # what keys of JSON mean
    # an import decides of which kind an item of another system becomes, and writes it
    "core/arrival/measured.py": {"checkpoints", "done_when", "milestones"},
    "core/arrival/own.py": {"done_when", "graded"},
    "core/arrival/place.py": {"done_when", "milestones"},
    # `okrctl season` suggests and writes this key of quantities and counts
    "core/planning/amend.py": {"checkpoints"},
    "flows/plan/season.py": {"checkpoints"},
}


def known_words() -> set[str]:
    """Names of kinds and of their keys, but for those that every number has."""
    words = {*names("okrctl.krtypes"), *(kind.published_as for kind in kinds()), *offered_keys()}
    return words - SHARED.keys() - set(Plan.__slots__)  # type: ignore[attr-defined]


def strings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: path.relative_to(PROJECT / "okrctl").as_posix())
def test_nothing_outside_names_a_kind(path: Path) -> None:
    """A kind's name, a key of one, or an import of one: what is asked of a kind is asked of all of them."""
    allowed = EXCEPTIONS.get(path.relative_to(PROJECT / "okrctl").as_posix(), set())
    words = known_words()
    assert {text for text in strings(path) if text in words or text.partition("/")[0] in words} <= allowed
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {name for name in imported if name.startswith("okrctl.krtypes")}


def test_the_words_looked_for_are_those_of_kinds() -> None:
    assert {"level", "deliverable", "milestones", "moves", "graded", "checkpoints", "done_when"} <= known_words()
    assert {"level"} & set(strings(PROJECT / "okrctl" / "krtypes" / "level" / "kind.py"))


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.__name__)
def test_a_kind_says_what_its_fields_mean(kind: type[Measure]) -> None:
    for field in fields_of(kind):
        assert field.info.description, field.key
        assert field.means.judge is None or callable(field.means.judge), field.key
        # a goal without a judge counts as changed whichever way it goes: none of ours is so
        assert field.means.judge is not None or field.means.counts != "goal", field.key
    assert set(kind.decided_by) <= set(kind.own_keys())
    assert all(kind_field(key) is not None for key in kind.own_keys())


@pytest.mark.parametrize("name", names("okrctl.krtypes"))
def test_a_kind_has_a_folder_and_a_page(name: str) -> None:
    folder = PROJECT / "okrctl" / "krtypes" / name
    assert (folder / "kind.py").is_file()
    assert len(ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or "") > 200
