"""Run programs side by side and compare what they cost.

Cases take turns, round by round, and the floor (``python -c pass``) runs between any two of them: a cost is told as a
multiple of the floors just before and after it, so that a machine that slows down slows both. Processor time of the
process and its children (user and system) counts where not said otherwise; the clock on the wall says more about the
neighbours, and is needed where several processes work at once.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

FLOOR = "python -c pass"
EXHAUSTED = 10**6


@dataclass(frozen=True, slots=True)
class Case:
    """A program to run.

    ``prepare`` is called ahead of every run, unmeasured; with ``warm`` the program itself is run once ahead of all;
    ``rounds`` caps the runs of slow ones, ``fine`` are the exit codes of a run that did its work.
    """

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    fine: tuple[int, ...] = (0,)
    rounds: int = EXHAUSTED
    prepare: Callable[[], object] | None = None
    warm: bool = False


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of processor time and on the wall, and the largest memory of one process in MiB."""

    cpu: float
    wall: float
    memory: float


@dataclass(slots=True)
class Cost:
    """What a case cost, run by run; ``floors`` are what the floor cost around each of them."""

    runs: list[Used] = field(default_factory=list)
    floors: list[Used] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """Seconds of processor time, the median."""
        return statistics.median(run.cpu for run in self.runs)

    @property
    def wall(self) -> float:
        """Seconds on the wall, the median."""
        return statistics.median(run.wall for run in self.runs)

    @property
    def memory(self) -> float:
        """The largest memory of one process, in MiB."""
        return max(run.memory for run in self.runs)

    @property
    def ratio(self) -> float:
        """Processor time as a multiple of the floor, the median of pairs."""
        return statistics.median(self._ratios())

    @property
    def wall_ratio(self) -> float:
        """Time on the wall as a multiple of the floor, the median of pairs."""
        return statistics.median(run.wall / floor.wall for run, floor in zip(self.runs, self.floors, strict=True))

    @property
    def spread(self) -> tuple[float, float]:
        """The smallest and the largest of the ratios."""
        ratios = self._ratios()
        return min(ratios), max(ratios)

    def _ratios(self) -> list[float]:
        return [run.cpu / floor.cpu for run, floor in zip(self.runs, self.floors, strict=True)]


def floor() -> Case:
    """An interpreter that does nothing: the unit of everything else."""
    return Case(FLOOR, [sys.executable, "-c", "pass"])


def world(env: Mapping[str, str]) -> dict[str, str]:
    """The environment of a case: nothing that tells Python to do without its compiled modules, or to buffer less."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | dict(env)


def run(case: Case) -> Used:
    """Run a case once.

    Raises:
        RuntimeError: it ended with an exit code that is not fine; a case that fails early would look fast.
    """
    if case.prepare is not None:
        case.prepare()
    with tempfile.TemporaryFile() as out:
        files = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)]
        program = shutil.which(case.command[0]) or case.command[0]
        before = time.perf_counter()
        process = os.posix_spawn(program, list(case.command), world(case.env), file_actions=files)
        _, status, used = os.wait4(process, 0)
        wall = time.perf_counter() - before
        code = os.waitstatus_to_exitcode(status)
        if code not in case.fine:
            out.seek(0)
            told = out.read()[-2000:].decode(errors="replace")
            raise RuntimeError(f"{case.name} ended with {code}:\n{told}")
    return Used(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1024))


def compare(cases: Sequence[Case], rounds: int) -> dict[str, Cost]:
    """The costs of cases that took turns, with the floor's own first."""
    for case in cases:
        if case.warm:
            run(case)
    costs = {FLOOR: Cost(), **{case.name: Cost() for case in cases}}
    unit = floor()
    run(unit)
    last = run(unit)
    for turn in range(rounds):
        for case in cases:
            if turn >= case.rounds:
                continue
            used = run(case)
            after = run(unit)
            costs[case.name].runs.append(used)
            costs[case.name].floors.append(_between(last, after))
            costs[FLOOR].runs.append(after)
            costs[FLOOR].floors.append(after)
            last = after
    return costs


def _between(one: Used, other: Used) -> Used:
    return Used((one.cpu + other.cpu) / 2, (one.wall + other.wall) / 2, max(one.memory, other.memory))
