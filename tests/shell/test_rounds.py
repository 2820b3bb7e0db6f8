"""Rounds that were not finished: what is kept, and what is cleared away."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from okrctl.shell.rounds import KeptRound

DAY = date(2026, 1, 12)


def test_old_rounds_go_and_what_else_lies_there_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept = KeptRound(tmp_path, "shop", DAY)
    assert kept.save({"a": 1})
    folder = tmp_path / "okrctl" / "rounds"
    names = "thesis.json", "notes-2026-01-12.json", "0123456789abcdef-shop-2026-01-12.txt"
    others = [folder / name for name in names]
    old = [folder / name for name in ("0123456789abcdef-shop-2026-01-12.json", ".0123456789abcdef-a-2026-01-12.json.7")]
    for path in (*others, *old):
        path.write_text("{}")
        os.utime(path, (1000, 1000))
    assert kept.save({"a": 2})
    assert kept.load() == {"a": 2}
    assert [path.exists() for path in (*others, *old)] == [True, True, True, False, False]
