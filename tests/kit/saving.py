"""A small workspace to save to, and okrctl run under strace so that system calls fail, or the process dies in them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT, environment, run_cli

STRACE = shutil.which("strace")


@cache
def can_inject() -> bool:
    """Whether strace is there and may trace."""
    if STRACE is None:
        return False
    command = [STRACE, "-qq", "-o", "/dev/null", "-e", "inject=uname:error=EIO", "true"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


DAY = "2026-02-14"
CONFIG = "okrctl: 1\norganization: Shop\n"
MARKETING = """\
okrctl: 1
department: marketing
name: Marketing
lead: Ana
cycle: 2026-H1
objectives:
  - id: seo
    title: Be found  # for long
    key_results:
      - {id: traffic, title: Traffic, baseline: 100, target: 200}

check_ins:
  - date: 2026-01-12
    by: ana@example.com
    results: {traffic: 121}
"""
SALES = """\
okrctl: 1
department: sales
lead: Bo
cycle: 2026-H1
objectives:
  - id: deals
    title: Close more deals
    supports: [marketing/seo]
    key_results:
      - {id: won, title: Deals won, baseline: 1, target: 9}
"""
ENTRY = f"  - date: {DAY}\n    by: ana@example.com\n    results:\n      traffic: 130\n"
CHECK_IN = ("checkin", "marketing", "--set", "traffic=130", "--by", "ana@example.com")

# compiled modules of our own: others, running beside us, would make the number of calls before a save another one
_COMPILED = tempfile.TemporaryDirectory(prefix="okrctl-compiled-")
_CALL = re.compile(r"(?:\d+ +)?(\w+)\(")


def workspace(root: Path, **settings: str) -> Path:
    """A workspace of two departments."""
    (root / "okrs").mkdir(parents=True)
    (root / "okrctl.yaml").write_text(CONFIG + "".join(f"{key}: {value}\n" for key, value in settings.items()))
    (root / "okrs" / "marketing.yaml").write_text(MARKETING)
    (root / "okrs" / "sales.yaml").write_text(SALES)
    return root


def texts(root: Path) -> dict[str, str]:
    """Every file of a workspace that is not a temporary one of ours."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "okrctl-tmp" not in path.name and ".git" not in path.parts
    }


def leftovers(root: Path) -> list[str]:
    """Temporary files of ours."""
    return [path.name for path in root.rglob("*okrctl-tmp*")]


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Call:
    """One system call of a run: the ``number``-th of its name."""

    name: str
    number: int
    about: str


class Stage:
    """A workspace that is set up anew for every run, with everything outside of it the same each time."""

    def __init__(self, home: Path, command: tuple[str, ...], **settings: str) -> None:
        self.home, self.settings = home, settings
        self.root = home / "ws"
        self.command = tuple(word.replace("{root}", str(self.root)) for word in command)
        self.env = environment(
            XDG_CACHE_HOME=str(home / "cache"),
            OKRCTL_NO_CACHE="1",
            PYTHONPATH=str(PROJECT),
            PYTHONPYCACHEPREFIX=_COMPILED.name,
        )
        self.env.pop("PYTHONDONTWRITEBYTECODE", None)

    def reset(self) -> Path:
        """The workspace as it was at first."""
        shutil.rmtree(self.root, ignore_errors=True)
        return workspace(self.root, **self.settings)

    def reset_keeping_leftovers(self) -> None:
        """The same, but what a run that died has left is still there."""
        kept = {path: path.read_bytes() for path in self.root.rglob("*okrctl-tmp*")}
        self.reset()
        for path, data in kept.items():
            path.write_bytes(data)

    def run(self, *before: str) -> Ended:
        """Run the command on the workspace as it is, behind another one such as strace."""
        full = [*before, sys.executable, "-m", "okrctl", "--as-of", DAY, *self.command]
        done = subprocess.run(full, cwd=self.root, env=self.env, capture_output=True, check=False)
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    def run_here(self) -> Ended:
        """Run the command in this process, which is faster."""
        ran = run_cli("--as-of", DAY, *self.command, cwd=self.root)
        return Ended(ran.code, ran.out, ran.err)

    def calls(self) -> list[Call]:
        """The system calls about files of the workspace and their locks, from the first lock to the end.

        For a new file there is no lock: from the first one that is opened for writing.
        """
        log = self.home / "log"
        self.reset()
        assert self.run().code == 0
        self.reset()
        assert self.run(*strace(log, "%file,%desc")).code == 0
        counted: Counter[str] = Counter()
        found: list[Call] = []
        for line in log.read_text().splitlines():
            match = _CALL.match(line)
            if match is None:
                continue
            counted[match[1]] += 1
            own = ".lock" in line or f"{self.root}/" in line
            if own and (found or "O_CREAT" in line):
                found.append(Call(match[1], counted[match[1]], line.partition("(")[2]))
        return found

    def with_fault(self, call: Call, fault: str) -> Ended:
        """Run the command with one of its system calls failing; it is asserted that the fault was where it should."""
        log = self.home / "log"
        ended = self.run(*strace(log, call.name, f"{fault}:when={call.number}"))
        lines = log.read_text().splitlines()
        at = [number for number, line in enumerate(lines) if re.search(r"INJECTED|killed by SIGKILL|--- SIG", line)]
        assert at, f"the fault did not fire: {call} {fault}"
        hit = lines[at[0] - ("INJECTED" not in lines[at[0]])]
        assert str(self.root) in hit or "/locks/" in hit, f"the fault hit something else: {hit}"
        return ended


def strace(log: Path, calls: str, inject: str | None = None) -> list[str]:
    """The beginning of a command line that traces, and injects a fault."""
    if not can_inject():
        pytest.skip("needs strace and the right to trace")
    # where strace looks at the traced calls alone, it does not send signals
    fast = [] if inject is not None and inject.startswith("signal") else _fast()
    command = [str(STRACE), "-f", *fast, "-qq", "-y", "-o", str(log), "-e", f"trace={calls}"]
    return command if inject is None else [*command, "-e", f"inject={calls}:{inject}"]


@cache
def _fast() -> list[str]:
    """Newer versions of strace can leave all other system calls alone."""
    option = ["--seccomp-bpf"]
    done = subprocess.run(
        [str(STRACE), "-f", *option, "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False
    )
    return option if done.returncode == 0 else []
