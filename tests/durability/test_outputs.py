"""Nobody reads the output, or it cannot be written: one line about it, an exit code that says so, the work is done."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.kit.harness import Ran, run_any
from tests.kit.saving import CHECK_IN, DAY, ENTRY, MARKETING, leftovers, texts, workspace

if not Path("/dev/full").exists():
    pytest.skip("needs /dev/full", allow_module_level=True)

READING = {
    "--version": ("--version",),
    "--help": ("--help",),
    "status": ("status",),
}
WRITING = {"checkin": CHECK_IN, "rename": ("rename", "marketing/seo", "search")}
CLOSED, FULL = "Bad file descriptor", "No space left on device"


def run(root: Path, command: tuple[str, ...], rest: str) -> Ran:
    """Run okrctl in a shell, with its output sent elsewhere; the exit code is okrctl's own."""
    program = shlex.join(
        [sys.executable, "-m", "okrctl", *(() if command[0][0] == "-" else ("--as-of", DAY)), *command]
    )
    script = f"{{ {program}; echo $? >code; }} {rest}" if rest.startswith("|") else f"{program} {rest}; echo $? >code"
    ran = run_any(["sh", "-c", script], cwd=root, XDG_CACHE_HOME=str(root.parent / "cache"))
    code = root / "code"
    found = int(code.read_text())
    code.unlink()
    return Ran(found, ran.out, ran.err)


@pytest.fixture
def ws(tmp_path: Path) -> Path:
    return workspace(tmp_path / "ws")


@pytest.mark.reliability(
    "Interrupts", "standard output closed, full or not read any more: one line, and the work is done"
)
@pytest.mark.parametrize("name", [*READING, *WRITING])
def test_standard_output(ws: Path, name: str) -> None:
    command = {**READING, **WRITING}[name]
    before = texts(ws)
    run(ws, command, ">first")
    done = texts(ws)
    expected = (ws / "first").read_text()
    done.pop("first")
    (ws / "first").unlink()
    assert expected
    for rest, code, words in ((">&-", 1, CLOSED), (">/dev/full", 1, FULL), ("| :", 141, "")):
        workspace_again(ws, before)
        ran = run(ws, command, rest)
        # a short output may be gone before the reader is
        assert ran.code in ((code, 0) if rest == "| :" else (code,)), (rest, ran)
        assert words in ran.err, (rest, ran)
        assert ran.err.count("\n") <= 4, (rest, ran)
        assert "Traceback" not in ran.err, ran
        assert "internal error" not in ran.err, ran
        assert texts(ws) == done, rest
        if done != before and ran.code:
            assert "is written" in ran.err or "renamed marketing/seo to marketing/search" in ran.err, (rest, ran)
        assert not leftovers(ws)


@pytest.mark.reliability("Interrupts", "standard error closed or full, standard input closed: nothing else changes")
@pytest.mark.parametrize("rest", ["2>/dev/full", "2>&-", "<&-", "2>&- <&-"])
def test_the_other_streams_change_nothing(ws: Path, rest: str) -> None:
    ran = run(ws, CHECK_IN, rest)
    assert ran.code == 0, ran
    assert "+    by: ana@example.com" in ran.out
    assert (ws / "okrs" / "marketing.yaml").read_text() == MARKETING + ENTRY


def test_all_streams_closed(ws: Path) -> None:
    """The file that is written must not be taken for a stream whose number was free."""
    ran = run(ws, CHECK_IN, "<&- >&- 2>&-")
    assert (ran.code, ran.out, ran.err) == (1, "", "")
    assert (ws / "okrs" / "marketing.yaml").read_text() == MARKETING + ENTRY


def test_a_commit_is_made_although_nobody_reads_the_output(ws: Path) -> None:
    for args in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "start")):
        assert run_any(["git", *args], cwd=ws).code == 0
    for rest in (">&-", "| :"):
        run(ws, (*CHECK_IN, "--commit"), rest)
    assert run_any(["git", "status", "--porcelain"], cwd=ws).out == ""
    assert run_any(["git", "log", "--format=%s"], cwd=ws).out.count("Check in") == 2


def workspace_again(root: Path, files: dict[str, str]) -> None:
    """The files as they were."""
    for path, text in files.items():
        (root / path).write_text(text)
