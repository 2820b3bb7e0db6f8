"""Every transcript happens as written. ``OKRCTL_UPDATE=1`` rewrites them to what happened; read the diff."""

from __future__ import annotations

import os
import shutil
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT
from tests.kit.transcript import play

PAGES = sorted((PROJECT / "docs" / "guide").glob("*.md"))
GUIDES = [page for page in PAGES if "```console" in page.read_text(encoding="utf-8")]
TRANSCRIPTS = [*sorted(Path(__file__).parent.glob("*.md")), *GUIDES]


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_transcript(path: Path, tmp_path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    if path in GUIDES and " examples/" in written:
        shutil.copytree(PROJECT / "examples", tmp_path / "examples")
    happened = play(path, tmp_path)
    assert "internal error in okrctl" not in happened, happened
    if os.environ.get("OKRCTL_UPDATE") and happened != written:
        path.write_text(happened, encoding="utf-8")
        return
    name = path.relative_to(PROJECT).as_posix()
    diff = unified_diff(written.split("\n"), happened.split("\n"), name, "what happened", lineterm="")
    assert happened == written, "\n".join(diff)
