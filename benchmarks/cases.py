"""What is run: okrctl on made-up workspaces, and what it is held against."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import corpus
from installed import Installed, install
from measure import Program

HERE = Path(__file__).resolve().parent
COLD, EDITED, OTHER_DAY = "cold", "one file edited", "another day"


@dataclass(frozen=True, slots=True)
class Workspace:
    """How a workspace is made: so many files of a shape."""

    files: int
    shape: str

    @property
    def results(self) -> int:
        """How many results its check-ins hold."""
        shape = corpus.SHAPES[self.shape]
        return self.files * shape.key_results * shape.check_ins


@dataclass
class Place:
    """A folder to work in; what is needed in it is made when it is needed."""

    folder: Path
    made: set[Path] = field(default_factory=set)

    @cached_property
    def programs(self) -> Installed:
        """okrctl and the other programs."""
        return install(self.folder / "installed")

    def workspace(self, wanted: Workspace, name: str = "shared") -> Path:
        """The root of a workspace; another ``name`` is another copy."""
        root = self.folder / f"{wanted.files}-{wanted.shape}-{name}"
        if root not in self.made:
            # in a process of its own: on Linux a program inherits the largest size of the one that starts it
            command = [sys.executable, str(HERE / "corpus.py"), str(root)]
            options = ["--files", str(wanted.files), "--shape", wanted.shape]
            subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)
            self.made.add(root)
        return root

    def ask(self, command: str, wanted: Workspace, how: str) -> Program:
        """A command on a workspace: with an empty cache, after one file was edited, or for a new day."""
        name = f"{command}, {how}"
        root = self.workspace(wanted, command if how == EDITED else "shared")
        cache = self.folder / "caches" / f"{root.name}-{command}-{how.replace(' ', '-')}"
        run = [self.programs.okrctl, command, "--root", str(root)]
        env = {**self.programs.env, "OKRCTL_CACHE_DIR": str(cache)}
        if how == COLD:
            small = wanted.files < 100
            return Program(name, run, env, _same_day, lambda turn: shutil.rmtree(cache, True), (0, 1), small)
        if how == EDITED:
            return Program(name, run, env, _same_day, lambda turn: edit(root, turn), (0, 1))
        return Program(name, run, env, _another_day, fine=(0, 1))

    def events(self, wanted: Workspace) -> Program:
        """PyYAML's events of the same bytes, made in C and thrown away."""
        files = str(self.workspace(wanted) / "okrs")
        return Program("PyYAML's events", [sys.executable, str(HERE / "peers.py"), "events", files], warm_up=False)

    def floor(self) -> Program:
        """The least that a program made of these parts costs."""
        return Program("the floor", [self.programs.floor], self.programs.env)

    def start(self, name: str, arguments: Sequence[str] = (), completing: str = "") -> Program:
        """One of the programs, before any file is read; ``completing`` are the words typed so far."""
        env = dict(self.programs.env)
        if completing:
            variable = f"_{completing.partition(' ')[0].upper()}_COMPLETE"
            env |= {variable: "complete_bash", "COMP_WORDS": completing, "COMP_CWORD": "1"}
        title = f"{name}, completing" if completing else " ".join([name, *arguments])
        return Program(title, [getattr(self.programs, name), *arguments], env)


def _same_day(turn: int) -> Sequence[str]:
    return ("--as-of", corpus.AS_OF)


def _another_day(turn: int) -> Sequence[str]:
    return ("--as-of", str(date.fromisoformat(corpus.AS_OF) + timedelta(days=1 + turn)))


def edit(root: Path, turn: int) -> None:
    """Report another value in the last check-in of one department."""
    if turn < 0:
        return
    files = sorted((root / "okrs").glob("*.yaml"))
    path = files[len(files) // 2]
    before, _, last = path.read_text().rpartition("\n      result-0: ")
    path.write_text(f"{before}\n      result-0: {1300 + turn}\n{last.partition(chr(10))[2]}")
