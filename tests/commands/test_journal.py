"""``okrctl journal``: check-ins move between layouts, and nobody can tell from any report."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.kit.harness import PROJECT, Ran, environment, run_cli


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "company"
    shutil.copytree(PROJECT / "examples" / "northwind-outdoor", root)
    return root


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def reports(root: Path) -> list[tuple[int, str]]:
    found = []
    for args in (
        ["status", "--all"],
        ["status", "--as-of", "2026-02-14"],
        ["deps"],
        ["history", "marketing/organic-traffic", "--format", "csv"],
    ):
        ran = run_cli("--as-of", "2026-06-20", *args, cwd=root)
        found.append((ran.code, ran.out))
    return found


def journal(root: Path, *args: str) -> Ran:
    return run_cli("journal", *args, cwd=root)


def test_there_and_back_no_report_and_no_byte_differs(company: Path) -> None:
    before, said = files(company), reports(company)
    assert journal(company, "--layout", "file-per-check-in").code == 0
    moved = files(company)
    assert len(moved) > len(before) + 100
    for path, data in before.items():
        assert data.startswith(moved[path]), path
    assert reports(company) == said
    assert run_cli("validate", cwd=company).code == 0
    assert journal(company, "--layout", "in-file").code == 0
    assert files(company) == before
    assert not (company / "okrs" / "journal").exists()


def test_git_sees_no_goalpost_moved(company: Path) -> None:
    for args in (["init", "-qb", "main"], ["add", "-A"], ["commit", "-qm", "start"]):
        subprocess.run(["git", *args], cwd=company, env=environment(), check=True)
    assert journal(company, "--layout", "file-per-check-in").code == 0
    ran = run_cli("--as-of", "2026-06-20", "validate", "--base", "HEAD", "--new", "--format", "concise", cwd=company)
    assert (ran.code, ran.out) == (0, "")


def test_one_department_and_dry_run(company: Path) -> None:
    before = files(company)
    shown = journal(company, "finance.yaml", "--layout", "file-per-check-in", "--dry-run")
    assert shown.code == 0
    assert "-      operating-expenses: 612000\n" in shown.out
    assert "+      operating-expenses: 612000\n" in shown.out
    assert files(company) == before
    ran = journal(company, "finance", "--layout", "file-per-check-in")
    assert ran.out == "6 files from okrs/finance.yaml\n"
    assert "new check-ins still follow okrctl.yaml" in ran.err
    changed = {path for path, data in files(company).items() if before.get(path) != data}
    assert {path for path in changed if not path.startswith("okrs/journal/finance/")} == {"okrs/finance.yaml"}
    assert journal(company, "finance").out == "6 files into okrs/finance.yaml\n"
    assert files(company) == before


def test_the_layout_of_okrctl_yaml_is_the_default(company: Path) -> None:
    config = company / "okrctl.yaml"
    config.write_text(config.read_text().replace("grace: 3d}", "grace: 3d, layout: file-per-check-in}"))
    assert journal(company, "people").out == "3 files from okrs/people.yaml\n"
    again = journal(company, "people")
    assert (again.code, again.out, again.err) == (0, "", "nothing to move\n")


@pytest.mark.parametrize(
    ("args", "message", "way_out"),
    [
        (("nosuch",), "nosuch", ""),
        (("marketing/seo",), "is no department", "available: customer-service"),
        (("legal",), "is no department", "there is"),
        (("--layout", "both"), "both", "in-file"),
        (("--at", "HEAD"), "cannot be changed", "--at"),
    ],
)
def test_wrong_usage(company: Path, args: tuple[str, ...], message: str, way_out: str) -> None:
    before = files(company)
    ran = journal(company, *args)
    assert ran.code == 2
    assert message in ran.err
    assert way_out in ran.err
    assert files(company) == before


def test_what_would_lose_a_comment_stays_where_it_is(company: Path) -> None:
    assert journal(company, "finance", "--layout", "file-per-check-in").code == 0
    odd = sorted((company / "okrs" / "journal" / "finance").iterdir())[2]
    odd.write_text(odd.read_text().replace("department: finance", "# mine\ndepartment: finance"))
    before = files(company)
    ran = journal(company, "--layout", "in-file")
    assert ran.code == 1
    assert f"okrs/journal/finance/{odd.name}: it contains more than a check-in" in ran.err
    assert files(company) == before


def test_somebody_elses_file_in_the_way(company: Path) -> None:
    (company / "okrs" / "people.yaml").chmod(0o444)
    before = files(company)
    ran = journal(company, "--layout", "file-per-check-in")
    assert ran.code == 1
    assert "okrs/people.yaml is read-only" in ran.err
    assert files(company) == before
