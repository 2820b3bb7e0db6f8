"""Recipes for servers without an action of ours: their shell steps, run as those servers run them."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from okrctl.core.setup.scaffold import ci_file
from tests.kit.harness import PROJECT, Ran, run_any
from tests.kit.repos import Repo, goal, moves, plan

CI = PROJECT / "examples/ci"
EASED = plan(goal(moves(target=150)))


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A branch that eases a goal, as a server checks it out: its target is known as the remote's."""
    repo = Repo(tmp_path / "checkout").write(plan(goal(moves())))
    repo.commit()
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD")
    repo.git("switch", "-q", "-c", "work")
    repo.write(EASED).commit()
    return repo


def with_program(folder: Path) -> None:
    """A Python where the recipe has put one, with this okrctl in it: there is no index to install from."""
    program = folder / "okrctl/bin/python"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    program.chmod(0o755)


def steps_of(data: Any) -> list[str]:
    """The scripts of a pipeline, in their order."""
    if isinstance(data, dict):
        return [data["bash"]] if "bash" in data else [each for value in data.values() for each in steps_of(value)]
    return [each for value in data for each in steps_of(value)] if isinstance(data, list) else []


def bitbucket(repo: Repo, *, base: bool) -> tuple[Ran, Path, str]:
    data = yaml.safe_load((CI / "bitbucket-pipelines.yml").read_text(encoding="utf-8"))
    assert data["image"] == "python:3.12" and data["clone"]["depth"] == "full"
    script = [line for line in data["definitions"]["steps"][0]["step"]["script"] if "$okrctl" not in line]
    target = {"BITBUCKET_PR_DESTINATION_COMMIT": repo.git("rev-parse", "origin/main")} if base else {}
    text = "\n".join(script).replace("python -I", f"{sys.executable} -I")
    ran = run_any(["bash", "-e", "-c", text], cwd=repo.top, CI="true", **target)
    return ran, repo.top / "test-results/okrs.xml", (repo.top / "okrctl-diff.md").read_text() if base else ""


def azure(repo: Repo, *, base: bool) -> tuple[Ran, Path, str]:
    data = yaml.safe_load((CI / "azure-pipelines.yml").read_text(encoding="utf-8"))
    assert data["steps"][0]["fetchDepth"] == "0"
    temporary = repo.top.parent / "temp"
    temporary.mkdir()
    with_program(temporary)
    _, script = steps_of(data["steps"])
    target = {"SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"} if base else {}
    world = {"AGENT_TEMPDIRECTORY": str(temporary), "OKRCTL_ROOT": ".", "TF_BUILD": "True", **target}
    ran = run_any(["bash", "--noprofile", "--norc", "-e", "-c", script], cwd=repo.top, **world)
    return ran, temporary / "okrs.xml", (temporary / "okrctl-diff.md").read_text() if base else ""


def jenkins(repo: Repo, *, base: bool) -> tuple[Ran, Path, str]:
    temporary = repo.top.parent / "temp"
    temporary.mkdir()
    with_program(temporary)
    _, script = re.findall(r"sh '''(.*?)'''", (CI / "Jenkinsfile").read_text(encoding="utf-8"), re.DOTALL)
    file = repo.top.parent / "step.sh"
    file.write_text(script)
    file.chmod(0o755)
    target = {"CHANGE_TARGET": "main"} if base else {}
    ran = run_any([str(file)], cwd=repo.top, WORKSPACE_TMP=str(temporary), OKRCTL_ROOT=".", **target)
    return ran, repo.top / "okrs.xml", (repo.top / "okrctl-diff.md").read_text() if base else ""


@pytest.mark.parametrize("server", [bitbucket, azure, jenkins])
def test_a_pull_request_is_judged_against_its_target(server: Callable[..., tuple[Ran, Path, str]], repo: Repo) -> None:
    ran, report, comment = server(repo, base=True)
    assert (ran.code, "OKR701" in ran.out) == (1, True), ran.err
    assert comment.startswith("**1 goal got easier (marketing);")
    assert ElementTree.parse(report).getroot().findall(".//failure")


@pytest.mark.parametrize("server", [bitbucket, azure, jenkins])
def test_a_branch_is_checked_as_it_is(server: Callable[..., tuple[Ran, Path, str]], repo: Repo) -> None:
    ran, report, _ = server(repo, base=False)
    assert ran.code == 0, ran.err + ran.out
    assert not ElementTree.parse(report).getroot().findall(".//failure")


