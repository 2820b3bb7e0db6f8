"""Several files as one change: all of them or none, and never over somebody's change."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from okrctl.shell import batch as module
from okrctl.shell import locks
from okrctl.shell.batch import Batch, apply_batch
from okrctl.shell.write import WriteError

OLD = {"okrs/a.yaml": b"a", "okrs/b.yaml": b"b", "okrs/journal/c.yaml": b"c", "okrs/journal/d.yaml": b"d"}
BATCH = Batch(
    updated={"okrs/a.yaml": (b"a", b"A"), "okrs/b.yaml": (b"b", b"B")},
    created={"okrs/new/x.yaml": b"X", "okrs/y.yaml": b"Y"},
    removed={"okrs/journal/c.yaml": b"c", "okrs/journal/d.yaml": b"d"},
)
NEW = {"okrs/a.yaml": b"A", "okrs/b.yaml": b"B", "okrs/new/x.yaml": b"X", "okrs/y.yaml": b"Y"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for path, data in OLD.items():
        (tmp_path / "ws" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "ws" / path).write_bytes(data)
    return tmp_path / "ws"


def content(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def folders(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir()}


def test_all_of_it_and_emptied_folders_are_gone(root: Path) -> None:
    assert apply_batch(root, BATCH) == []
    assert content(root) == NEW
    assert folders(root) == {"okrs", "okrs/new"}


CHANGED = {
    "an updated file": ("okrs/b.yaml", "was changed in the meantime"),
    "a removed file": ("okrs/journal/d.yaml", "was changed in the meantime"),
    "a name that is taken": ("okrs/y.yaml", "already exists"),
}


@pytest.mark.parametrize("case", CHANGED)
def test_nothing_when_a_file_is_not_as_planned(root: Path, case: str) -> None:
    path, words = CHANGED[case]
    (root / path).write_bytes(b"theirs")
    with pytest.raises(WriteError, match=words):
        apply_batch(root, BATCH)
    assert content(root) == OLD | {path: b"theirs"}
    assert folders(root) == {"okrs", "okrs/journal"}


@pytest.mark.reliability("Writing", "an error at each step of a change of several files: everything is put back")
@pytest.mark.parametrize("failing", range(1, 9))
def test_an_error_at_any_step_puts_everything_back(root: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    """The system refuses the n-th renaming, linking or unlinking of a file of ours."""
    count = 0

    def once(real: object) -> object:
        def call(*args: object, **options: object) -> object:
            nonlocal count
            count += 1
            if count == failing:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*args, **options)  # type: ignore[operator]

        return call

    monkeypatch.setattr(module, "temporary_beside", once(module.temporary_beside))
    monkeypatch.setattr(module.os, "replace", once(os.replace))
    monkeypatch.setattr(module, "publish", once(module.publish))
    with pytest.raises(WriteError, match=r"could not be written .* it is unchanged") as caught:
        apply_batch(root, BATCH)
    assert "disk is full" in (caught.value.hint or "")
    assert count >= failing, "the fault did not fire"
    assert content(root) == OLD
    assert folders(root) == {"okrs", "okrs/journal"}


def test_an_error_at_the_last_step_puts_everything_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.unlink

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if path.name == "d.yaml":
            raise PermissionError(errno.EPERM, "Operation not permitted")
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(WriteError, match=r"okrs/journal/d\.yaml could not be written"):
        apply_batch(root, BATCH)
    assert content(root) == OLD


def test_what_cannot_be_put_back_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def theirs(path: Path, missing_ok: bool = False) -> None:
        if path.name == "c.yaml":
            (root / "okrs" / "a.yaml").write_bytes(b"theirs")
            raise PermissionError(errno.EPERM, "Operation not permitted")
        os.unlink(path)

    monkeypatch.setattr(Path, "unlink", theirs)
    with pytest.raises(WriteError, match=r"okrs/a\.yaml could not be restored after an error"):
        apply_batch(root, BATCH)
    assert content(root) == OLD | {"okrs/a.yaml": b"theirs"}


def test_waits_for_every_lock(root: Path) -> None:
    with locks.locked((root / "okrs" / "b.yaml").resolve(), 1), pytest.raises(WriteError, match="another okrctl"):
        apply_batch(root, BATCH, patience=0.05)
    assert content(root) == OLD


def test_locks_are_taken_in_one_order_whatever_the_batch_says(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two who take the same locks in different orders would wait for each other until their patience ends."""
    taken: list[str] = []
    real = module.locked

    def locked(path: Path, patience: float) -> object:
        taken.append(path.name)
        return real(path, patience)

    monkeypatch.setattr(module, "locked", locked)
    for order in (("a", "b"), ("b", "a")):
        taken.clear()
        changes = {f"okrs/{name}.yaml": ((root / "okrs" / f"{name}.yaml").read_bytes(), b"new") for name in order}
        apply_batch(root, Batch(updated=changes, removed={}))
        assert taken == ["a.yaml", "b.yaml"]


@pytest.mark.skipif(os.name != "posix", reason="POSIX file modes and links")
def test_read_only_files_and_links(root: Path) -> None:
    (root / "okrs" / "b.yaml").chmod(0o444)
    with pytest.raises(WriteError, match="read-only"):
        apply_batch(root, BATCH)
    (root / "okrs" / "b.yaml").chmod(0o640)
    (root / "okrs" / "link.yaml").symlink_to(root / "okrs" / "a.yaml")
    twice = Batch(updated={"okrs/a.yaml": (b"a", b"A"), "okrs/link.yaml": (b"a", b"B")})
    with pytest.raises(WriteError, match="link leads"):
        apply_batch(root, twice)
    with pytest.raises(WriteError, match="is a link"):
        apply_batch(root, Batch(removed={"okrs/link.yaml": b"a"}))
    (root / "okrs" / "out").symlink_to(root.parent)
    with pytest.raises(WriteError, match="leads out"):
        apply_batch(root, Batch(created={"okrs/out/x.yaml": b"x"}))
    assert {path: content(root)[path] for path in OLD} == OLD
    apply_batch(root, Batch(updated={"okrs/link.yaml": (b"a", b"A"), "okrs/b.yaml": (b"b", b"B")}))
    assert (root / "okrs" / "link.yaml").is_symlink()
    assert (root / "okrs" / "a.yaml").read_bytes() == b"A"
    assert (root / "okrs" / "b.yaml").stat().st_mode & 0o777 == 0o640
