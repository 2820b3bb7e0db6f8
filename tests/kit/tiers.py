"""Which tests wait for the night, found by reading the sources: nothing is imported or run."""

from __future__ import annotations

import ast

from tests.kit.harness import PROJECT

TESTS = PROJECT / "tests"


def night() -> set[str]:
    """The tests with the mark *night*, as ``tests/….py::function``."""
    found = set()
    for path in sorted(TESTS.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "mark.night" not in text:
            continue
        name, body = path.relative_to(PROJECT).as_posix(), ast.parse(text).body
        whole = any(isinstance(node, ast.Assign) and _marks(node.value, "pytestmark", node) for node in body)
        functions = [node for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
        found |= {f"{name}::{each.name}" for each in functions if whole or any(map(_marks, each.decorator_list))}
    return found


def _marks(value: ast.expr, target: str = "", node: ast.Assign | None = None) -> bool:
    named = node is None or [each.id for each in node.targets if isinstance(each, ast.Name)] == [target]
    return named and "pytest.mark.night" in ast.unparse(value).split("(")[0]