def test_the_hook_of_a_bare_repository_refuses_what_eases_a_goal(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "work", "plans", init=False)
    repo.top.mkdir()
    repo.git("init", "-q", "-b", "main")
    bare = tmp_path / "server.git"
    repo.git("init", "-q", "--bare", "-b", "main", str(bare))
    shutil.copy(CI / "update-hook", bare / "hooks/update")
    repo.git("remote", "add", "origin", str(bare))
    repo.settings().write(plan(goal(moves()))).commit()

    def push(*what: str) -> Ran:
        return run_any(["git", "push", "-q", "origin", *what], cwd=repo.top, OKRCTL_PYTHON=sys.executable)

    assert push("main").code == 0
    repo.write(EASED).commit()
    ran = push("main")
    assert ran.code != 0 and "OKR701" in ran.err and "hook declined" in ran.err, ran.err
    assert push("main:other").code == 0, "other branches are not its business"
    told = [{"date": "2026-01-05", "field": "target", "from": 200, "to": 150, "why": "The road is closed"}]
    repo.write(plan(goal(moves(target=150, amended=told)))).commit()
    ran = push("main")
    assert ran.code == 0, ran.err
    repo.text("okrs/broken.yaml", "a: [\n").commit()
    ran = push("main")
    assert ran.code != 0 and "OKR0" in ran.err, ran.err
    assert push(":other").code == 0
    assert run_any(["git", "fsck"], cwd=bare).code == 0


def installing(name: str) -> list[str]:
    """The lines of a recipe, or of the job that ``init`` writes, that install okrctl."""
    if name.startswith("init-"):
        _, text = ci_file(name.removeprefix("init-"), None)
    else:
        text = (CI / name).read_text(encoding="utf-8")
    if name == "Jenkinsfile":
        return re.findall(r"sh '''(.*?)'''", text, re.DOTALL)[0].splitlines()
    data = yaml.safe_load(text)
    if name in ("gitlab-ci.yml", "init-gitlab"):
        return list(data["okrs"]["before_script"])
    if name == "init-github":
        return next(each["run"] for each in data["jobs"]["validate"]["steps"] if "run" in each).splitlines()
    if name == "azure-pipelines.yml":
        return steps_of(data["steps"])[0].splitlines()
    script = data["definitions"]["steps"][0]["step"]["script"]
    return [line for line in script if "okrctl=" in line or "$okrctl" in line]


RECIPES = ["bitbucket-pipelines.yml", "azure-pipelines.yml", "Jenkinsfile", "gitlab-ci.yml"]
PYTHON = """#!/bin/sh
case "$*" in
  *" venv "*) mkdir -p okrctl/bin; cp "$0" okrctl/bin/python ;;
  *) echo "$*" >> "$CALLS"; for each; do [ ! -f "$each" ] || cat "$each" >> "$CALLS"; done ;;
esac
"""


@pytest.mark.parametrize("name", [*RECIPES, "init-github", "init-gitlab"])
def test_recipes_install_a_commit_with_what_it_pins(name: str, tmp_path: Path) -> None:
    """Not what the repository has by now, and its dependencies by the hashes of that commit."""
    origin = Repo(tmp_path / "origin").text("requirements.lock", "pinned\n")
    commit = origin.commit()
    origin.text("requirements.lock", "newer\n").commit()
    home, programs, calls = tmp_path / "home", tmp_path / "bin", tmp_path / "calls"
    for folder in (home, programs):
        folder.mkdir()
    for program in ("python", "python3"):
        (programs / program).write_text(PYTHON)
        (programs / program).chmod(0o755)
    world = {"AGENT_TEMPDIRECTORY": str(home), "WORKSPACE_TMP": str(home), "CALLS": str(calls)}
    world |= {"OKRCTL_SOURCE": f"git+{origin.top.as_uri()}@{commit}", "TMPDIR": str(home)}
    world["PATH"] = f"{programs}:{os.environ['PATH']}"
    ran = run_any(["bash", "-e", "-c", "\n".join(installing(name))], cwd=home, **world)
    assert ran.code == 0, ran.err
    lock, pinned, itself = calls.read_text().splitlines()
    assert re.fullmatch(r"-I -m pip install --quiet --require-hashes -r \S+/requirements\.lock", lock)
    assert pinned == "pinned"
    assert re.fullmatch(r"-I -m pip install --quiet --no-deps --no-build-isolation \S+", itself)


@pytest.mark.parametrize("name", RECIPES)
def test_recipes_name_a_repository_and_a_commit(name: str) -> None:
    text = (CI / name).read_text(encoding="utf-8")
    assert re.search(r"OKRCTL_SOURCE\W{1,5}git\+https://github.com/OWNER/okrctl@COMMIT", text)
    assert text.count(" pip install ") == 2
