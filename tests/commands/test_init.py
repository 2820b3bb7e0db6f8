"""``okrctl init``: from an empty folder to a workspace that validates, on any day, and never over somebody's file."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.kit.harness import Ran, run_any, run_cli

DEPARTMENTS = (
    *("customer-service", "finance", "founder", "fulfillment", "human-resources", "inventory", "marketing", "product"),
    "technology",
)
COMPANIONS = {"okrctl.yaml", ".gitattributes", ".okrctl/schema.json", "okrs/README.md"}
FILES = COMPANIONS | {f"okrs/{name}.yaml" for name in DEPARTMENTS}


def init(folder: Path, *args: str) -> Ran:
    return run_cli("init", *args, cwd=folder)


def written(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def kiosk(tmp_path: Path) -> Path:
    """A template of one's own, in a folder."""
    folder = tmp_path / "kiosk"
    (folder / "okrs").mkdir(parents=True)
    (folder / "template.yaml").write_text(
        "id: kiosk\ntitle: Kiosk\nvariables:\n  - {name: shop, ask: Its name, default: Kiosk, still: Name it}\n"
    )
    (folder / "okrctl.yaml").write_text("okrctl: 1\norganization: {{shop}}\n")
    (folder / "okrs" / "a.yaml").write_text(
        "okrctl: 1\ndepartment: a\nlead: Nora\ncycle: {{cycle 3}}\nobjectives:\n  - id: b\n    title: More\n"
        "    key_results:\n      - {id: c, title: Ten, unit: cups, count: 10}\n"
    )
    return folder


def test_an_empty_folder_becomes_a_valid_workspace(tmp_path: Path) -> None:
    ran = init(tmp_path, "--start", "2026-01-15", "--organization", "Fjell & Fjord: tents")
    assert ran.code == 0, ran.err
    assert written(tmp_path) == FILES
    assert {line.removeprefix("wrote ") for line in ran.out.splitlines()} == FILES
    assert "Fjell & Fjord: tents: 9 departments, 29 objectives, 87 key results" in ran.err
    assert "okrctl checkin founder.yaml" in ran.err
    assert 'organization: "Fjell & Fjord: tents"' in (tmp_path / "okrctl.yaml").read_text()
    for args in (["validate"], ["validate", "--today", "--as-of", "2026-01-15"], ["validate", "--fail-on", "warning"]):
        checked = run_cli(*args, "--format", "json", cwd=tmp_path)
        assert checked.code == 0, checked.out
        assert json.loads(checked.out)["summary"]["files"] == 9


def test_the_schema_it_writes_is_the_one_that_its_files_name(tmp_path: Path) -> None:
    assert init(tmp_path, "shop").code == 0
    for path in written(tmp_path / "shop"):
        if path.endswith(".yaml"):
            first = (tmp_path / "shop" / path).read_text().partition("\n")[0]
            schema = (tmp_path / "shop" / path).parent / first.removeprefix("# yaml-language-server: $schema=")
            assert schema.read_text("utf-8") == run_cli("schema").out


def test_the_first_day_is_today_unless_said_otherwise(tmp_path: Path) -> None:
    assert init(tmp_path, "a", "--as-of", "2027-04-01").code == 0
    assert "cycle: 2027-Q2\n" in (tmp_path / "a" / "okrs" / "product.yaml").read_text()
    assert init(tmp_path, "b").code == 0
    assert f"/{date.today().year + 1}-" in (tmp_path / "b" / "okrs" / "founder.yaml").read_text() or (
        f"cycle: {date.today().year}\n" in (tmp_path / "b" / "okrs" / "founder.yaml").read_text()
    )


def test_what_is_still_open_is_said(tmp_path: Path) -> None:
    assert "in place of $X" in init(tmp_path, "a").err
    assert "in place of $X" not in init(tmp_path, "b", "--var", "free_shipping_above=€ 40").err
    assert 'title: "Free shipping on orders above € 40"' in (tmp_path / "b/okrs/fulfillment.yaml").read_text("utf-8")


def test_departments_that_are_left_out_are_not_asked_about(tmp_path: Path) -> None:
    ran = init(tmp_path, "--departments", "marketing,finance")
    assert ran.code == 0, ran.err
    assert written(tmp_path) == COMPANIONS | {"okrs/marketing.yaml", "okrs/finance.yaml"}
    assert "$X" not in ran.err
    assert "2 departments, 9 objectives, 27 key results" in ran.err


