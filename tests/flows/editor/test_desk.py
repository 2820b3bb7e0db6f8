"""A snapshot is of one moment, whatever is typed while it is made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from okrctl.flows.editor import desk as desks
from okrctl.flows.editor.desk import Desk

PATH = "okrs/shop.yaml"
TEXT = "okrctl: 1\ndepartment: shop\nname: Shop\nlead: Ana\n"


def test_typing_while_findings_are_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrctl.yaml").write_text("okrctl: 1\norganization: Acme\n")
    (tmp_path / PATH).write_text(TEXT)
    typed = Desk(tmp_path, lambda: date(2026, 3, 1))
    typed.put(PATH, TEXT)
    later = TEXT.replace("name:", "nam: Shop\nname:")
    find = desks.find_files

    def slowly(root: Path, patterns: tuple[str, ...]) -> list[str]:
        typed.put(PATH, later)
        return find(root, patterns)

    monkeypatch.setattr(desks, "find_files", slowly)
    first = typed.snapshot()
    assert first.text(PATH) == TEXT
    assert [each.code for each in first.report.diagnostics if each.severity == "error"] == []
    second = typed.snapshot()
    assert second.text(PATH) == later
    assert [(each.code, each.span.line) for each in second.report.diagnostics if each.severity == "error"] == [
        ("OKR101", 3)
    ]
