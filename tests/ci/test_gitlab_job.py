"""The GitLab job's script, run as it stands."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from okrctl.core.setup.scaffold import ci_file
from tests.kit.harness import PROJECT, run_any, run_cli
from tests.kit.planted import plant, pythonpath

JOB = yaml.safe_load((PROJECT / "examples/ci/gitlab-ci.yml").read_text(encoding="utf-8"))["okrs"]


def test_the_report_is_there_whether_it_passes_or_not(tmp_path: Path) -> None:
    assert run_cli("init", ".", "--template", "ecommerce", "--start", "2026-01-01", cwd=tmp_path).code == 0
    script = ["bash", "-eo", "pipefail", "-c", "\n".join(JOB["script"])]
    report = tmp_path / JOB["artifacts"]["reports"]["codequality"]
    passed = run_any(script, cwd=tmp_path, CI="true", GITLAB_CI="true")
    assert passed.code == 0, passed.err
    assert {found["severity"] for found in json.loads(report.read_text(encoding="utf-8"))} <= {"info"}

    with (tmp_path / "okrs/finance.yaml").open("a", encoding="utf-8") as file:
        file.write("objektives: []\n")
    failed = run_any(script, cwd=tmp_path, CI="true", GITLAB_CI="true")
    assert failed.code == 1, failed.err
    assert "OKR101" in failed.out
    found = [each for each in json.loads(report.read_text(encoding="utf-8")) if each["severity"] == "major"]
    assert [each["location"]["path"] for each in found] == ["okrs/finance.yaml"]


def test_a_merge_request_answers_for_what_it_changes_alone(tmp_path: Path) -> None:
    assert run_cli("init", ".", "--template", "ecommerce", "--start", "2026-01-01", cwd=tmp_path).code == 0
    with (tmp_path / "okrs/finance.yaml").open("a", encoding="utf-8") as file:
        file.write("objektives: []\n")
    commit = "git -c user.name=Ana -c user.email=ana@example.com"
    set_up = f"git init -q -b main . && git add . && {commit} commit -qm plan && git checkout -qb ease"
    assert run_any(["bash", "-c", set_up], cwd=tmp_path).code == 0
    base = run_any(["git", "rev-parse", "HEAD"], cwd=tmp_path).out.strip()
    product = tmp_path / "okrs/product.yaml"
    text = product.read_text(encoding="utf-8")
    product.write_text(text.replace("change: +10%", "change: +8%", 1), encoding="utf-8")
    assert run_any(["bash", "-c", f"{commit} commit -qam ease"], cwd=tmp_path).code == 0
    script = ["bash", "-eo", "pipefail", "-c", "\n".join(JOB["script"])]
    ran = run_any(script, cwd=tmp_path, CI="true", GITLAB_CI="true", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert ran.code == 1, ran.err
    assert "OKR701" in ran.out
    assert "OKR101" not in ran.out
    assert r"\+10% → +8%" in (tmp_path / "okrctl-diff.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("job", [JOB, yaml.safe_load(ci_file("gitlab", None)[1])["okrs"]], ids=["example", "init"])
def test_nothing_that_lies_in_the_checkout_is_imported(job: dict[str, Any], tmp_path: Path) -> None:
    root = tmp_path / "checkout"
    assert run_cli("init", str(root), "--template", "ecommerce", "--start", "2026-01-01").code == 0
    ran = plant(root)
    before = [re.sub(" install .*", " --version", line) for line in job["before_script"] if "git" not in line.split()]
    script = "\n".join((*before, *job["script"]))
    done = run_any(["bash", "-eo", "pipefail", "-c", script], cwd=root, PYTHONPATH=pythonpath(root))
    assert done.code == 0, done.err
    assert done.out.startswith("pip ")
    assert not ran.exists(), ran.read_text()


@pytest.mark.parametrize("job", [JOB, yaml.safe_load(ci_file("gitlab", None)[1])["okrs"]], ids=["example", "init"])
def test_the_image_has_git_and_okrctl_comes_from_a_repository(job: dict[str, Any]) -> None:
    assert job["image"] == "python:3.12"
    assert job["variables"]["OKRCTL_SOURCE"].startswith("git+https://")
