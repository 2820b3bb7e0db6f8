"""Full disks, limits, permissions, links: what cannot be written is left as it is, and the entry is not lost."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.harness import environment
from tests.kit.saving import CHECK_IN, DAY, ENTRY, MARKETING, Ended, leftovers, texts, workspace

RENAME = ("rename", "marketing/seo", "search")
NEW = ("new", "key-result", "marketing/seo", "--title", "Rank", "--baseline", "9", "--target", "3")
WITHOUT_RIGHTS = "-dac_override,-dac_read_search,-fowner,-chown"


@pytest.fixture
def ws(tmp_path: Path) -> Path:
    return workspace(tmp_path / "ws")


def run(root: Path, *command: str, before: tuple[str, ...] = (), limit: int | None = None, **env: str) -> Ended:
    """Run okrctl behind another command, or with a limit on the size of files."""

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [*before, sys.executable, "-m", "okrctl", "--as-of", DAY, *command],
        cwd=root,
        env=environment(XDG_CACHE_HOME=str(root.parent / "cache"), **env),
        preexec_fn=limited,
        capture_output=True,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def marketing(root: Path) -> str:
    return (root / "okrs" / "marketing.yaml").read_text()


def refused(ran: Ended, words: str) -> None:
    """Not written, and the entry is handed over."""
    assert ran.code == 1, ran
    assert words in ran.err, ran
    assert "paste this entry at the end of check_ins" in ran.err
    assert ran.out == ENTRY
    assert "checked in" not in ran.err
    assert "Traceback" not in ran.err


def ordinary_user() -> tuple[str, ...]:
    """What to put before a command so that it has no rights over the files of others."""
    if os.getuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    command = (setpriv or "", f"--bounding-set={WITHOUT_RIGHTS}", f"--inh-caps={WITHOUT_RIGHTS}")
    if setpriv is None or subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("runs as root, and setpriv cannot take rights away")
    return command


@pytest.mark.reliability("Writing", "a full disk: the file as it was, the entry handed over, no leftovers")
def test_a_full_disk(tmp_path: Path) -> None:
    """On a file system of our own, in a name space of our own."""
    space = [str(shutil.which("unshare")), "-m"] if os.getuid() == 0 else [str(shutil.which("unshare")), "-rm"]
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=96k tmpfs {disk}"
    if shutil.which("unshare") is None or subprocess.run([*space, "sh", "-c", mount], check=False).returncode:
        pytest.skip("needs the right to mount a file system")
    workspace(tmp_path / "ws")
    okrctl = f"{sys.executable} -m okrctl --as-of {DAY}"
    lines = [
        mount,
        f"cp -r ws disk/ && cd disk/ws && dd if=/dev/zero of=../fill bs=1k 2>{tmp_path}/dd",
        *(
            f'{okrctl} {command} >{tmp_path}/{name}.out 2>{tmp_path}/{name}.err; echo "{name} $?"'
            for name, command in (
                ("checkin", " ".join(CHECK_IN)),
                ("rename", " ".join(RENAME)),
                ("init", "init fresh"),
                ("report", "status -o report.txt"),
            )
        ),
        f"diff -r okrs {tmp_path}/ws/okrs",
        "find . -name '*okrctl-tmp*' | grep . && exit 9; test -e fresh && exit 8; test -e report.txt && exit 7",
        f"rm ../fill && {okrctl} {' '.join(CHECK_IN)} >{tmp_path}/after 2>&1 && cat okrs/marketing.yaml",
    ]
    done = subprocess.run(
        [*space, "sh", "-c", "\n".join(lines)],
        cwd=tmp_path,
        env=environment(XDG_CACHE_HOME=str(tmp_path / "cache")),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "No space left on device" in (tmp_path / "dd").read_text(), "the disk was not full"
    assert done.stdout == "checkin 1\nrename 1\ninit 1\nreport 1\n" + MARKETING + ENTRY, done
    for name in ("checkin", "rename", "init", "report"):
        said = (tmp_path / f"{name}.err").read_text()
        assert "No space left on device" in said, name
        assert "the disk is full: free some space and run it again" in said, name
    assert (tmp_path / "checkin.out").read_text() == ENTRY


@pytest.mark.reliability("Writing", "a limit on the size of files: nothing cut off")
@pytest.mark.parametrize("limit", [0, 100, len(MARKETING + ENTRY) - 1])
def test_a_limit_on_the_size_of_files(ws: Path, limit: int) -> None:
    ran = run(ws, *CHECK_IN, limit=limit)
    refused(ran, "File too large")
    assert "ulimit -f" in ran.err
    assert marketing(ws) == MARKETING
    assert not leftovers(ws)
    assert run(ws, *CHECK_IN, limit=len(MARKETING + ENTRY)).code == 0
    assert marketing(ws) == MARKETING + ENTRY


@pytest.mark.reliability("Writing", "a file or folder one may not write to: left as it is")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_no_right_to_write(ws: Path, what: str) -> None:
    before = texts(ws)
    closed = ws / "okrs" / "marketing.yaml" if what == "file" else ws / "okrs"
    mode = closed.stat().st_mode & 0o777
    closed.chmod(mode & 0o555)
    try:
        ran = run(ws, *CHECK_IN, before=ordinary_user())
        refused(ran, "read-only" if what == "file" else "Permission denied")
        for command in (RENAME, NEW):
            other = run(ws, *command, before=ordinary_user())
            assert other.code == 1, other
            assert "read-only" in other.err or "Permission denied" in other.err
        assert texts(ws) == before
        assert not leftovers(ws)
    finally:
        closed.chmod(mode)


@pytest.mark.reliability("Writing", "a file that may not be changed (chattr +i): left as it is")
def test_an_immutable_file(ws: Path) -> None:
    file = ws / "okrs" / "marketing.yaml"
    chattr = shutil.which("chattr")
    if chattr is None or subprocess.run([chattr, "+i", str(file)], capture_output=True, check=False).returncode:
        pytest.skip("needs chattr and the right to use it")
    try:
        refused(run(ws, *CHECK_IN), "is read-only and unchanged")
        assert marketing(ws) == MARKETING
        assert not leftovers(ws)
    finally:
        subprocess.run([chattr, "-i", str(file)], check=True)


@pytest.mark.reliability("Writing", "a file of another owner: kept where one may, said where not")
@pytest.mark.parametrize("rights", ["all", "none"])
def test_a_file_of_another_owner(ws: Path, rights: str) -> None:
    if os.getuid() != 0:
        pytest.skip("only root can make a file of another owner")
    file = ws / "okrs" / "marketing.yaml"
    file.chmod(0o666)
    os.chown(file, 65534, 65534)
    ran = run(ws, *CHECK_IN, before=ordinary_user() if rights == "none" else ())
    assert ran.code == 0, ran
    assert marketing(ws) == MARKETING + ENTRY
    now = file.stat()
    assert now.st_mode & 0o777 == 0o666
    if rights == "all":
        assert (now.st_uid, now.st_gid) == (65534, 65534)
    else:
        assert now.st_uid == 0
        assert "now belongs to you" in ran.err


@pytest.mark.reliability("Writing", "symbolic and hard links: the file is replaced, links stay, the rest is said")
def test_links(ws: Path) -> None:
    file, real = ws / "okrs" / "marketing.yaml", ws / "real" / "m.yaml"
    real.parent.mkdir()
    file.rename(real)
    (ws / "okrs" / "between.link").symlink_to("../real/m.yaml")
    file.symlink_to("between.link")
    ran = run(ws, *CHECK_IN)
    assert ran.code == 0, ran
    assert file.is_symlink()
    assert (ws / "okrs" / "between.link").is_symlink()
    assert real.read_text() == MARKETING + ENTRY
    # a second name of the same file is not a link that could be followed
    file.unlink()
    real.rename(file)
    os.link(file, ws / "second")
    ran = run(ws, *CHECK_IN)
    assert ran.code == 0, ran
    assert "had 1 more hard link(s), which keep the old content" in ran.err
    assert marketing(ws) == MARKETING + ENTRY + ENTRY
    assert (ws / "second").read_text() == MARKETING + ENTRY


@pytest.mark.reliability("Writing", "links out of the workspace, in circles, to nothing: nothing written through them")
@pytest.mark.parametrize("to", ["../outside.yaml", "marketing.yaml", "nowhere.yaml", "/dev/null"])
def test_links_that_lead_nowhere_good(ws: Path, to: str) -> None:
    file, outside = ws / "okrs" / "marketing.yaml", ws.parent / "outside.yaml"
    outside.write_text(MARKETING)
    file.unlink()
    file.symlink_to("../" + to if to.startswith("..") else to)
    for command in (CHECK_IN, RENAME, NEW):
        ran = run(ws, *command)
        assert ran.code in (1, 2), ran
        assert "Traceback" not in ran.err
        assert "internal error" not in ran.err
    assert outside.read_text() == MARKETING
    assert file.is_symlink()
    assert not leftovers(ws.parent)
