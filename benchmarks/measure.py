"""Run programs side by side and compare what they cost.

Cases take turns, round by round, so that a machine that slows down slows all of them. What counts is the processor
time of the process and its children (user and system); the wall's clock says more about the neighbours.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FLOOR = "python -c pass"


@dataclass(frozen=True, slots=True)
class Case:
    """A program to run; ``before`` is run ahead of every round, unmeasured; ``rounds`` caps those of slow ones."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    fine: tuple[int, ...] = (0,)
    rounds: int = 1000
    cold: Path | None = None


@dataclass(slots=True)
class Cost:
    """What a case cost, round by round: seconds of processor time, and the largest memory of one process in MiB."""

    seconds: list[float] = field(default_factory=list)
    memory: float = 0.0

    @property
    def best(self) -> float:
        """The round least disturbed."""
        return min(self.seconds)

    @property
    def spread(self) -> float:
        """How far the middle round lies above the best one, as a share."""
        return statistics.median(self.seconds) / self.best - 1


def floor() -> Case:
    """An interpreter that does nothing: the unit of everything else."""
    return Case(FLOOR, [sys.executable, "-c", "pass"])


def run(case: Case) -> tuple[float, float]:
    """Run a case once: seconds of processor time and peak memory in MiB.

    Raises:
        RuntimeError: it ended with an exit code that is not fine; a case that fails early would look fast.
    """
    if case.cold is not None:
        _forget(case.cold)
    with tempfile.TemporaryFile() as out:
        process = os.fork()
        if process == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
            if case.cwd is not None:
                os.chdir(case.cwd)
            try:
                os.execvpe(case.command[0], list(case.command), {**os.environ, **case.env})
            finally:
                os._exit(127)
        _, status, used = os.wait4(process, 0)
        code = os.waitstatus_to_exitcode(status)
        if code not in case.fine:
            out.seek(0)
            told = out.read()[-2000:].decode(errors="replace")
            raise RuntimeError(f"{case.name} ended with {code}:\n{told}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / (1 if sys.platform == "darwin" else 1024)


def _forget(folder: Path) -> None:
    """Empty a cache folder, so that the next run is a cold one."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def compare(cases: Sequence[Case], rounds: int) -> dict[str, Cost]:
    """The costs of cases that took turns."""
    costs = {case.name: Cost() for case in cases}
    for turn in range(rounds):
        for case in cases:
            if turn < case.rounds:
                seconds, memory = run(case)
                costs[case.name].seconds.append(seconds)
                costs[case.name].memory = max(costs[case.name].memory, memory)
    return costs
