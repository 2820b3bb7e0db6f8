"""What okrctl is made of and who may change it: dependencies, licenses, workflows, and the security policy's claims."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.kit.harness import PROJECT, run_any

sys.path.insert(0, str(PROJECT / "docs" / "internals"))
from dependencies import direct, license, why

PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGE = (PROJECT / "docs" / "internals" / "dependencies.md").read_text(encoding="utf-8")
PERMISSIVE = {
    "MIT",
    "ISC",
    "BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "PSF-2.0",
    "Apache-2.0",
    "Unlicense",
    "MIT or Unlicense",
}
WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))


def plain(requirement: str) -> str:
    """The name in a requirement, as package indexes spell it."""
    found = re.match(r"[\w.-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def rows() -> dict[str, list[str]]:
    """The page's packages by name: version, license, what needs it, what it is made for."""
    lines = [line.strip("|").split("|") for line in PAGE.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line] for line in lines]
    return {
        plain(row[0]): row[1:]
        for row in cells
        if len(row) == 5 and row[0] not in ("package", "---") and "wheels" not in row[1] and row[4].endswith("system")
    }


def closure() -> set[str]:
    """All installed packages that okrctl and its extras need here."""
    found: set[str] = set()
    waiting = [each for requirements in direct().values() for each in requirements]
    while waiting:
        requirement = waiting.pop()
        name = plain(requirement)
        if name in found or "extra ==" in requirement:
            continue
        try:
            inner = requires(name) or []
        except PackageNotFoundError:  # for another system, or an extra that is not installed
            continue
        found.add(name)
        waiting += inner
    return found


def test_every_dependency_is_listed_and_permissive() -> None:
    listed = rows()
    assert len(listed) > 12
    for name in closure():
        assert name in listed, f"{name} is new: `make dependencies`"
        assert license(metadata(name)) in PERMISSIVE, name
    for name, row in listed.items():
        assert row[1] in PERMISSIVE, name
    assert PYPROJECT["license"] == "MIT" and "MIT License" in (PROJECT / "LICENSE").read_text(encoding="utf-8")


def test_the_page_says_why_each_direct_one_is_there() -> None:
    assert why() in PAGE, "`make dependencies`"


def test_nothing_is_explained_that_is_not_there() -> None:
    told = tomllib.loads((PROJECT / "docs" / "internals" / "dependencies.toml").read_text(encoding="utf-8"))
    assert {plain(each) for each in told} == {plain(each) for listed in direct().values() for each in listed}


def test_the_security_policy_counts_the_direct_ones() -> None:
    words = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    everywhere = [each for each in PYPROJECT["dependencies"] if ";" not in each]
    told = f"{words[len(everywhere)].capitalize()} direct dependencies, one more on Windows"
    assert len(PYPROJECT["dependencies"]) == len(everywhere) + 1
    assert told in (PROJECT / "SECURITY.md").read_text(encoding="utf-8")


def test_locks_need_filelock_only_on_windows() -> None:
    """Where there is flock it is not imported, so it need not be there."""
    code = "import sys; sys.modules['filelock'] = None; import okrctl.shell.locks as l; from pathlib import Path\n"
    ran = run_any([sys.executable, "-c", code + "with l.locked(Path('x'), 1): print('held')"])
    assert (ran.out, ran.code) == ("held\n", 0), ran.err


def test_no_system_needs_a_compiler() -> None:
    assert len(re.findall(r" wheels(?:, without extras)? \|", PAGE)) == 12
    assert "needs a compiler" not in PAGE


def test_every_dependency_has_a_lower_bound() -> None:
    ran = run_any([sys.executable, str(PROJECT / ".ci" / "bounds.py")])
    assert ran.code == 0, ran.err
    direct = {plain(each) for each in PYPROJECT["dependencies"]}
    assert direct <= {plain(line) for line in ran.out.splitlines()}


ALLOWED = {
    ("release.yml", "attest"): {"id-token": "write", "attestations": "write"},
    ("release.yml", "publish"): {"id-token": "write"},
}
"""Jobs that may do more than read: they run no code of the repository, only actions that are pinned."""


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_may_read_and_nothing_else(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found: dict[Any, Any] = yaml.safe_load(text)
    assert found["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in text and "secrets." not in text
    for name, job in found["jobs"].items():
        assert job.get("permissions") == ALLOWED.get((path.name, name)), name
        assert job["timeout-minutes"] <= 90, name
        for step in job["steps"]:
            # an expression in a script is text of strangers in a program
            assert "${{" not in step.get("run", ""), step
            assert "permissions" not in job or "run" not in step, step
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, name


def test_only_a_tag_publishes_and_only_what_was_attested() -> None:
    release = yaml.safe_load((PROJECT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))
    assert release[True] == {"push": {"tags": ["v*"]}}  # YAML 1.1 reads the key `on` as true
    needed = {name: job.get("needs") for name, job in release["jobs"].items()}
    assert needed == {"build": None, "attest": "build", "publish": "attest"}
    assert release["jobs"]["publish"]["environment"] == "pypi"


def test_the_same_action_is_pinned_to_the_same_commit_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for path in [*WORKFLOWS, *sorted((PROJECT / "examples" / "ci").glob("*.yml"))]:
        for name, rest in re.findall(r"uses: ([\w/-]+)@(\w{40}  # \S+)", path.read_text(encoding="utf-8")):
            pins.setdefault(name, set()).add(rest)
    assert pins and all(len(each) == 1 for each in pins.values()), pins


def test_the_security_policy_names_tests_that_are_there() -> None:
    text = (PROJECT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:\w+/)*(?:test_\w+\.py)?)`", text)
    named = [each for each in named if each and each != "tests/"]
    assert len(named) > 10
    assert [each for each in named if not (PROJECT / "tests" / each).exists()] == []
    for link in re.findall(r"\]\(([\w/.-]+)\)", text):
        assert (PROJECT / link).is_file(), link
