"""``python -m tests.mutants.run``: break a copy of okrctl in each named way and see the tests notice.

Each mutant gets a fresh copy of the tree and runs its own tests, nothing else. It is *caught* when a test fails, and
*escaped* when they all pass. Before that they all have to pass on an unbroken copy, or being caught would mean nothing.
Anything else (no test ran, the broken module cannot even be imported, it never ends) is an *error*: the entry proves
nothing as it is.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.kit.sizes import shared_data
from tests.mutants.mutant import PROJECT, Mutant, table

LONGEST = 180
MEMORY = 8 << 30
"""Bytes of address space a run may have: what lifts a limit must not take the machine with it."""

_ENDS = {0: "escaped", 1: "caught"}


@dataclass(frozen=True)
class Answer:
    """How one mutant ended, the first test that failed, and the end of what was said."""

    mutant: Mutant
    outcome: str
    by: str
    said: str


def main(arguments: Sequence[str]) -> int:
    """Try all mutants, or those named; 0 when every one was caught."""
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the outcomes there")
    chosen = parser.parse_args(arguments)
    mutants = [each for each in table() if not chosen.names or each.name in chosen.names]
    flaws = [flaw for each in mutants if (flaw := each.flaw())]
    if flaws or not mutants:
        print(*flaws or ["there is no such mutant"], sep="\n")
        return 2
    _bound_memory()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="okrctl-mutants-") as folder:
        answers = _try_all(mutants, Path(folder), chosen.jobs)
    if answers is None:
        return 2
    caught = sum(each.outcome == "caught" for each in answers)
    print(f"{caught} of {len(answers)} mutants caught in {time.monotonic() - began:.0f} s")
    if chosen.json:
        told = [{"name": each.mutant.name, "outcome": each.outcome, "by": each.by} for each in answers]
        chosen.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0 if caught == len(answers) else 1


def _try_all(mutants: Sequence[Mutant], folder: Path, jobs: int) -> list[Answer] | None:
    """The answers in the order of the table; None when the tests fail as it is."""
    sound = folder / "sound"
    _copy_of_the_tree(sound)
    tests = sorted({test for each in mutants for test in each.tests})
    print(f"{len(tests)} tests on an unbroken copy first", flush=True)
    control = _run(sound, tests, ["-n", str(jobs), "--dist", "worksteal"], LONGEST * 5)
    if control.returncode:
        print(control.stdout, "the tests do not pass on an unbroken copy", sep="\n")
        return None

    def attempt(mutant: Mutant) -> Answer:
        copy = folder / mutant.name
        shutil.copytree(sound, copy, symlinks=True)
        try:
            mutant.apply(copy)
            answer = _judged(mutant, copy)
        finally:
            shutil.rmtree(copy, ignore_errors=True)
        print(f"{answer.outcome:8} {mutant.name:38} {answer.by or answer.said}", flush=True)
        return answer

    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(attempt, mutants))


def _copy_of_the_tree(target: Path) -> None:
    """What git knows or would add, compiled; so that nothing of ours is compiled once a mutant."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT, capture_output=True, check=True, text=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        if (PROJECT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, target / name, follow_symlinks=False)
    compileall.compile_dir(target / "okrctl", quiet=2)


def _judged(mutant: Mutant, copy: Path) -> Answer:
    try:
        done = _run(copy, mutant.tests, ["-x"], LONGEST)
    except subprocess.TimeoutExpired:
        return Answer(mutant, "error", "", f"no end after {LONGEST} s")
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED ")]
    outcome = _ENDS.get(done.returncode, "error")
    if outcome == "caught" and not failed:
        outcome = "error"
    if outcome == "escaped" and " passed" not in done.stdout:
        outcome = "error"
    by = failed[0].removeprefix("FAILED ").split(" - ")[0].split("[")[0] if outcome == "caught" else ""
    return Answer(mutant, outcome, by, " / ".join(done.stdout.splitlines()[-3:]))


def _run(copy: Path, tests: Sequence[str], options: Sequence[str], seconds: int) -> subprocess.CompletedProcess[str]:
    """pytest in a copy of the tree, which comes before the installed okrctl on the path."""
    world = os.environ | {"PYTHONPATH": str(copy), "OKRCTL_TEST_DATA": str(shared_data(""))}
    world["OKRCTL_TEST_PROFILE"] = "mutants"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rf", "--tb=line", *options, *tests]
    return subprocess.run(
        command, cwd=copy, env=world, timeout=seconds, check=False, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
