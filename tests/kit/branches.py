"""A git repository with a workspace in it, and two branches that leave it in two directions."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.kit.harness import Ran, run_any, run_cli

PLAN = """\
okrctl: 1
department: marketing
name: Marketing
lead: Ana
cycle: 2026-H1
objectives:
  - id: seo
    title: Be found
    key_results:
      - id: traffic
        title: More traffic
        baseline: 100
        target: 120   # agreed in December
      - id: campaigns
        title: Campaigns
        count: 2

check_ins:
  - date: 2026-01-05
    by: ana@example.com
    results: {traffic: 101}
"""


def entry(day: int, by: str, value: int) -> str:
    return f"  - date: 2026-01-{day:02}\n    by: {by}\n    results: {{traffic: {value}}}\n"


@dataclass
class Repo:
    """A repository; ``file`` is its department file."""

    top: Path
    file: Path
    env: dict[str, str] = field(default_factory=dict)

    def git(self, *args: str, code: int | None = 0, **env: str) -> Ran:
        ran = run_any(["git", *args], cwd=self.top, **{**self.env, **env})
        assert code is None or ran.code == code, f"{ran.out}{ran.err}"
        return ran

    def commit(self, text: str, message: str = "change") -> None:
        self.file.write_bytes(text.encode())
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def diverge(self, ours: str, theirs: str) -> None:
        """Two branches with a change each, ``main`` checked out."""
        self.git("checkout", "-q", "-b", "theirs")
        self.commit(theirs, "theirs")
        self.git("checkout", "-q", "main")
        self.commit(ours, "ours")

    def text(self) -> str:
        return self.file.read_bytes().decode()


def repository(top: Path, text: str = PLAN, folder: str = "", setup: bool = True) -> Repo:
    home = top / folder
    file = home / "okrs" / "marketing.yaml"
    file.parent.mkdir(parents=True)
    (home / "okrctl.yaml").write_text("okrctl: 1\norganization: Northwind\n")
    repo = Repo(top, file)
    repo.git("init", "-q", "-b", "main")
    if setup:
        ran = run_cli("git", "setup", "--root", str(home))
        assert ran.code == 0, ran.err
    repo.commit(text, "base")
    return repo


def instead(folder: Path, script: str) -> str:
    """A PATH on which ``okrctl`` is this shell script; ``$OKRCTL`` in it is the true one."""
    folder.mkdir()
    program = folder / "okrctl"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return os.pathsep.join([str(folder), os.environ["PATH"]])


Change = Callable[[str], str]
