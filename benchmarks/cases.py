"""What is measured of okrctl: commands on made-up workspaces, cold and warm."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import corpus
from installed import Installed
from measure import EXHAUSTED, Case

ALONE = {"OKRCTL_PROCESSES": "1"}
HELP, COMPLETION, VERSION, EMPTY = "okrctl --help", "completion", "okrctl --version", "an empty console script"


@dataclass(frozen=True, slots=True)
class Corpus:
    """A workspace on disk with the number of results its check-ins hold."""

    name: str
    root: Path
    files: int
    results: int


@dataclass(frozen=True, slots=True)
class Bench:
    """Where everything is: a folder to work in, and okrctl."""

    work: Path
    program: Installed

    def corpus(self, files: int, shape: corpus.Shape, name: str) -> Corpus:
        """A workspace of so many files."""
        root = self.work / name.replace(" ", "-").replace(",", "").replace("×", "x")
        return Corpus(name, root, files, corpus.write(root, files, shape))

    def start_up(self) -> list[Case]:
        """What is asked before any file is read."""
        okrctl, env = self.program.okrctl, self.program.env
        completing = {"_OKRCTL_COMPLETE": "complete_bash", "COMP_WORDS": "okrctl st", "COMP_CWORD": "1"}
        return [
            Case(EMPTY, [self.program.empty], env),
            Case(VERSION, [okrctl, "--version"], env),
            Case(HELP, [okrctl, "--help"], env),
            Case("okrctl status --help", [okrctl, "status", "--help"], env),
            Case(COMPLETION, [okrctl], env | completing),
        ]

    def okrctl(self, where: Corpus, command: str, how: str, rounds: int = EXHAUSTED, *, alone: bool = True) -> Case:
        """A command on a workspace: ``cold`` with an empty cache, ``warm`` asked again.

        With ``alone`` in one process; else it has as many as it wants, and says so in its name.
        """
        # what is warm shares a cache, as on a machine in use; what is cold has one of its own to lose
        cache = self.work / "cache" / f"{where.root.name}-{'warm' if how == 'warm' else f'{command}-{alone}'}"
        day = [] if command == "validate" else ["--as-of", corpus.AS_OF]
        name = f"{command}, {where.name}, {how}" + ("" if alone else ", several processes")
        env = {**self.program.env, "OKRCTL_CACHE_DIR": str(cache), **(ALONE if alone else {})}
        made = Case(name, [self.program.okrctl, command, "--root", str(where.root), *day], env, (0, 1), rounds)
        if how == "warm":
            return replace(made, warm=True)
        return replace(made, prepare=lambda: shutil.rmtree(cache, ignore_errors=True))

    def both(self, where: Corpus, commands: Sequence[str], rounds: int = EXHAUSTED) -> list[Case]:
        """Commands, cold and warm."""
        return [self.okrctl(where, command, how, rounds) for command in commands for how in ("cold", "warm")]

    def checkin(self, where: Corpus) -> Case:
        """One value more in the journal of the first department; the file is put back ahead of every run."""
        file = where.root / "okrs" / "team-00000.yaml"
        text = file.read_bytes()
        cache = self.work / "cache" / f"{where.root.name}-checkin"
        said = ["team-00000", "--set", "result-0=1200", "--note", "Slower than planned", "--by", "ana@example.com"]
        return Case(
            f"checkin, {where.name}",
            [self.program.okrctl, "checkin", "--root", str(where.root), "--as-of", corpus.AS_OF, *said],
            {**self.program.env, "OKRCTL_CACHE_DIR": str(cache)},
            prepare=lambda: file.write_bytes(text),
            warm=True,
        )

    def diff(self, where: Corpus, how: str, rounds: int = EXHAUSTED) -> Case:
        """A working tree against its last commit, ten files changed; the workspace is left in a repository."""
        if not (where.root / ".git").exists():
            _commit_and_change(where.root)
        made = self.okrctl(where, "diff", how, rounds)
        return replace(made, name=f"diff, 10 of {where.name} changed, {how}", command=[*made.command, "HEAD"])


def _commit_and_change(root: Path) -> None:
    who = ["-c", "user.name=Bench", "-c", "user.email=bench@example.com", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "all"]):
        subprocess.run(["git", *who, *arguments], cwd=root, check=True)
    for file in sorted((root / "okrs").glob("*.yaml"))[:10]:
        file.write_text(file.read_text().replace("target: 1500", "target: 1400", 1))
