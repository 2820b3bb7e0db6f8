"""The action's steps, run by bash with the environment that a runner gives them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from okrctl.core.setup.scaffold import ci_file
from tests.kit.harness import PROJECT, Ran, environment, run_any, run_cli
from tests.kit.planted import plant, pythonpath

ACTION = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
CACHE, INSTALL, BASE, VALIDATE, DIFF = ACTION["runs"]["steps"]
ZEROS = "0" * 40
OKRCTL = str(Path(sys.executable).parent / "okrctl")


def step(
    which: dict[str, Any], folder: Path, inputs: dict[str, str], more: dict[str, str] | None = None, **env: str
) -> Ran:
    """Run one step as a runner would: inputs filled into ``env``, the script in a file, bash with its usual options.

    ``more`` are values of other expressions, such as ``github.event.before`` or outputs of other steps.
    """
    values = {name: str(details.get("default", "")) for name, details in ACTION["inputs"].items()} | inputs
    values_of = {f"inputs.{name}": value for name, value in values.items()}
    values_of |= {"github.action_path": str(PROJECT), "steps.install.outputs.okrctl": OKRCTL, **(more or {})}
    given = {
        name: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: values_of.get(found[1], ""), text)
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


def judged(which: dict[str, Any], folder: Path, inputs: dict[str, str], event: str = "", **env: str) -> Ran:
    """Run a step after the one that finds the base. ``event`` is ``NAME=VALUE`` of the event that started it all."""
    output = folder.parent / "base-output"
    output.write_text("")
    name, _, value = event.partition("=")
    ran = step(BASE, folder, inputs, {f"github.event.{name}": value}, **(env | {"GITHUB_OUTPUT": str(output)}))
    if ran.code:
        return ran
    base = output.read_text().strip().removeprefix("base=")
    return step(which, folder, inputs, {"steps.base.outputs.base": base}, **env)


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
    steps = (INSTALL, BASE, VALIDATE, DIFF)
    for each in steps:
        assert "${{" not in each["run"]
    # `diff` is read by the step's own condition alone
    assert {value for each in steps for value in each["env"].values()} == {
        *(f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"] if name != "diff"),
        "${{ github.action_path }}",
        "${{ github.event.merge_group.base_sha }}",
        "${{ github.event.before }}",
        "${{ steps.install.outputs.okrctl }}",
        "${{ steps.base.outputs.base }}",
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
    ran = judged(VALIDATE, pull_request, {"sarif-file": str(sarif)}, GITHUB_BASE_REF="main")
    assert ran.code == 1, ran.out + ran.err
    assert "OKR701" in ran.out
    assert "OKR202" not in ran.out, "the target branch had that already"
    assert '"OKR701"' in sarif.read_text(encoding="utf-8")
    assert "OKR202" in judged(VALIDATE, pull_request, {"new": "false"}, GITHUB_BASE_REF="main").out


def test_what_a_pull_request_means_is_in_its_summary(pull_request: Path, tmp_path: Path) -> None:
    summary, output = tmp_path / "summary.md", tmp_path / "output"
    files = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output), "RUNNER_TEMP": str(tmp_path)}
    ran = judged(DIFF, pull_request, {}, GITHUB_BASE_REF="main", **files)
    assert ran.code == 0, ran.out + ran.err
    assert r"\+10% → +8%" in summary.read_text(encoding="utf-8")
    comment = Path(output.read_text(encoding="utf-8").strip().removeprefix("comment="))
    assert comment.read_text(encoding="utf-8") == summary.read_text(encoding="utf-8")
    assert "steps.base.outputs.base != ''" in DIFF["if"], "without a base there is nothing to say"


def test_a_shallow_checkout_is_told_what_to_do(pull_request: Path) -> None:
    ran = judged(VALIDATE, pull_request, {}, GITHUB_BASE_REF="release")
    assert ran.code == 2
    assert "fetch-depth: 0" in ran.out


@pytest.mark.parametrize("event", ["merge_group.base_sha", "before"])
def test_merge_queues_and_pushes_have_a_base(event: str, pull_request: Path) -> None:
    base = run_any(["git", "rev-parse", "main"], cwd=pull_request).out.strip()
    name = "push" if event == "before" else "merge_group"
    ran = judged(VALIDATE, pull_request, {}, f"{event}={base}", GITHUB_EVENT_NAME=name)
    assert (ran.code, "OKR701" in ran.out, "OKR202" in ran.out) == (1, True, False), ran.err


def test_a_push_of_a_new_branch_has_nothing_before_it_and_a_lost_base_is_an_error(pull_request: Path) -> None:
    ran = judged(VALIDATE, pull_request, {}, f"before={ZEROS}", GITHUB_EVENT_NAME="push")
    assert "OKR701" not in ran.out, "everything counts as new"
    ran = judged(VALIDATE, pull_request, {}, f"before={'1' * 40}", GITHUB_EVENT_NAME="push")
    assert (ran.code, "::error title=okrctl::the base of this change" in ran.out) == (2, True)


def test_the_author_and_teams_are_held_against_codeowners(pull_request: Path) -> None:
    (pull_request / "CODEOWNERS").write_text("/okrs/product.yaml @shop/product\n")
    git(pull_request, "add", ".")
    git(pull_request, "commit", "-qm", "Owners")
    git(pull_request, "update-ref", "refs/remotes/origin/main", "HEAD")
    path = pull_request / "okrs" / "product.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("change: +8%", "change: +12%", 1), encoding="utf-8")
    git(pull_request, "commit", "-qam", "Ask for more")
    foreign = judged(VALIDATE, pull_request, {"author": "ana"}, GITHUB_BASE_REF="main")
    assert "product" in foreign.out and "OKR7" in foreign.out, foreign.out
    own = judged(VALIDATE, pull_request, {"author": "ana", "team": "shop/x\n@shop/product\n"}, GITHUB_BASE_REF="main")
    assert "OKR7" not in own.out, own.out


def test_everything_that_is_installed_is_pinned_by_hashes() -> None:
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w.-]+)==[^\n]*\\\n    --hash=sha256:", lock, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[\w.-]+", lock, re.MULTILINE))
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    names = {re.split("[><=~ ]", each)[0].lower().replace(".", "-") for each in needed}
    assert names <= {name.lower().replace(".", "-") for name in pinned}


def test_what_is_downloaded_is_kept_under_the_name_of_the_lock() -> None:
    assert re.fullmatch(r"actions/cache@[0-9a-f]{40}", CACHE["uses"])
    assert "requirements.lock" in CACHE["with"]["key"]


def test_uv_installs_when_it_is_there(checkout: Path, tmp_path: Path) -> None:
    """Its calls alone: it gets the lock with hashes, this Python, and no settings of the checkout."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "uv").write_text(f'#!/bin/sh\necho "$UV_PYTHON $UV_NO_CONFIG $PWD $*" >> {tmp_path}/calls\n')
    (programs / "uv").chmod(0o755)
    path = os.pathsep.join([str(programs), os.environ["PATH"]])
    world = {"RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(tmp_path / "output"), "PATH": path}
    ran = step(INSTALL, checkout, {"python": sys.executable}, **world)
    assert ran.code == 0, ran.err
    start = f"{tmp_path}/okrctl/bin/python 1 {tmp_path} pip install --quiet"
    assert (tmp_path / "calls").read_text().splitlines() == [
        f"{start} --require-hashes -r {PROJECT}/requirements.lock",
        f"{start} --no-deps --no-build-isolation {PROJECT}",
    ]
    assert (tmp_path / "output").read_text() == f"okrctl={tmp_path}/okrctl/bin/okrctl\n"


def test_zizmor_finds_nothing(tmp_path: Path) -> None:
    program = shutil.which("zizmor")
    if program is None:
        pytest.skip("needs the program zizmor")
    workflow = tmp_path / ".github/workflows/okrs.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(ci_file("github", None)[1], encoding="utf-8")
    ran = run_any([program, "--offline", "--no-progress", str(PROJECT / "action.yml"), str(workflow)])
    assert ran.code == 0, ran.out


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
    files = {name: str(tmp_path / name) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
    world |= files | {"RUNNER_TEMP": str(tmp_path), "GITHUB_BASE_REF": "main"}
    # there is no index: what pip cannot do here, it has at least been asked to
    asked = step(INSTALL, pull_request, {"python": sys.executable}, PIP_NO_INDEX="1", **world)
    assert (asked.code == 0 or "annotated-doc" in asked.err) and (tmp_path / "okrctl").is_dir(), asked
    assert judged(VALIDATE, pull_request, {}, **world).code == 1
    assert judged(DIFF, pull_request, {}, **world).code == 0
    assert not ran.exists(), ran.read_text()


@pytest.mark.night
def test_the_action_installs_itself(checkout: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    ran = step(INSTALL, checkout, {"python": sys.executable}, RUNNER_TEMP=str(tmp_path), GITHUB_OUTPUT=str(output))
    assert ran.code == 0, ran.err
    installed = {"steps.install.outputs.okrctl": output.read_text().strip().removeprefix("okrctl=")}
    ran = step(VALIDATE, checkout, {}, installed, PATH="/usr/bin:/bin")
    assert ran.code == 0, ran.out + ran.err
