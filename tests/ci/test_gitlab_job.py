"""The GitLab job's script, run as it stands."""

from __future__ import annotations

import json
from pathlib import Path

import yaml
from harness import PROJECT, run_any, run_cli

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
