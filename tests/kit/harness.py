"""Runs okrctl through its front door: in this process (fast) or as the installed program."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from okrctl.__main__ import main

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    code: int
    out: str
    err: str


def run_cli(*args: str, cwd: Path | None = None, stdin: str = "") -> Ran:
    """Run ``okrctl`` with these arguments in this process. It sees no terminal."""
    streams = {"stdin": io.BytesIO(stdin.encode()), "stdout": io.BytesIO(), "stderr": io.BytesIO()}
    before = {name: getattr(sys, name) for name in streams}
    wrapped = {
        name: io.TextIOWrapper(buffer, encoding="utf-8", newline="\n", write_through=True)
        for name, buffer in streams.items()
    }
    try:
        for name, stream in wrapped.items():
            setattr(sys, name, stream)
        with contextlib.chdir(cwd if cwd is not None else Path.cwd()):
            code = main(list(args))
        texts = {name: streams[name].getvalue().decode() for name in ("stdout", "stderr")}
    finally:
        for name, stream in before.items():
            setattr(sys, name, stream)
    return Ran(code, texts["stdout"], texts["stderr"])


def environment(**extra: str) -> dict[str, str]:
    """The environment for child processes: this one, with the programs of this environment found first."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    fixed = {"PATH": path, "EXAMPLES": str(PROJECT / "examples"), "OKRCTL_PAGER": "cat"}
    return os.environ | fixed | extra


def run_program(*args: str, cwd: Path | None = None, stdin: str = "", **env: str) -> Ran:
    """Run the installed ``okrctl`` program in a process of its own."""
    return run_any([sys.executable, "-m", "okrctl", *args], cwd=cwd, stdin=stdin, **env)


def run_any(command: list[str], cwd: Path | None = None, stdin: str = "", **env: str) -> Ran:
    """Run any program; its output is read as UTF-8."""
    world = environment(**env)
    done = subprocess.run(command, cwd=cwd, input=stdin.encode(), capture_output=True, env=world, check=False)
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
