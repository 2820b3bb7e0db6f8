"""The action's steps, run by bash with the environment that a runner gives them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.kit.harness import PROJECT, Ran, environment, run_any, run_cli
from tests.kit.planted import plant, pythonpath

ACTION = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
INSTALL, VALIDATE, DIFF = ACTION["runs"]["steps"]


def step(which: dict[str, Any], folder: Path, inputs: dict[str, str], **env: str) -> Ran:
    """Run one step as a runner would: inputs filled into ``env``, the script in a file, bash with its usual options."""
    values = {name: str(details.get("default", "")) for name, details in ACTION["inputs"].items()} | inputs
    values_of = {f"inputs.{name}": value for name, value in values.items()} | {"github.action_path": str(PROJECT)}
    given = {
        name: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: values_of[found[1]], text)
        for name, text in which["env"].items()
    }
    script = folder.parent / "step.sh"
    script.write_text(which["run"], encoding="utf-8")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=folder,
        env=environment(GITHUB_ACTIONS="true", CI="true", **given, **env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    folder.mkdir()
    assert run_cli("init", ".", "--template", "ecommerce", "--start", "2026-01-01", cwd=folder).code == 0
    return folder


def break_reference(folder: Path) -> None:
    path = folder / "okrs" / "marketing.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"supports: .*", "supports: [founder/nowhere, 'x::y']", text, count=1), encoding="utf-8")


def test_inputs_reach_scripts_through_the_environment_only() -> None:
    steps = (INSTALL, VALIDATE, DIFF)
    for each in steps:
        assert "${{" not in each["run"]
    # `diff` is read by the step's own condition alone
    assert {value for each in steps for value in each["env"].values()} == {
        *(f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"] if name != "diff"),
        "${{ github.action_path }}",
    }


def test_a_clean_workspace_passes(checkout: Path) -> None:
    ran = step(VALIDATE, checkout, {})
    assert ran.code == 0, ran.out + ran.err
    assert "::error" not in ran.out


def test_findings_are_annotated_and_fail(checkout: Path) -> None:
    break_reference(checkout)
    ran = step(VALIDATE, checkout, {})
    assert ran.code == 1, ran.out + ran.err
    annotation = next(line for line in ran.out.splitlines() if line.startswith("::error "))
    assert "file=okrs/marketing.yaml,line=" in annotation


def test_annotations_name_files_from_the_top_of_the_repository(checkout: Path) -> None:
    break_reference(checkout)
    top = checkout.parent
    (top / ".git").mkdir()
    ran = step(VALIDATE, top, {"root": "checkout"}, GITHUB_WORKSPACE=str(top))
    assert ran.code == 1, ran.out + ran.err
    assert "file=checkout/okrs/marketing.yaml,line=" in ran.out


def test_paths_are_one_a_line_and_never_options(checkout: Path) -> None:
    break_reference(checkout)
    assert step(VALIDATE, checkout, {"paths": "okrs/finance.yaml\nokrs/human-resources.yaml\n"}).code == 0
    assert step(VALIDATE, checkout, {"paths": "okrs/marketing.yaml"}).code == 1
    ran = step(VALIDATE, checkout, {"paths": "--exit-zero"})
    assert ran.code == 2, ran.out + ran.err
    ran = step(VALIDATE, checkout, {"paths": "$(touch pwned); `touch pwned`"})
    assert ran.code == 2
    assert not (checkout / "pwned").exists()


def test_what_depends_on_the_day_is_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "checkout"
    start = (date.today() - timedelta(days=60)).isoformat()
    assert run_cli("init", str(folder), "--template", "ecommerce", "--start", start).code == 0
    assert "OKR8" not in step(VALIDATE, folder, {}).out
    assert "OKR8" in step(VALIDATE, folder, {"today": "true"}).out


def git(folder: Path, *args: str) -> None:
    done = run_any(["git", "-c", "user.name=Ana", "-c", "user.email=ana@example.com", *args], cwd=folder)
    assert done.code == 0, done.err


@pytest.fixture
def pull_request(checkout: Path) -> Path:
    """A checkout of a branch that eases a goal; its target branch is known as the remote's."""
    break_reference(checkout)
    git(checkout, "init", "-q", "-b", "main", ".")
    git(checkout, "add", ".")
    git(checkout, "commit", "-qm", "The plan")
    git(checkout, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(checkout, "checkout", "-qb", "ease")
    path = checkout / "okrs" / "product.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("change: +10%", "change: +8%", 1), encoding="utf-8")
    git(checkout, "commit", "-qam", "Ask for less")
    return checkout


def test_a_pull_request_answers_for_what_it_changes_alone(pull_request: Path, tmp_path: Path) -> None:
    sarif = tmp_path / "okrctl.sarif"
    ran = step(VALIDATE, pull_request, {"sarif-file": str(sarif)}, GITHUB_BASE_REF="main")
    assert ran.code == 1, ran.out + ran.err
    assert "OKR701" in ran.out
    assert "OKR202" not in ran.out, "the target branch had that already"
    assert '"OKR701"' in sarif.read_text(encoding="utf-8")
    assert "OKR202" in step(VALIDATE, pull_request, {"new": "false"}, GITHUB_BASE_REF="main").out


def test_what_a_pull_request_means_is_in_its_summary(pull_request: Path, tmp_path: Path) -> None:
    summary, output = tmp_path / "summary.md", tmp_path / "output"
    files = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output), "RUNNER_TEMP": str(tmp_path)}
    ran = step(DIFF, pull_request, {}, GITHUB_BASE_REF="main", **files)
    assert ran.code == 0, ran.out + ran.err
    assert r"\+10% → \+8%" in summary.read_text(encoding="utf-8")
    comment = Path(output.read_text(encoding="utf-8").strip().removeprefix("comment="))
    assert comment.read_text(encoding="utf-8") == summary.read_text(encoding="utf-8")
    assert step(DIFF, pull_request, {}, **files).code == 0, "outside a pull request there is nothing to say"


