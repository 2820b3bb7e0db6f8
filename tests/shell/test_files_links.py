"""A file without links on its way takes two looks at the disk; one with links is followed to where they lead."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from okrctl.shell import files


def test_no_link_costs_no_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrs/a.yaml").write_text("a")
    files.read_bytes(tmp_path, "okrs/a.yaml")
    monkeypatch.setattr(os.path, "realpath", lambda *_: pytest.fail("the whole way was searched for links"))
    assert files.read_bytes(tmp_path, "okrs/a.yaml") == (b"a", None)


@pytest.mark.parametrize("link", ["okrs", "okrs/a.yaml"])
@pytest.mark.parametrize("to", ["inside", "outside", ".git"])
def test_where_links_lead(link: str, to: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    target = {"inside": home / "plans", "outside": tmp_path / "else", ".git": home / ".git"}[to]
    target.mkdir(parents=True)
    (target / "a.yaml").write_text("a")
    if link == "okrs":
        (home / "okrs").parent.mkdir(exist_ok=True)
        (home / "okrs").symlink_to(target)
    else:
        (home / "okrs").mkdir(parents=True)
        (home / "okrs/a.yaml").symlink_to(target / "a.yaml")
    raw, problem = files.read_bytes(home, "okrs/a.yaml")
    assert (raw == b"a") is (to == "inside")
    assert (problem is None) is (to == "inside")


def test_a_relative_folder_is_that_of_the_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.yaml").write_text(name)
        monkeypatch.chdir(tmp_path / name)
        assert files.read_bytes(Path(), "a.yaml") == (name.encode(), None)
