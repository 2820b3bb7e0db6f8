"""Which tests have the mark *reliability*, found by reading the sources: nothing is imported or run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, order=True)
class Marked:
    """A test function, and what its mark says: an area, and what is tried, in words."""

    area: str
    test: str
    what: str


def marked() -> list[Marked]:
    """All of them, by area and file."""
    found = []
    for path in sorted(TESTS.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "mark.reliability(" in text:
            name = f"tests/{path.relative_to(TESTS).as_posix()}"
            found += [Marked(area, f"{name}::{test}", what) for test, area, what in _of(ast.parse(text).body)]
    return sorted(found)


def _of(body: list[ast.stmt], inside: str = "") -> Iterator[tuple[str, str, str]]:
    """Functions of a module or class with the area and words of their mark."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _of(node.body, f"{inside}{node.name}::")
        elif isinstance(node, ast.FunctionDef):
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.reliability":
                    area, what = (ast.literal_eval(each) for each in mark.args)
                    yield inside + node.name, area, what
