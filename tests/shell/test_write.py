"""Durable writes: whole or not at all, one at a time, never over somebody's change."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from okrctl.shell import locks, write
from okrctl.shell.write import WriteError, Written, locked_update, write_new

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX file modes and links")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "okrs"
    folder.mkdir()
    path = folder / "marketing.yaml"
    path.write_bytes(b"old\r\n")
    return path


def update(path: Path, new: bytes = b"new\n") -> Written:
    return locked_update(path, lambda before: new)


def only(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


def test_replaces_the_content_and_leaves_nothing_else(file: Path) -> None:
    seen: list[bytes] = []

    def plan(before: bytes) -> bytes:
        seen.append(before)
        return before + b"new\n"

    assert locked_update(file, plan) == Written(file)
    assert seen == [b"old\r\n"]
    assert file.read_bytes() == b"old\r\nnew\n"
    assert only(file) == ["marketing.yaml"]


def test_what_is_not_bytes_is_handed_back_and_nothing_written(file: Path) -> None:
    before = file.stat()
    assert locked_update(file, lambda _: "refused") == "refused"
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_plan_that_fails_leaves_the_file(file: Path) -> None:
    def plan(before: bytes) -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        locked_update(file, plan)
    assert file.read_bytes() == b"old\r\n"
    update(file)


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_keeps_the_mode(file: Path, mode: int) -> None:
    file.chmod(mode)
    update(file)
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_keeps_the_owner(file: Path) -> None:
    os.chown(file, 12345, 23456)
    assert update(file).warnings == ()
    assert (file.stat().st_uid, file.stat().st_gid) == (12345, 23456)


@POSIX
def test_an_owner_that_cannot_be_kept_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(handle: int, owner: int, group: int) -> None:
        raise PermissionError

    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    os.chown(file, 12345, -1)
    monkeypatch.setattr(os, "fchown", refuse)
    assert "now belongs to you" in update(file).warnings[0]


@POSIX
def test_a_link_stays_a_link(file: Path) -> None:
    link = file.parent.parent / "link.yaml"
    link.symlink_to(file)
    assert update(link).path == file
    assert link.is_symlink()
    assert file.read_bytes() == b"new\n"
    assert not file.is_symlink()


@POSIX
def test_hard_links_are_warned_of(file: Path) -> None:
    other = file.with_name("other.yaml")
    os.link(file, other)
    assert "hard link" in update(file).warnings[0]
    assert (file.read_bytes(), other.read_bytes()) == (b"new\n", b"old\r\n")


def test_a_read_only_file_stays_as_it_is(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(WriteError, match="read-only"):
        update(file)
    assert file.read_bytes() == b"old\r\n"
    assert only(file) == ["marketing.yaml"]
    file.chmod(0o644)


@POSIX
def test_only_plain_files(file: Path) -> None:
    pipe = file.with_name("pipe.yaml")
    os.mkfifo(pipe)
    for odd in (pipe, file.parent, Path(os.devnull)):
        with pytest.raises(WriteError, match="not a plain file"):
            update(odd)


def test_a_missing_file_is_not_made(file: Path) -> None:
    with pytest.raises(WriteError, match="no longer exists"):
        update(file.with_name("finance.yaml"))
    assert only(file) == ["marketing.yaml"]


def test_somebody_elses_change_is_kept(file: Path) -> None:
    def plan(before: bytes) -> bytes:
        file.write_bytes(b"theirs\n")
        return b"mine\n"

    with pytest.raises(WriteError, match="changed in the meantime"):
        locked_update(file, plan)
    assert file.read_bytes() == b"theirs\n"
    assert only(file) == ["marketing.yaml"]


def test_an_equal_file_put_in_its_place_counts_as_a_change(file: Path) -> None:
    def plan(before: bytes) -> bytes:
        copy = file.with_name("copy")
        copy.write_bytes(before)
        os.replace(copy, file)
        return b"mine\n"

    with pytest.raises(WriteError, match="changed in the meantime"):
        locked_update(file, plan)
    assert file.read_bytes() == b"old\r\n"


def test_leftovers_of_this_file_are_cleared_away(file: Path) -> None:
    stale = file.with_name(".marketing.yaml.okrctl-tmp-0badcafe")
    other = file.with_name(".finance.yaml.okrctl-tmp-0badcafe")
    stale.write_bytes(b"half")
    other.write_bytes(b"half")
    update(file)
    assert only(file) == [other.name, "marketing.yaml"]


def test_what_is_no_leftover_is_not_cleared_away(file: Path) -> None:
    names = [".marketing.yaml.okrctl-tmp-notes", ".finance.yaml.okrctl-tmp-0badcafe.txt", "x.okrctl-tmp-0badcafe"]
    for name in names:
        file.with_name(name).write_bytes(b"mine")
        os.utime(file.with_name(name), (1000, 1000))
    update(file)
    assert only(file) == sorted(["marketing.yaml", *names])


@POSIX
def test_a_folder_that_cannot_be_synced_is_a_doubt_not_an_error(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(5, "Input/output error")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    assert "did not confirm" in update(file).warnings[0]
    assert file.read_bytes() == b"new\n"


def test_systems_without_folder_sync_owner_and_flock(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("O_DIRECTORY", "fchown", "link"):
        monkeypatch.delattr(os, name, raising=False)
    monkeypatch.setattr(locks, "fcntl", None)
    assert update(file) == Written(file)
    assert file.read_bytes() == b"new\n"
    assert write_new(file.with_name("b.yaml"), b"b") == Written(file.with_name("b.yaml"))
    with pytest.raises(WriteError, match="exists"):
        write_new(file, b"b")
    assert only(file) == ["b.yaml", "marketing.yaml"]


@pytest.mark.parametrize("fallback", [False, True])
def test_waits_for_the_lock_and_gives_up_in_the_end(
    file: Path, monkeypatch: pytest.MonkeyPatch, fallback: bool
) -> None:
    if fallback:
        monkeypatch.setattr(locks, "fcntl", None)
    with locks.locked(file.resolve(), 1), pytest.raises(WriteError, match="another okrctl"):
        locked_update(file, lambda before: b"x", patience=0.05)
    assert file.read_bytes() == b"old\r\n"
    update(file)


def test_locks_live_in_the_cache_or_else_in_the_temporary_folder(
    file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    update(file)
    assert len(list((tmp_path / "cache" / "okrctl" / "locks").glob("*.lock"))) == 1
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    update(file)
    assert list(tmp_path.glob("okrctl-locks-*/*.lock"))
    monkeypatch.setattr("tempfile.tempdir", str(blocked))
    with pytest.raises(WriteError, match="no writable folder for lock files"):
        update(file)


RACES = int(os.environ.get("OKRCTL_RACERS", "20"))
WRITER = """
import sys
from pathlib import Path
from okrctl.core.edit import Item, append_item
from okrctl.shell.write import locked_update
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    item = Item(f"by: {name}-{number}", "x")
    locked_update(path, lambda before: append_item(before.decode(), ("check_ins",), item).text.encode())
