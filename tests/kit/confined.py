"""Runs okrctl in a child that may use only so much, and sees only a small world."""

from __future__ import annotations

import json
import os
import resource
import signal
import warnings
from dataclasses import dataclass
from pathlib import Path

from tests.kit.harness import Ran, run_cli

CPU_SECONDS = 1
MEMORY = 200 << 20
PATIENCE = 100  # seconds until one that waits for something is ended
SLACK = 2  # a busy machine counts waiting for memory as work


@dataclass(frozen=True)
class Cost:
    """What the work took beyond what this process had used before."""

    cpu: float
    memory: int


def _virtual() -> int:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * resource.getpagesize()


def confined(
    *args: str, cwd: Path, cpu: int = CPU_SECONDS, memory: int = MEMORY, user: int | None = None
) -> tuple[Ran, Cost]:
    """As ``run_cli``, in a fork that is killed at ``cpu`` seconds and gets no more than ``memory`` bytes.

    Importing is no part of it: a fork begins with all that this process has loaded.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of threads, which pytest-xdist has
        child = os.fork()
    if child == 0:
        code = 70
        try:
            os.close(reading)
            signal.alarm(PATIENCE)
            resource.setrlimit(resource.RLIMIT_CPU, (cpu * SLACK, cpu * SLACK + 1))
            roof = _virtual() + memory
            before = resource.getrusage(resource.RUSAGE_SELF)
            resource.setrlimit(resource.RLIMIT_AS, (roof, roof))
            os.chdir(cwd)
            if user is not None:
                os.setgroups([])
                os.setgid(user)
                os.setuid(user)
            ran = run_cli(*args, cwd=cwd)
            after = resource.getrusage(resource.RUSAGE_SELF)
            used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            told = [[ran.code, ran.out, ran.err], [used, (after.ru_maxrss - before.ru_maxrss) << 10]]
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(json.dumps(told).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code == 0, f"the run ended with {code}: -24 is too much work, -14 waiting, -11 a crash, 70 too much memory"
    ran, cost = json.loads(data)
    return Ran(*ran), Cost(*cost)
