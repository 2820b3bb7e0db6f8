"""What a transcript cannot show of `okrctl validate`: every format, repositories, links, and that it never writes."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from okrctl.core.findings.rule import rules
from okrctl.render import formats
from tests.kit.harness import run_cli

FILE = """\
okrctl: 1
department: marketing
lead: Ana
cycle: 2026-Q1
objectives:
  - id: seo
    title: Be found
    why: It pays
    ambition: committed
    supports: [founder/x]
    key_results:
      - {id: traffic, title: Grow traffic by 20%, unit: visits, baseline: 100, change: 20%, due: 2026-05-01}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A workspace with an error of a reference, an error of a measure and a warning, in a folder of a repository."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "planning"
    (folder / "okrs").mkdir(parents=True)
    (folder / "okrctl.yaml").write_text("okrctl: 1\norganization: Northwind\nrules: {OKR602: off}\n")
    (folder / "okrs" / "marketing.yaml").write_text(FILE)
    return folder


def snapshot(folder: Path) -> dict[Path, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


@pytest.mark.parametrize("name", formats("diagnostics", "annotations"))
def test_every_format_tells_the_same_and_writes_nothing(name: str, home: Path) -> None:
    before = snapshot(home)
    ran = run_cli("validate", "--format", name, "--select", "OKR2,OKR3", cwd=home)
    assert (ran.code, ran.err) == (1, "")
    assert snapshot(home) == before
    for code in ("OKR204", "OKR302", "OKR311"):
        assert code in ran.out or (code == "OKR204" and "unknown-department" in ran.out)
    assert run_cli("validate", "--format", name, "--select", "OKR0", cwd=home).code == 0


def test_machines_get_paths_of_the_repository_people_those_of_the_workspace(home: Path) -> None:
    select = ("--select", "OKR204")
    found = json.loads(run_cli("validate", "--format", "json", *select, cwd=home).out)
    assert found["diagnostics"][0]["path"] == "planning/okrs/marketing.yaml"
    assert found["summary"] == {"error": 1, "warning": 0, "advice": 0, "files": 1}
    concise = run_cli("validate", "--format", "concise", *select, cwd=home.parent, stdin="")
    assert concise.code == 2
    concise = run_cli("--root", "planning", "validate", "--format", "concise", *select, cwd=home.parent)
    assert concise.out.startswith("okrs/marketing.yaml:10:16: OKR204 error ")
    assert "file=planning/okrs/marketing.yaml," in run_cli("validate", "--format", "github", *select, cwd=home).out


def test_sarif_knows_all_rules_even_without_findings(home: Path) -> None:
    ran = run_cli("validate", "--format", "sarif", "--select", "OKR0", cwd=home)
    (run,) = json.loads(ran.out)["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.code for rule in rules()]
    assert run["results"] == []


def test_junit_fails_where_the_run_fails(home: Path) -> None:
    for fail_on, failures in (("error", 2), ("warning", 3)):
        ran = run_cli("validate", "--format", "junit", "--select", "OKR2,OKR3", "--fail-on", fail_on, cwd=home)
        root = ElementTree.fromstring(ran.out)
        assert (root.get("tests"), root.get("failures")) == ("3", str(failures))


def test_the_environment_never_chooses_a_format(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = run_cli("validate", cwd=home)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("CI", "true")
    assert run_cli("validate", cwd=home) == plain


def test_a_workspace_may_be_reached_through_a_link(home: Path) -> None:
    (home.parent / "link").symlink_to("planning")
    for folder, path in ((home.parent / "link", "okrs/marketing.yaml"), (home, "../link/okrs"), (home, str(home))):
        ran = run_cli("validate", "--format", "concise", "--select", "OKR204", path, cwd=folder)
        assert (ran.code, ran.out.count("OKR204")) == (1, 1), path


def test_only_what_was_named_counts(home: Path) -> None:
    (home / "okrs" / "finance.yaml").write_text("okrctl: 1\ndepartment: finance\nlead: Ben\n")
    for path in ("okrs/finance.yaml", "okrctl.yaml"):
        ran = run_cli("validate", path, cwd=home)
        assert (ran.code, ran.err) == (0, ""), ran.out
    assert "0 files: no findings" in run_cli("validate", "okrctl.yaml", cwd=home).out
    assert run_cli("validate", "okrs/finance.yaml", "okrs/marketing.yaml", cwd=home).code == 1


def test_what_concerns_several_files_is_shown_for_each_of_them(tmp_path: Path) -> None:
    """Two departments that contradict each other learn of it both; who has no part in it does not."""
    (tmp_path / "okrctl.yaml").write_text(
        "okrctl: 1\norganization: Shop\nfiles: ['*.yaml']\nmetrics: {m: {title: M}}\n"
    )
    for name, target in (("alpha", 120), ("beta", 130), ("gamma", None)):
        result = (
            f"{{id: k, title: K, metric: m, baseline: 100, target: {target}}}"
            if target
            else "{id: k, title: K, count: 1}"
        )
        text = f"okrctl: 1\ndepartment: {name}\nlead: A\ncycle: 2026\nobjectives:\n  - id: o\n    title: O\n"
        (tmp_path / f"{name}.yaml").write_text(f"{text}    key_results:\n      - {result}\n")

    def found(*paths: str) -> str:
        return run_cli("validate", "--format", "concise", "--select", "OKR506,OKR003", *paths, cwd=tmp_path).out

    whole = found()
    assert whole.startswith("alpha.yaml:9:") and whole.count("OKR506") == 1
    assert found("alpha.yaml") == found("beta.yaml") == whole and found("gamma.yaml") == ""
    alpha = tmp_path / "alpha.yaml"
    alpha.write_text(alpha.read_text().rstrip() + "  # okrctl: ignore[OKR506, OKR314] agreed\n")
    assert found("beta.yaml") == "" and found("gamma.yaml") == ""


@pytest.mark.parametrize(
    ("before", "after", "silent"),
    [
        ("    supports: [founder/x]", "    supports: [founder/x]  # okrctl: ignore[OKR204] soon", True),
        ("    supports: [founder/x]", "    supports: [founder/x]  #okrctl:ignore[OKR101, OKR204]", True),
        ("    supports: [founder/x]", "    # okrctl: ignore[OKR204]\n\n    # why\n    supports: [founder/x]", True),
        ("    supports: [founder/x]", "    supports:\n      - founder/x  # okrctl: ignore[OKR204]", True),
        ("    supports: [founder/x]", "    supports:  # okrctl: ignore[OKR204]\n      - founder/x", False),
        ("    supports: [founder/x]", "    supports: [founder/x]  # okrctl: ignore[OKR2]", False),
        ("    supports: [founder/x]", "    supports: [founder/x]  # okrctl: ignore", False),
        ("title: Be found", "title: 'Be found # okrctl: ignore[OKR204]'", False),
        ("why: It pays", "why: |\n      # okrctl: ignore[OKR204]", False),
    ],
)
def test_suppressions(before: str, after: str, silent: bool, home: Path) -> None:
    (home / "okrs" / "marketing.yaml").write_text(FILE.replace(before, after))
    out = run_cli("validate", "--format", "concise", cwd=home).out
    assert ("OKR204" in out) is not silent
    assert " OKR003 " not in out


def test_rules_are_tuned_in_okrctl_yaml(home: Path) -> None:
    config = home / "okrctl.yaml"
    for severity in ("off", "advice", "warning", "error"):
        config.write_text(f"okrctl: 1\norganization: A\nrules: {{OKR204: {severity}, OKR302: off, OKR311: off}}\n")
        ran = run_cli("validate", "--format", "concise", "--select", "OKR2,OKR3", cwd=home)
        assert ran.code == (1 if severity == "error" else 0)
        assert (f": OKR204 {severity} " in ran.out) is (severity != "off")
        ran = run_cli("validate", "--fail-on", "warning", "--select", "OKR2,OKR3", cwd=home)
        assert ran.code == (1 if severity in ("error", "warning") else 0)
