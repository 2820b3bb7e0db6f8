"""Several files or none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from okrctl.shell import batch
from okrctl.shell.durable import publish
from okrctl.shell.write import WriteError

FILES = {"okrctl.yaml": b"a", "okrs/b.yaml": b"b", "okrs/deep/c.yaml": b"c"}
PATHS = list(FILES)


def tree(root: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None for path in root.rglob("*")
    }


def test_all_are_written(tmp_path: Path) -> None:
    assert batch.write_all(tmp_path / "new", FILES) == []
    assert {path: data for path, data in tree(tmp_path / "new").items() if data is not None} == FILES


def test_one_that_fails_takes_the_others_back(tmp_path: Path) -> None:
    (tmp_path / "keep").mkdir()
    (tmp_path / "keep" / "okrs").mkdir()
    (tmp_path / "keep" / "okrs" / "deep").write_bytes(b"in the way")
    before = tree(tmp_path)
    with pytest.raises(WriteError):
        batch.write_all(tmp_path / "keep", FILES)
    assert tree(tmp_path) == before


def test_a_file_that_appears_meanwhile_is_neither_replaced_nor_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(temporary: Path, path: Path) -> None:
        if path.name == "c.yaml":
            path.write_bytes(b"somebody else's")
        publish(temporary, path)

    monkeypatch.setattr(batch, "publish", late)
    with pytest.raises(WriteError, match="already exists"):
        batch.write_all(tmp_path, FILES)
    assert {path: data for path, data in tree(tmp_path).items() if data} == {"okrs/deep/c.yaml": b"somebody else's"}


def test_interrupted_it_takes_back_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(temporary: Path, path: Path) -> None:
        if path.name == "c.yaml":
            raise KeyboardInterrupt
        publish(temporary, path)

    monkeypatch.setattr(batch, "publish", interrupted)
    with pytest.raises(KeyboardInterrupt):
        batch.write_all(tmp_path / "new", FILES)
    assert not (tmp_path / "new").exists()


def test_with_force_a_failure_restores_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "okrctl.yaml").write_bytes(b"mine")
    (tmp_path / "okrs" / "deep" / "c.yaml").mkdir(parents=True)
    before = tree(tmp_path)
    with pytest.raises(WriteError):
        batch.write_all(tmp_path, FILES, force=True)
    assert tree(tmp_path) == before


def test_obstacles(tmp_path: Path) -> None:
    assert batch.obstacle(tmp_path, PATHS) is None
    assert batch.obstacle(tmp_path / "not" / "yet", PATHS) is None
    (tmp_path / "file").touch()
    assert "name a folder" in str(batch.obstacle(tmp_path / "file", PATHS))
    (tmp_path / "okrs").touch()
    assert "is a file, but must be a folder" in str(batch.obstacle(tmp_path, PATHS))
    (tmp_path / "okrctl.yaml").mkdir()
    assert "is a folder, but must be a file" in str(batch.obstacle(tmp_path, PATHS))


@pytest.mark.parametrize("path", ["../a.yaml", "/a.yaml", "a/../../b.yaml", "a\\b.yaml", "a//b.yaml", "./a.yaml"])
def test_paths_that_leave_the_folder(tmp_path: Path, path: str) -> None:
    assert "isn't a path inside" in str(batch.obstacle(tmp_path, [path]))


@pytest.mark.skipif(sys.platform == "win32", reason="needs the limits of Unix")
def test_a_root_that_cannot_be(tmp_path: Path) -> None:
    assert "cannot be used" in str(batch.obstacle(tmp_path / ("x" * 300), PATHS))


@pytest.mark.skipif(sys.platform == "win32", reason="needs links of Unix")
def test_nothing_is_written_through_a_link_that_leads_out(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "root" / "okrs").symlink_to(tmp_path / "outside", target_is_directory=True)
    assert "leads out" in str(batch.obstacle(tmp_path / "root", PATHS))
