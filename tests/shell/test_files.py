"""Reading files of a workspace: only so much of each."""

from __future__ import annotations

from pathlib import Path

from okrctl.core.values.text import MOST_BYTES
from okrctl.shell.files import read_bytes, read_file


def test_of_a_huge_file_only_so_much_is_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(64 << 20)
    raw, problem = read_bytes(tmp_path, "huge.yaml")
    assert (len(raw or b""), problem) == (MOST_BYTES + 1, None)
    text, problem = read_file(tmp_path, "huge.yaml")
    assert text is None and problem is not None and problem.rule == "limit-exceeded"
