"""``python -m tests.reliability.run``: run everything at nightly size and record the results.

Tests marked *reliability* run first, then the mutants. Both are recorded in ``docs/internals/reliability.json``, from
which ``docs/generate.py`` makes the page. ``OKRCTL_SIZE=quick`` keeps the daily sizes; each size can be set by itself.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
RECORD = PROJECT / "docs" / "internals" / "reliability.json"
NIGHTLY = {
    "OKRCTL_FUZZ": "20000",
    "OKRCTL_MERGES": "1000",
    "OKRCTL_EXAMPLES": "300",
    "OKRCTL_KILLS": "500",
    "OKRCTL_RACERS": "100",
    "OKRCTL_SWEEP": "all",
}
PACKAGES = ("typer", "rich", "pydantic", "PyYAML", "ruamel.yaml", "filelock", "duckdb", "hypothesis", "pytest")


def main() -> int:
    """Run, record, and write the page; 0 when all held."""
    quick = os.environ.get("OKRCTL_SIZE") == "quick"
    sizes = {name: os.environ.get(name, "" if quick else size) for name, size in NIGHTLY.items()}
    sizes = {name: size for name, size in sizes.items() if size}
    jobs = os.environ.get("OKRCTL_JOBS", "2")
    about = surroundings()
    with tempfile.TemporaryDirectory(prefix="okrctl-reliability-") as folder:
        notes, outcomes = Path(folder, "notes.json"), Path(folder, "mutants.json")
        tests = [sys.executable, "-m", "pytest", "-p", "tests.reliability.plugin", "-m", "reliability"]
        plain = os.environ | {"PYTHONPATH": str(PROJECT)}
        world = plain | sizes | {"OKRCTL_RELIABILITY": str(notes)}
        codes = [_run([*tests, "-n", jobs, "--dist", "worksteal", *sys.argv[1:]], world)]
        mutants = [sys.executable, "-m", "tests.mutants.run", "--jobs", jobs, "--json", str(outcomes)]
        codes.append(_run(mutants, plain))
        record: dict[str, Any] = {
            **about,
            "sizes": sizes,
            "tests": _loaded(notes),
            "mutants": _loaded(outcomes),
        }
    RECORD.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    _run([sys.executable, "docs/generate.py"], plain)
    return max(codes)


def surroundings() -> dict[str, Any]:
    """What all this ran on."""
    with_c = subprocess.run(
        [sys.executable, "-c", "import yaml; print(yaml._yaml.get_version_string())"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    strace = _said("strace", "--version").partition("\n")[0].removeprefix("strace -- version ")
    return {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{platform.system()} {platform.release()}, {platform.machine()}, {os.cpu_count()} cores",
        "versions": {
            "okrctl": f"{version('okrctl')}, commit {_said('git', 'rev-parse', '--short=12', 'HEAD')}",
            "Python": platform.python_version(),
            "git": _said("git", "version").removeprefix("git version "),
            "libyaml": with_c.stdout.strip() or "none",
            "strace": strace or "none",
            **{name: version(name) for name in PACKAGES},
        },
    }


def _said(*command: str) -> str:
    if shutil.which(command[0]) is None:
        return ""
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False).stdout.strip()


def _run(command: list[str], world: dict[str, str]) -> int:
    return subprocess.run(command, cwd=PROJECT, env=world, check=False).returncode


def _loaded(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else []


if __name__ == "__main__":
    sys.exit(main())
