"""Runs programs and measures what they cost, always side by side.

The clock of a machine drifts, so no number here stands alone: the cases of a group take turns, and what a case costs is
a multiple of what another case cost in the same turn. Processor time counts: user and system, of a program and of all
the programs it started.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Program:
    """A program to run.

    ``arguments`` adds arguments for a turn; ``prepare`` is called before every run and is not measured. With
    ``warm_up`` there is a turn -1 before all others, which is not measured and fills caches. ``fine`` are the exit
    codes of a run that did its work.
    """

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    arguments: Callable[[int], Sequence[str]] = lambda turn: ()
    prepare: Callable[[int], object] = lambda turn: None
    fine: tuple[int, ...] = (0,)
    warm_up: bool = True


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of processor time, and the largest memory of one process in MiB."""

    cpu: float
    memory: float


def run(case: Program, turn: int = 0) -> Used:
    """Run a case once.

    Raises:
        RuntimeError: it ended with an exit code that is not fine; a case that fails early would look fast.
    """
    case.prepare(turn)
    with tempfile.TemporaryFile() as out:
        files = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)]
        program = shutil.which(case.command[0]) or case.command[0]
        command = [*case.command, *case.arguments(turn)]
        process = os.posix_spawn(program, command, environment(case.env), file_actions=files)
        _, status, used = os.wait4(process, 0)
        code = os.waitstatus_to_exitcode(status)
        if code not in case.fine:
            out.seek(0)
            told = out.read()[-2000:].decode(errors="replace")
            raise RuntimeError(f"{case.name} ended with {code}:\n{told}")
    return Used(used.ru_utime + used.ru_stime, used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1024))


def take_turns(cases: Iterable[Program], rounds: int) -> dict[str, list[Used]]:
    """Warm up, then run all cases ``rounds`` times in turn."""
    cases = list(cases)
    for case in cases:
        if case.warm_up:
            run(case, -1)
    used: dict[str, list[Used]] = {case.name: [] for case in cases}
    for turn in range(rounds):
        for case in cases:
            used[case.name].append(run(case, turn))
    return used


def ratios(runs: Sequence[Used], others: Sequence[Used]) -> list[float]:
    """How many times as much each run cost as the other one of its turn, lowest first."""
    return sorted(one.cpu / other.cpu for one, other in zip(runs, others, strict=True))


def median_cpu(runs: Sequence[Used]) -> float:
    """Seconds of processor time."""
    return statistics.median(run.cpu for run in runs)


def environment(env: Mapping[str, str]) -> dict[str, str]:
    """The environment of a case: nothing that tells Python to do without its compiled modules, or to buffer less."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | dict(env)