"""


@pytest.mark.reliability("Writing", "eight processes append to one file: nothing is lost, with and without flock")
@pytest.mark.parametrize("fallback", [False, True])
def test_eight_writers_lose_nothing(file: Path, fallback: bool, record_property: pytest.RecordProperty) -> None:
    file.write_text("okrctl: 1\ncheck_ins: []\n")
    script = ("import okrctl.shell.locks as l; l.fcntl = None\n" if fallback else "") + WRITER
    command = [sys.executable, "-c", script, str(file)]
    running = [subprocess.Popen([*command, f"w{number}", str(RACES)]) for number in range(8)]
    assert [process.wait() for process in running] == [0] * 8
    found = [line.split("by: ")[1] for line in file.read_text().splitlines() if "by: " in line]
    assert sorted(found) == sorted(f"w{number}-{entry}" for number in range(8) for entry in range(RACES))
    assert only(file) == ["marketing.yaml"]
    record_property("tried", 8 * RACES)


def test_write_new_makes_folders_and_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "new.yaml"
    assert write_new(path, b"1") == Written(path)
    with pytest.raises(WriteError, match="exists already") as caught:
        write_new(path, b"2")
    assert "--force" in (caught.value.hint or "")
    assert path.read_bytes() == b"1"
    write_new(path, b"3", force=True)
    assert path.read_bytes() == b"3"
    assert only(path) == ["new.yaml"]


@POSIX
def test_write_new_does_not_follow_links(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"theirs")
    (tmp_path / "link").symlink_to(outside)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for name in ("link", "dangling"):
        for force in (False, True):
            with pytest.raises(WriteError):
                write_new(tmp_path / name, b"mine", force=force)
    assert outside.read_bytes() == b"theirs"
    assert not (tmp_path / "nowhere").exists()


def test_write_new_loses_a_race_politely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new.yaml"
    real = write.temporary_beside

    def late(*args: object) -> Path:
        made = real(*args)  # type: ignore[arg-type]
        path.write_bytes(b"theirs")
        return made

    monkeypatch.setattr(write, "temporary_beside", late)
    with pytest.raises(WriteError, match="exists already"):
        write_new(path, b"mine")
    assert path.read_bytes() == b"theirs"
    assert only(path) == ["new.yaml"]
