"""Faults injected into the system calls of a save: the file is the old one or the new one, and the message is true."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT, environment
from tests.kit.saving import STRACE, can_inject

SAVE = """
import sys
from pathlib import Path
from okrctl.shell.write import WriteError, locked_update
try:
    done = locked_update(Path(sys.argv[1]), lambda before: b"new\\n" * 20_000)
except WriteError as error:
    print(error.message)
    sys.exit(7)
sys.exit(8 if done.warnings else 0)
"""
NEW = b"new\n" * 20_000


FAULTS = [
    # system call, fault, exit code, content afterwards
    ("write", "error=ENOSPC:when=1", 7, b"old"),
    ("write", "error=EIO:when=1", 7, b"old"),
    ("write", "signal=KILL", -9, b"old"),
    ("fsync", "error=EIO:when=1", 7, b"old"),
    ("fsync", "signal=KILL:when=1", -9, b"old"),
    ("fsync", "error=EIO:when=2", 8, NEW),
    ("fsync", "signal=KILL:when=2", -9, NEW),
    ("/^rename", "error=EIO", 7, b"old"),
    ("/^rename", "error=EPERM", 7, b"old"),
    ("/chmod", "error=EPERM", 7, b"old"),
    ("/chmod", "signal=KILL", -9, b"old"),
    ("/flock", "error=ENOLCK", 7, b"old"),
]


@pytest.mark.reliability(
    "Writing", "faults injected into the system calls of a save: the old file or the new one, and a true message"
)
@pytest.mark.parametrize(("call", "fault", "code", "content"), FAULTS)
def test_old_or_new_and_the_truth_about_it(tmp_path: Path, call: str, fault: str, code: int, content: bytes) -> None:
    if not can_inject():
        pytest.skip("needs strace and the right to trace")
    file = tmp_path / "okrs" / "a.yaml"
    file.parent.mkdir()
    file.write_bytes(b"old")
    log = tmp_path / "log"
    save = [sys.executable, "-c", SAVE, str(file)]
    trace = [str(STRACE), "-f", "-qq", "-o", str(log), "-e", f"trace={call}", "-e", f"inject={call}:{fault}"]
    env = environment(XDG_CACHE_HOME=str(tmp_path), PYTHONPATH=str(PROJECT), PYTHONDONTWRITEBYTECODE="1")

    done = subprocess.run([*trace, *save], env=env, capture_output=True, check=False)

    assert "INJECTED" in log.read_text() or "killed by SIGKILL" in log.read_text(), "the fault did not fire"
    assert done.returncode == code, done
    assert file.read_bytes() == content
    assert subprocess.run(save, env=env, check=False).returncode == 0
    assert file.read_bytes() == NEW
    assert [entry.name for entry in file.parent.iterdir()] == ["a.yaml"]