def test_existing_files_are_named_and_stay(tmp_path: Path) -> None:
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrs" / "marketing.yaml").write_text("mine\n")
    ran = init(tmp_path)
    assert ran.code == 2
    assert "okrs/marketing.yaml" in ran.err
    assert "--force" in ran.err
    assert written(tmp_path) == {"okrs/marketing.yaml"}
    assert (tmp_path / "okrs" / "marketing.yaml").read_text() == "mine\n"


def test_force_replaces_the_templates_files_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "okrs").mkdir()
    (tmp_path / "okrs" / "marketing.yaml").write_text("mine\n")
    (tmp_path / "notes.md").write_text("mine\n")
    (tmp_path / ".gitattributes").write_text("*.png binary\n")
    ran = init(tmp_path, "--force")
    assert ran.code == 0, ran.err
    assert "replaced okrs/marketing.yaml" in ran.out
    assert (tmp_path / "okrs" / "marketing.yaml").read_text().startswith("# yaml-language-server")
    assert (tmp_path / "notes.md").read_text() == "mine\n"
    assert (tmp_path / ".gitattributes").read_text() == "*.png binary\n"


def test_companions_that_are_there_stay_and_their_lines_are_shown(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text("*.png binary\n")
    (tmp_path / ".gitlab-ci.yml").write_text("test:\n  script: make\n")
    ran = init(tmp_path, "--ci", "gitlab")
    assert ran.code == 0, ran.err
    assert (tmp_path / ".gitattributes").read_text() == "*.png binary\n"
    assert (tmp_path / ".gitlab-ci.yml").read_text() == "test:\n  script: make\n"
    assert "linguist-generated" in ran.err
    assert "--format gitlab" in ran.err


def test_the_job_for_github_is_written_on_request(tmp_path: Path) -> None:
    assert ".github" not in init(tmp_path, "a").out
    assert "wrote .github/workflows/okrs.yml" in init(tmp_path, "b", "--ci", "github").out
    assert "--format github" in (tmp_path / "b/.github/workflows/okrs.yml").read_text()


def test_a_workspace_that_is_there_gets_just_the_job_and_the_hook(tmp_path: Path) -> None:
    assert init(tmp_path, "--template", "blank").code == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    ran = init(tmp_path, "--ci", "github", "--dry-run")
    assert (ran.code, ran.out) == (0, "would write .github/workflows/okrs.yml\nwould write .pre-commit-config.yaml\n")
    ran = init(tmp_path, "--ci", "github")
    assert (ran.code, ran.out) == (0, "wrote .github/workflows/okrs.yml\nwrote .pre-commit-config.yaml\n")
    assert {path: path.read_bytes() for path in before} == before
    ran = init(tmp_path, "--ci", "github")
    assert (ran.code, ran.out) == (0, "")
    assert "already exists and is unchanged" in ran.err
    # with what makes a new workspace it is one, and refused
    assert init(tmp_path, "--ci", "gitlab", "--template", "blank").code == 2
    assert not (tmp_path / ".gitlab-ci.yml").exists()


@pytest.mark.parametrize(("host", "file"), [("github", ".github/workflows/okrs.yml"), ("gitlab", ".gitlab-ci.yml")])
def test_the_job_stands_at_the_top_of_the_repository_and_knows_the_workspace(
    host: str, file: str, tmp_path: Path
) -> None:
    (tmp_path / ".git").mkdir()
    ran = init(tmp_path, "planning/okrs", "--ci", host)
    assert ran.code == 0, ran.err
    assert f"wrote ../../{file}\n" in ran.out
    assert not (tmp_path / "planning/okrs" / file).exists()
    assert (tmp_path / "planning/okrs/okrctl.yaml").is_file()
    assert 'OKRCTL_ROOT: "planning/okrs"' in (tmp_path / file).read_text()
    assert 'args: ["planning/okrs"]' in (tmp_path / ".pre-commit-config.yaml").read_text()
    assert "\n  /planning/okrs/okrs/finance.yaml           @head-of-finance" in ran.err, ran.err
    assert "add these lines to a CODEOWNERS file," in ran.err
    # a second workspace of the repository leaves the job of the first alone
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/CODEOWNERS").write_text("* @everyone\n")
    again = init(tmp_path, "more", "--ci", host)
    assert "add these lines to docs/CODEOWNERS," in again.err
    assert (tmp_path / "docs/CODEOWNERS").read_text() == "* @everyone\n"
    assert again.code == 0, again.err
    assert 'OKRCTL_ROOT: "planning/okrs"' in (tmp_path / file).read_text()
    assert 'OKRCTL_ROOT: "more"' in again.err


def test_a_repository_of_its_own_has_the_job_beside_the_workspace(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "own/.git").mkdir(parents=True)
    assert init(tmp_path, "own", "--ci", "github").code == 0
    assert 'OKRCTL_ROOT: "."' in (tmp_path / "own/.github/workflows/okrs.yml").read_text()
    assert not (tmp_path / ".github").exists()


def test_a_folder_that_a_job_would_take_for_more_than_a_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    ran = init(tmp_path, "$(id)", "--ci", "github")
    assert ran.code == 2
    assert "can't be used in a CI job" in ran.err
    assert not (tmp_path / "$(id)").exists()


def test_the_job_installs_from_where_this_program_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = f"git+https://git.example/tools/okrctl@{'a' * 40}"
    job = ".github/workflows/okrs.yml"
    monkeypatch.setenv("OKRCTL_SOURCE", known)
    ran = init(tmp_path, "a", "--ci", "github")
    assert f'OKRCTL_SOURCE: "{known}"' in (tmp_path / "a" / job).read_text()
    hook = (tmp_path / "a/.pre-commit-config.yaml").read_text()
    assert f'repo: "https://git.example/tools/okrctl"\n    rev: "{"a" * 40}"\n' in hook
    assert "source of okrctl" not in ran.err
    for unknown in ("", "okrctl", 'x"; curl evil', f"git+file:///x@{'a' * 40}", known[:-1]):
        monkeypatch.setenv("OKRCTL_SOURCE", unknown)
        ran = init(tmp_path, f"b{len(unknown)}", "--ci", "github")
        assert (
            'OKRCTL_SOURCE: "git+https://github.com/OWNER/okrctl@COMMIT"'
            in (tmp_path / f"b{len(unknown)}" / job).read_text()
        )
        assert "source of okrctl is unknown. In these files, replace https://github.com/OWNER/okrctl" in ran.err
        assert f"\n  {job}\n  .pre-commit-config.yaml\n" in ran.err


def test_a_dry_run_says_and_does_not(tmp_path: Path) -> None:
    ran = init(tmp_path, "shop", "--dry-run")
    assert ran.code == 0
    assert {line.removeprefix("would write ") for line in ran.out.splitlines()} == FILES
    assert written(tmp_path) == set()
    assert not (tmp_path / "shop").exists()


def test_the_list(tmp_path: Path) -> None:
    ran = init(tmp_path, "--list")
    assert (ran.code, ran.out) == (0, run_cli("templates").out)
    assert "ecommerce" in ran.out
    assert written(tmp_path) == set()
    assert run_cli("templates", "list").out == ran.out


def test_a_template_of_ones_own(kiosk: Path, tmp_path: Path) -> None:
    ran = init(tmp_path, "shop", "--from", "kiosk", "--start", "2026-04-01", "--var", "shop=Bean & Leaf")
    assert ran.code == 0, ran.err
    assert "organization: Bean & Leaf\n" in (tmp_path / "shop" / "okrctl.yaml").read_text()
    assert "cycle: 2026-Q2\n" in (tmp_path / "shop" / "okrs" / "a.yaml").read_text()
    assert "1 department, 1 objective, 1 key result" in ran.err
    assert "checkin a.yaml" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs links of Unix")
@pytest.mark.parametrize(
    ("entry", "target"),
    [
        ("okrctl.yaml", "../secret.yaml"),
        ("template.yaml", "../secret.yaml"),
        ("okrs/b.yaml", "../../secret.yaml"),
        ("okrs/b.yaml", "a.yaml"),
        ("more", ".."),
        ("okrs/README.md", "/etc/hostname"),
    ],
)
def test_a_link_in_a_folder_of_ones_own_ends_the_run(kiosk: Path, tmp_path: Path, entry: str, target: str) -> None:
    (tmp_path / "secret.yaml").write_text("okrctl: 1\norganization: Secret\n")
    (kiosk / entry).unlink(missing_ok=True)
    (kiosk / entry).symlink_to(target)
    for args in (["init", "shop", "--from", "kiosk"], ["templates", "show", "kiosk"]):
        ran = run_cli(*args, cwd=tmp_path)
        assert ran.code == 2, ran.out
        assert "Secret" not in ran.out + ran.err
        assert "Traceback" not in ran.err
    assert not (tmp_path / "shop").exists()


def test_settings_that_reach_out_of_the_folder_bring_nothing_in(kiosk: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("okrctl: 1\ndepartment: secret\nlead: Secret\n")
    (kiosk / "okrctl.yaml").write_text("okrctl: 1\norganization: x\nfiles: [../*.yaml, ../../**/*.yaml]\n")
    ran = init(tmp_path, "shop", "--from", "kiosk")
    assert "Secret" not in ran.out + ran.err
    assert not any("secret" in path for path in written(tmp_path / "shop"))


def test_a_reference_that_cannot_be_taken_out_ends_the_run(kiosk: Path, tmp_path: Path) -> None:
    (kiosk / "okrs" / "b.yaml").write_text(
        "okrctl: 1\ndepartment: b\nlead: Ben\ncycle: {{cycle 3}}\nobjectives:\n  - supports: [a/b]\n    id: d\n"
        "    title: Less\n    key_results:\n      - {id: e, title: Two, unit: cups, count: 2}\n"
    )
    assert init(tmp_path, "whole", "--from", "kiosk").code == 0
    ran = init(tmp_path, "shop", "--from", "kiosk", "--departments", "b")
    assert ran.code == 2
    assert "okrs/b.yaml:6:5: a reference to an omitted department cannot be removed" in ran.err
    assert not (tmp_path / "shop").exists()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--template", "ecomerce"], "did you mean ecommerce?"),
        (["--template", "../.."], "there is no template"),
        (["--template", "/nowhere/at/all"], "there is no template"),
        (["--from", "/nowhere/at/all"], "does not exist"),
        (["--from", "file"], "is a file, not a folder"),
        (["--from", "."], "it has no okrctl.yaml"),
        (["--from", ".", "--template", "ecommerce"], "cannot be combined"),
        (["--departments", "marketing,finanse"], "did you mean finance?"),
        (["--departments", "../founder"], "has no department ../founder"),
        (["--departments", " , "], "--departments is empty"),
        (["--start", "2026-02-30"], "is not a date"),
        (["--start", "2199-01-01"], "first day must be between"),
        (["--organization", ""], "may not be empty"),
        (["--organization", "a\x1b[31mb"], "U+001B"),
        (["--organization", "a\nb"], "must be one line"),
        (["--var", "curency=EUR"], "did you mean currency?"),
        (["--var", "currency"], "write NAME=VALUE"),
        (["file"], "name a folder"),
        (["--ci", "jenkins"], "github"),
    ],
)
def test_wrong_usage_is_explained_and_writes_nothing(tmp_path: Path, args: list[str], message: str) -> None:
    (tmp_path / "file").touch()
    ran = init(tmp_path, *args)
    assert ran.code == 2, ran.out
    assert message in ran.err
    assert "\x1b" not in ran.err
    assert written(tmp_path) == {"file"}


