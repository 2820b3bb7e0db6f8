"""The notebook of the guide: its cells are executed in order, and say what the file says that they say.

``OKRCTL_UPDATE=1`` writes what they say into the file; read the diff.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
from typing import Any

import pytest

from tests.kit.harness import PROJECT

NOTEBOOK = PROJECT / "docs" / "guide" / "northwind.ipynb"


def executed(source: str, names: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """The outputs of a cell, as a notebook has them: what it prints, and the value of a last expression."""
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(body, []), f"cell {number}", "exec"), names)  # noqa: S102
        value = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), names) if last else None  # noqa: S307
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": printed.getvalue().splitlines(True)})
    if value is not None:
        data = {"text/plain": repr(value).splitlines(True)}
        outputs.append({"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"})
    return outputs


def test_the_notebook_says_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    happened = json.loads(json.dumps(notebook))
    for number, cell in enumerate((each for each in happened["cells"] if each["cell_type"] == "code"), start=1):
        cell |= {"execution_count": number, "outputs": executed("".join(cell["source"]), names, number)}
    if os.environ.get("OKRCTL_UPDATE"):
        NOTEBOOK.write_text(json.dumps(happened, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return
    assert [each["outputs"] for each in notebook["cells"] if each["cell_type"] == "code"] == [
        each["outputs"] for each in happened["cells"] if each["cell_type"] == "code"
    ]


def test_it_has_the_shape_of_a_notebook() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    for cell in notebook["cells"]:
        assert {"cell_type", "id", "metadata", "source"} <= cell.keys()
        assert cell["cell_type"] != "code" or cell["outputs"] or "import" in "".join(cell["source"])
