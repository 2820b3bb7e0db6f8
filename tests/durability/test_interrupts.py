"""Ctrl-C, a wish to end and a sudden death at any moment, and at every question: nothing half done, nothing odd left.

``OKRCTL_KILLS`` sets how often a process is killed at a random time (12 by default, 500 nightly; half as often for the
other signals), ``OKRCTL_FUZZ_SEED`` which times those are.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from okrctl.shell import locks
from tests.kit.harness import environment
from tests.kit.saving import CHECK_IN, DAY, ENTRY, MARKETING, Stage, leftovers, texts, workspace
from tests.kit.sizes import size

if os.name != "posix":
    pytest.skip("needs POSIX signals and terminals", allow_module_level=True)

import termios

import pexpect

KILLS = size("OKRCTL_KILLS", 12)
SEED = size("OKRCTL_FUZZ_SEED", 1)
# says when the interpreter is up: what happens to a signal before that is not ours to decide
BEGIN = "import os, sys; from okrctl.__main__ import main; os.write(1, b'\\0'); sys.exit(main())"

DONE = ("checked in marketing", "is marketing/search now", "wrote okrctl.yaml")
COMMANDS = {
    "checkin": CHECK_IN,
    "rename": ("rename", "marketing/seo", "search"),
    "init": ("init", "{root}/fresh", "--start", "2026-01-01"),
    "status": ("status",),
    "validate": ("validate", "--no-cache"),
    "report to a file": ("status", "-o", "{root}/report.txt"),
}


def ended_by(stage: Stage, number: int, after: float) -> tuple[int, str, str]:
    """Send a signal some seconds after okrctl has begun."""
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN, "--as-of", DAY, *stage.command],
        cwd=stage.root,
        env=stage.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    os.read(process.stdout.fileno(), 1)
    select.select([process.stdout], [], [], after)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    return process.returncode, out.decode(), err.decode()


@pytest.mark.night
@pytest.mark.reliability(
    "Interrupts", "Ctrl-C, SIGTERM and SIGKILL at random times: every file old or new, no traceback"
)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_at_a_random_time(
    tmp_path: Path,
    number: signal.Signals,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    rng = Random(SEED)
    stages = {name: Stage(tmp_path / name.replace(" ", "-"), command) for name, command in COMMANDS.items()}
    known: dict[str, tuple[float, dict[str, str], dict[str, str]]] = {}
    for name, stage in stages.items():
        stage.home.mkdir()
        stage.reset()
        old = texts(stage.reset())
        begin = time.monotonic()
        assert stage.run().code == 0
        known[name] = (time.monotonic() - begin, old, texts(stage.root))
    often = KILLS if number == signal.SIGKILL else max(KILLS // 2, 1)
    for turn in range(often):
        name = list(COMMANDS)[turn % len(COMMANDS)] if turn % 2 else "checkin"
        stage, (usual, old, new) = stages[name], known[name]
        stage.reset()
        code, out, err = ended_by(stage, number, rng.uniform(0, usual))
        case = (SEED, turn, name, code, err)
        assert code in ((0, 130) if number == signal.SIGINT else (0, -number)), case
        assert "Traceback" not in out + err, case
        now = texts(stage.root)
        if number == signal.SIGKILL:
            # a death between two files leaves both whole
            assert all(now.get(path) in (old.get(path), new.get(path)) for path in {*now, *old, *new}), case
        else:
            assert now in (old, new), case
            assert now == new or code, case
        if code == 130:
            assert "okrctl: interrupted" in err, case
            told = "interrupted; " in err or any(words in out + err for words in DONE)
            assert old == new or (now == new) == told, case
            assert not leftovers(stage.root), case
        if name == "checkin":
            assert stage.run_here().code == 0, case
            text = (stage.root / "okrs" / "marketing.yaml").read_text()
            assert text == MARKETING + ENTRY * (2 if now == new else 1), case
            assert not leftovers(stage.root), case
    record_property("tried", often)


def test_the_code_is_130_even_where_python_would_end_by_the_signal(tmp_path: Path) -> None:
    """As a module, with a Ctrl-C while Python runs a text as code, as it does for every dataclass."""
    script = "import sys, okrctl.__main__ as m; m._run = lambda a: exec('raise KeyboardInterrupt'); sys.exit(m.main())"
    (tmp_path / "interrupted.py").write_text(script)
    command = [sys.executable, "-m", "interrupted"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"okrctl: interrupted\n")


def test_ctrl_c_when_all_is_said(tmp_path: Path) -> None:
    """It comes after the last thing that okrctl does, and before Python has ended."""
    script = "import sys, okrctl.__main__ as m; i = iter([KeyboardInterrupt]); told = m._no_more_interrupts\n"
    script += "def late(argv):\n    for each in i: raise each\n    told(argv)\n"
    script += "m._no_more_interrupts = late; sys.exit(m.main())"
    done = subprocess.run(
        [sys.executable, "-c", script, "--version"], env=environment(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (130, b"okrctl: interrupted\n")


class Terminal:
    """okrctl at a terminal, and what state the terminal was in before."""

    def __init__(self, root: Path, *command: str, **env: str) -> None:
        self.root = root
        begin = "import sys; from okrctl.__main__ import main; sys.exit(main())"
        self.child = pexpect.spawn(
            sys.executable,
            ["-c", begin, "--as-of", DAY, *command],
            cwd=str(root),
            env=environment(XDG_CACHE_HOME=str(root.parent / "cache"), **env),
            encoding="utf-8",
            codec_errors="replace",
            dimensions=(50, 100),
            timeout=30,
        )
        self.before = termios.tcgetattr(self.child.child_fd)

    def answer(self, answers: tuple[str, ...]) -> None:
        """Answer question by question; the next one is asked then."""
        for line in answers:
            self.child.expect(QUESTION)
            self.child.sendline(line)
        self.child.expect(QUESTION)

    def end(self) -> int:
        """The exit code, once everything is read; the terminal is as it was."""
        self.child.expect(pexpect.EOF)
        after = termios.tcgetattr(self.child.child_fd)
        self.child.close()
        assert after == self.before
        return int(self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus)


QUESTION = r"(?:: |\] |\) |\? )$"
ROUNDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "checkin": (("checkin", "marketing"), ("130", "fine")),
    "close": (("close", "marketing/seo"), ("",)),
    "rollover": (("rollover", "--from", "2026-H1", "--to", "2026-H2"), ("", "")),
    "new": (("new", "objective", "marketing"), ("Reach more people", "")),
    "init": (("init", "fresh"), ("",)),
}


def rounds() -> list[tuple[str, int]]:
    """Every question of every command."""
    return [(name, steps) for name, (_, answers) in ROUNDS.items() for steps in range(len(answers) + 1)]


@pytest.mark.reliability(
    "Interrupts", "Ctrl-C and the end of the input at every question: nothing written, the terminal as before"
)
@pytest.mark.parametrize(("name", "steps"), rounds())
@pytest.mark.night
def test_at_every_question(
    tmp_path: Path, name: str, steps: int, record_property: Callable[[str, object], None]
) -> None:
    for stop in ("Ctrl-C", "the end of the input"):
        root = workspace(tmp_path / stop.replace(" ", "-") / "ws")
        before = texts(root)
        command, answers = ROUNDS[name]
        terminal = Terminal(root, *command)
        terminal.answer(answers[:steps])
        if stop == "Ctrl-C":
            terminal.child.sendintr()
        else:
            terminal.child.sendeof()
        assert terminal.end() == 130, terminal.child.before
        assert "interrupted" in terminal.child.before
        assert "Traceback" not in terminal.child.before
        assert texts(root) == before
        assert not leftovers(root)
    record_property("tried", 2)


def interrupted(root: Path, *command: str, when: Callable[[], bool]) -> tuple[int, str]:
    """Run okrctl in a group of its own, press Ctrl-C for the whole group once something is so, and wait."""
    begin = "import sys; from okrctl.__main__ import main; sys.exit(main())"
    process = subprocess.Popen(
        [sys.executable, "-c", begin, "--as-of", DAY, *command],
        cwd=root,
        env=environment(XDG_CACHE_HOME=str(root.parent / "cache")),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    for _ in range(1200):
        if when() or process.poll() is not None:
            break
        time.sleep(0.025)
    os.killpg(process.pid, signal.SIGINT)
    err = process.communicate(timeout=60)[1].decode()
    return process.returncode, err


@pytest.mark.reliability("Interrupts", "Ctrl-C while waiting for a lock, a hook of git, a query: it ends at once")
@pytest.mark.night
def test_while_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = workspace(tmp_path / "ws")
    file = root / "okrs" / "marketing.yaml"
    # somebody else is writing: the wait begins once the lock's file is there, and that is so at once
    begin = time.monotonic()
    with locks.locked(file.resolve(), 1):
        code, err = interrupted(root, *CHECK_IN, when=lambda: time.monotonic() - begin > 3)
    assert (code, err) == (130, "okrctl: interrupted\n")
    assert file.read_text() == MARKETING
    # a hook that takes its time: the check-in is there by then, and that is said
    for args in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "start")):
        subprocess.run(["git", *args], cwd=root, env=environment(), check=True)
    hook = root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch begun\nexec sleep 30\n")
    hook.chmod(0o755)
    code, err = interrupted(root, *CHECK_IN, "--commit", when=(root / "begun").exists)
    assert code == 130, err
    assert err == "okrctl: interrupted; the check-in of marketing is written: okrs/marketing.yaml\n"
    assert file.read_text() == MARKETING + ENTRY
    # a query that takes its time, in a process of its own
    (root / "long.csv").write_text("a\n1\n")
    query = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    source = f'source: {{file: long.csv, query: "{query}"}}'
    file.write_text(MARKETING.replace("target: 200}", f"target: 200, {source}}}"))
    before = texts(root)
    begin = time.monotonic()
    code, err = interrupted(root, "pull", when=lambda: time.monotonic() - begin > 4)
    assert code == 130, err
    assert "Traceback" not in err
    assert err.endswith("okrctl: interrupted\n"), err
    assert texts(root) == before
    record_property("tried", 3)