@pytest.mark.parametrize(
    ("path", "text", "code", "message"),
    [
        ("okrs/a.yaml", "okrctl: 1\ndepartment: a\ncycle: {{cycle x}}\n", 2, "okrs/a.yaml:3: {{cycle x}} is unknown"),
        ("okrs/a.yaml", "okrctl: 1\ndepartment: a\ntitle: We are {{shop}}\n", 2, "double quotes"),
        ("okrs/a.yaml", "okrctl: 1\ndepartment: a\nobjectives: [\n", 1, "okrs/a.yaml:"),
        ("okrs/a.yaml", "okrctl: 1\ndepartment: a\nobjectivs: []\n", 1, "objectivs"),
        ("okrctl.yaml", "okrctl: 1\n", 1, "okrctl.yaml:"),
        ("okrctl.yaml", "", 1, "okrctl.yaml:"),
        ("template.yaml", "id: kiosk\n", 2, "needs an id and a title"),
    ],
)
def test_a_faulty_template_writes_nothing(
    kiosk: Path, tmp_path: Path, path: str, text: str, code: int, message: str
) -> None:
    (kiosk / path).write_text(text)
    ran = init(tmp_path, "shop", "--from", "kiosk")
    assert ran.code == code, ran.err
    assert message in ran.err
    assert not (tmp_path / "shop").exists()


