"""Write docs/internals/dependencies.md (``make dependencies``): what ``pip install okrctl`` installs, with licenses.

Why each direct one is there is in dependencies.toml. Licenses are those that the packages declare. Which systems need
no compiler is found by resolving for each of them with wheels only. That needs the network, so this is not part of
``make docs``.
"""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
import tomllib
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PYTHONS = ("3.11", "3.14")
SYSTEMS = {
    "Linux x86-64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "Linux arm64": ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
    "Alpine x86-64": ("musllinux_1_2_x86_64", "musllinux_1_1_x86_64"),
    "macOS arm64": ("macosx_14_0_arm64", "macosx_11_0_arm64"),
    "macOS x86-64": ("macosx_14_0_x86_64", "macosx_10_12_x86_64"),
    "Windows x86-64": ("win_amd64",),
}
_STATED = {
    "MIT License": "MIT",
    "ISC License": "ISC",
    "BSD License": "BSD",
    "Python Software Foundation License": "PSF",
}
_PART = re.compile(r"[-_.]+")

INTRO = """\
<!-- Written by docs/internals/dependencies.py (`make dependencies`, needs the network); change that, not this file. -->

# Dependencies

What `pip install okrctl` brings along, what its extras add, and under which licenses. okrctl itself is under the
[MIT license](../../LICENSE); all of these permit use, change and redistribution with it, none asks that okrctl be under
another license. They are installed from the package index, not shipped in okrctl's own wheel.

## Why each direct one

"""
ALL = """\
## All of them

Where two versions are given, the newer one is not made for every system.
"""
WHEELS = """\
## No compiler needed

Resolved with ready-made wheels alone (`pip install --only-binary=:all:`), for the oldest and the newest Python in CI,
with all extras. Where it says "without extras", a package that only an extra needs (so far
duckdb, for `okrctl pull`) has no wheel there yet:
"""
BOUNDS = """\
## Ranges

`pyproject.toml` names the oldest version of each direct dependency that okrctl works with. `.ci/run lowest` installs
exactly those and runs the tests with them; the nightly job does so, too, and runs `pip-audit` over the newest ones
(`.ci/run audit`, which fails when a package cannot be looked up, rather than call it clean). Where this page was
written the database of vulnerabilities was out of reach, so no result of an audit stands here: the nightly job has it.

A bound that is newer than others has a reason:

* `pydantic>=2.11`: up to 2.10 it refuses lists in fields that take a list or a single text.
* `typer>=0.26.1`: 0.26.0 does not read options from the environment, and 0.25 needs Click as one more package.
"""


def main() -> int:
    """Write the page; 1 when some system would need a compiler, 2 when nothing is known."""
    wanted = direct()
    everything = [requirement for requirements in wanted.values() for requirement in requirements]
    found = {(each, python): _resolved(everything, python, SYSTEMS[each]) for each in SYSTEMS for python in PYTHONS}
    if not any(found.values()):
        print("nothing could be resolved; is the package index within reach?", file=sys.stderr)
        return 2
    bare = {(each, python) for (each, python), known in found.items() if known is None}
    found |= {(each, python): _resolved(wanted[""], python, SYSTEMS[each]) for each, python in bare}
    needed = {extra: set(_resolved(requirements, PYTHONS[0], ()) or {}) for extra, requirements in wanted.items()}
    rows = [_row(name, [extra for extra, names in needed.items() if name in names], found) for name in _names(found)]
    parts = [f"{INTRO}{why()}", ALL, _table(("package", "version", "license", "needed for", "made for"), rows), WHEELS]
    rows = [_system(each, found, bare) for each in SYSTEMS]
    parts += [_table(("system", *(f"Python {each}" for each in PYTHONS)), rows)]
    parts += [BOUNDS]
    (HERE / "dependencies.md").write_text("\n".join(parts), encoding="utf-8", newline="\n")
    return 0 if all(each is not None for each in found.values()) else 1


def direct() -> dict[str, list[str]]:
    """The requirements of okrctl itself (under an empty name), and of each extra that is made for users."""
    known = runpy.run_path(str(ROOT / ".ci" / "bounds.py"))
    return {"": known["PROJECT"]["dependencies"], **known["EXTRAS"]}


def why() -> str:
    """What each direct dependency is for, what else could do that, and since when it is there, as Markdown."""
    told = tomllib.loads((HERE / "dependencies.toml").read_text(encoding="utf-8"))
    rows: list[tuple[str, ...]] = []
    for extra, requirements in direct().items():
        for requirement in requirements:
            name = requirement.partition(">=")[0]
            known = told[name]
            uses = f"`okrctl[{extra}]`" if extra else "Windows" if "win32" in requirement else "okrctl"
            rows.append((name, uses, known["why"], known["instead"], str(known["since"])))
    return _table(("package", "needed for", "why", "instead", "since"), rows)


Found = dict[tuple[str, str], dict[str, tuple[str, str]] | None]


def _resolved(requirements: list[str], python: str, platforms: tuple[str, ...]) -> dict[str, tuple[str, str]] | None:
    """Version and file by package, with wheels alone; None when there are not wheels of all."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-"]
    # pip takes markers for the system that it runs on, not for the one asked for
    here = [each.partition(";")[0] for each in requirements if "win32" not in each or "win_amd64" in platforms]
    command += ["--only-binary=:all:", *here]
    if platforms:
        command += ["--target", "/nowhere", "--implementation", "cp", "--python-version", python]
        command += [word for platform in platforms for word in ("--platform", platform)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1], file=sys.stderr)
        return None
    report: dict[str, Any] = json.loads(done.stdout)
    return {
        _plain(each["metadata"]["name"]): (each["metadata"]["version"], each["download_info"]["url"].rpartition("/")[2])
        for each in report["install"]
    }


def _plain(name: str) -> str:
    return _PART.sub("-", name).lower()


def _names(found: Found) -> list[str]:
    return sorted({name for each in found.values() if each for name in each})


def _row(name: str, extras: list[str], found: Found) -> tuple[str, ...]:
    here = [each[name] for each in found.values() if each and name in each]
    versions = sorted({version for version, _ in here})
    about = metadata(name)
    pure = all(file.endswith("-none-any.whl") for _, file in here)
    uses = "okrctl" if "" in extras else ", ".join(f"`okrctl[{extra}]`" for extra in extras) or "Windows"
    return about["Name"], ", ".join(versions), license(about), uses, "any system" if pure else "each system"


def license(about: PackageMetadata) -> str:
    """The license that a package states: as an expression, a word, or a classifier."""
    if "License-Expression" in about:
        return str(about["License-Expression"])
    kinds = [each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or () if each.startswith("License ::")]
    words = [_STATED.get(re.sub(r" \(.*\)", "", kind), kind) for kind in kinds]
    return " or ".join(words) or str(("License" in about and about["License"]) or "not stated").partition("\n")[0]


def _system(system: str, found: Found, bare: set[tuple[str, str]]) -> tuple[str, ...]:
    return system, *(_wheels(found[system, each], (system, each) in bare) for each in PYTHONS)


def _wheels(known: dict[str, tuple[str, str]] | None, alone: bool) -> str:
    if not known:
        return "**needs a compiler**"
    return f"{len(known)} wheels" + (", without extras" if alone else "")


def _table(titles: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    cells = [titles, tuple("---" for _ in titles), *rows]
    return "".join("| " + " | ".join(row) + " |\n" for row in cells)


if __name__ == "__main__":
    sys.exit(main())