def test_a_shallow_checkout_is_told_what_to_do(pull_request: Path) -> None:
    ran = step(VALIDATE, pull_request, {}, GITHUB_BASE_REF="release")
    assert ran.code == 2
    assert "fetch-depth: 0" in ran.out


def test_an_old_python_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "checkout"
    folder.mkdir()
    old = tmp_path / "python2"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    ran = step(INSTALL, folder, {"python": str(old)}, RUNNER_TEMP=str(tmp_path))
    assert ran.code == 2
    assert ran.out.startswith("::error title=okrctl::needs Python 3.11")


@pytest.mark.night
@pytest.mark.parametrize("path", [True, False], ids=["PYTHONPATH", "current folder"])
def test_no_step_imports_what_lies_in_the_checkout(path: bool, pull_request: Path, tmp_path: Path) -> None:
    ran = plant(pull_request)
    world = {"PYTHONPATH": pythonpath(pull_request), "PYTHONSTARTUP": "json.py"} if path else {}
    files = {name: str(tmp_path / name) for name in ("GITHUB_PATH", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
    world |= files | {"RUNNER_TEMP": str(tmp_path), "GITHUB_BASE_REF": "main"}
    # there is no index: what pip cannot do here, it has at least been asked to
    asked = step(INSTALL, pull_request, {"python": sys.executable}, PIP_NO_INDEX="1", **world)
    assert "hatchling" in asked.err and (tmp_path / "okrctl").is_dir(), asked
    assert step(VALIDATE, pull_request, {}, **world).code == 1
    assert step(DIFF, pull_request, {}, **world).code == 0
    assert not ran.exists(), ran.read_text()


@pytest.mark.night
def test_the_action_installs_itself(checkout: Path, tmp_path: Path) -> None:
    path = tmp_path / "github-path"
    ran = step(INSTALL, checkout, {"python": sys.executable}, RUNNER_TEMP=str(tmp_path), GITHUB_PATH=str(path))
    assert ran.code == 0, ran.err
    added = path.read_text().strip()
    ran = step(VALIDATE, checkout, {}, PATH=os.pathsep.join([added, "/usr/bin", "/bin"]))
    assert ran.code == 0, ran.out + ran.err