def test_values_cannot_smuggle_yaml_into_the_files(tmp_path: Path) -> None:
    name = '"]}, rules: {OKR001: off} # &a *b !!python/object'
    ran = init(tmp_path, "shop", "--organization", name, "--var", f"currency={name}")
    assert ran.code == 0, ran.err
    status = run_cli("status", "--format", "json", cwd=tmp_path / "shop")
    assert json.loads(status.out)["organization"]["name"] == name


@pytest.mark.skipif(sys.platform == "win32", reason="needs links of Unix")
def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "okrs").symlink_to(tmp_path / "outside", target_is_directory=True)
    ran = init(tmp_path, "shop")
    assert ran.code == 2
    assert "leads out" in ran.err
    assert written(tmp_path) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_it_asks_for_what_is_missing(tmp_path: Path) -> None:
    import pexpect

    child = pexpect.spawn(
        sys.executable,
        ["-m", "okrctl", "init", "shop", "--var", "currency=EUR"],
        cwd=str(tmp_path),
        env=dict(os.environ),
        encoding="utf-8",
        timeout=30,
    )
    child.expect("Name of the company.*: ")
    child.sendline("Fjell")
    child.expect("free.*: ")
    child.sendline("")
    child.expect("When does your plan start.*: ")
    child.sendline("1 January")
    child.expect("is not a date")
    child.expect("When does your plan start.*: ")
    child.sendline("2026-01-01")
    child.expect("okrctl status")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "organization: Fjell\n" in (tmp_path / "shop" / "okrctl.yaml").read_text()
    assert "cycle: 2026\n" in (tmp_path / "shop" / "okrs" / "founder.yaml").read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_what_only_departments_left_out_need_is_not_asked(tmp_path: Path) -> None:
    import pexpect

    args = ["-m", "okrctl", "init", "shop", "--departments", "marketing", "--start", "2026-01-01"]
    child = pexpect.spawn(sys.executable, args, cwd=str(tmp_path), encoding="utf-8", timeout=30)
    child.expect("Name of the company.*: ")
    child.sendline("Fjell")
    child.expect("Currency.*: ")
    child.sendline("NOK")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "free" not in child.before
    assert "unit: NOK" in (tmp_path / "shop" / "okrctl.yaml").read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_one_chooses_among_the_templates(tmp_path: Path) -> None:
    import pexpect

    args = ["-m", "okrctl", "init", ".", "--start", "2026-01-01", "--organization", "Fjell"]
    child = pexpect.spawn(sys.executable, args, cwd=str(tmp_path), encoding="utf-8", timeout=30)
    child.expect("1  blank +An empty workspace.*Template.*: ")
    child.sendline("9")
    child.expect("the number or the name of a template")
    child.sendline("1")
    child.expect("Who leads it.*: ")
    child.sendline("Ana")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert (tmp_path / "okrs" / "company.yaml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_leaving_a_question_leaves_no_file(tmp_path: Path) -> None:
    import pexpect

    child = pexpect.spawn(sys.executable, ["-m", "okrctl", "init", "shop"], cwd=str(tmp_path), timeout=30)
    child.expect("Template.*: ")
    child.sendline("")
    child.expect("Name of the company.*: ")
    child.sendcontrol("c")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert not (tmp_path / "shop").exists()


def test_the_written_workflows_are_sound_yaml(tmp_path: Path) -> None:
    from okrctl.core.setup.scaffold import ci_file
    from okrctl.core.yaml import read

    for host in ("github", "gitlab"):
        path, text = ci_file(host, None, "plans of ours")
        assert read(path, text).problems == ()
        assert "pip install --quiet --require-hashes -r " in text


def test_git_accepts_the_attributes(tmp_path: Path) -> None:
    assert init(tmp_path).code == 0
    assert run_any(["git", "init", "-q"], cwd=tmp_path).code == 0
    ran = run_any(["git", "check-attr", "text", "linguist-generated", "--", ".okrctl/schema.json"], cwd=tmp_path)
    assert ran.out.count(": set") == 2
    assert ran.err == ""
