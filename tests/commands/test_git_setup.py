"""``okrctl git setup``: what it tells git, what it leaves alone, and how it is taken back."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.kit.branches import PLAN, Repo, entry, repository
from tests.kit.harness import Ran, run_any, run_cli

# word for word: what git runs when okrctl is not there, fails or is killed
DRIVER = (
    "okrctl merge-driver %O %A %B %P; s=$?; [ $s -eq 0 ] && exit 0; [ $s -eq 10 ] && exit 1;"
    " git merge-file -L ours -L base -L theirs %A %O %B"
)
LINES = "okrs/**/*.yaml merge=okrctl diff=okrctl\nokrs/**/*.yml merge=okrctl diff=okrctl\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return repository(tmp_path / "repo", setup=False)


def setup(repo: Repo, *args: str) -> Ran:
    return run_cli("git", "setup", *args, cwd=repo.file.parent)


def config(repo: Repo, name: str) -> str:
    return repo.git("config", "--get", name, code=None).out.removesuffix("\n")


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_what_is_announced_is_done_and_nothing_else(repo: Repo) -> None:
    before = config(repo, "core.bare"), repo.git("config", "--list", "--local").out
    ran = setup(repo)
    assert ran.code == 0
    attributes = repo.top / ".gitattributes"
    assert ran.out == (
        "git config --local: set merge.okrctl.name\n"
        "git config --local: set merge.okrctl.driver\n"
        "git config --local: set diff.okrctl.xfuncname\n"
        f"{attributes}: {LINES.strip().replace(chr(10), ', ')}\n"
    )
    assert "commit .gitattributes" in ran.err
    assert config(repo, "merge.okrctl.driver") == DRIVER
    assert attributes.read_text().endswith(LINES)
    assert config(repo, "core.bare") == before[0]
    rest = [line for line in repo.git("config", "--list", "--local").out.splitlines() if "okrctl" not in line]
    assert set(rest) <= {*before[1].splitlines(), "^[a-z_]+:", r"^ {0,3}- *\{? *(date: *[^,}#]*)"}
    assert repo.git("status", "--porcelain").out == "?? .gitattributes\n"


def test_twice_is_once(repo: Repo) -> None:
    setup(repo)
    before = state(repo.top)
    assert setup(repo).out == "already set up\n"
    assert state(repo.top) == before


def test_check_says_what_is_missing_and_writes_nothing(repo: Repo) -> None:
    before = state(repo.top)
    ran = setup(repo, "--check")
    assert ran.code == 1
    for missing in ("merge.okrctl.driver is missing", "diff.okrctl.xfuncname is missing", "no line okrs/**/*.yaml"):
        assert missing in ran.out
    assert "to fix this: okrctl git setup" in ran.err
    assert state(repo.top) == before
    setup(repo)
    before = state(repo.top)
    assert setup(repo, "--check").code == 0
    assert state(repo.top) == before
    repo.git("config", "merge.okrctl.driver", "true")
    assert "merge.okrctl.driver is different" in setup(repo, "--check").out
    setup(repo)
    assert config(repo, "merge.okrctl.driver") == DRIVER


def test_check_looks_at_what_git_makes_of_the_lines(repo: Repo) -> None:
    setup(repo)
    (repo.file.parent / ".gitattributes").write_text("marketing.yaml merge=union\n")
    ran = setup(repo, "--check")
    assert (ran.code, ran.out) == (1, "okrs/marketing.yaml: git would merge it by lines\n")


def test_remove_takes_back_all_of_it(repo: Repo) -> None:
    before = repo.git("config", "--list", "--local").out
    setup(repo)
    ran = setup(repo, "--remove")
    assert ran.code == 0
    assert ran.out.count("removed") == 4
    assert repo.git("config", "--list", "--local").out == before
    assert repo.git("status", "--porcelain").out == ""
    assert setup(repo, "--remove").out == "nothing to remove\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_other_lines_stay_as_they_are(repo: Repo, newline: str, end: str) -> None:
    mine = f"# mine{newline}*.png binary{newline}{newline}okrs/old.yaml text merge=okrctl" + end.replace("\n", newline)
    attributes = repo.top / ".gitattributes"
    attributes.write_bytes(mine.encode())
    setup(repo)
    added = attributes.read_bytes().decode().removeprefix(mine)
    assert added.endswith(LINES.replace("\n", newline))
    assert "\n" not in added.replace(newline, "") or newline == "\n"
    assert setup(repo, "--check").code == 0
    setup(repo, "--remove")
    assert attributes.read_bytes().decode() == (mine if end else mine + newline)


def test_the_lines_follow_the_patterns_of_the_workspace(repo: Repo) -> None:
    setup(repo)
    patterns = ["shop.yaml", "./teams/*/okr?.yaml", "a b/*.yaml", "[x]/*.yaml", "!y/*.yaml", "deep/**"]
    listed = ", ".join(f"'{pattern}'" for pattern in patterns)
    (repo.top / "okrctl.yaml").write_text(f"okrctl: 1\norganization: N\nfiles: [{listed}]\n")
    paths = ["shop.yaml", "teams/a/okr1.yaml", "a b/c.yaml", "[x]/c.yaml", "!y/c.yaml", "deep/er/c.yaml"]
    for path in (*paths, "teams/shop.yaml", "x/c.yaml", "okrs/marketing.yaml"):
        (repo.top / path).parent.mkdir(parents=True, exist_ok=True)
        (repo.top / path).write_text("okrctl: 1\n")
    assert setup(repo, "--check").code == 1
    assert setup(repo).code == 0
    assert "okrs/" not in (repo.top / ".gitattributes").read_text()
    assert setup(repo, "--check").code == 0

    def driver(path: str) -> str:
        return repo.git("check-attr", "merge", "--", path).out.strip().rpartition(" ")[2]

    assert {driver(path) for path in paths} == {"okrctl"}
    assert {driver(path) for path in ("teams/shop.yaml", "x/c.yaml", "okrs/marketing.yaml")} == {"unspecified"}


ODD = [
    "$(touch${IFS}PWNED)/*.yaml",
    "`touch PWNED`/*.yaml",
    "a;touch PWNED;/*.yaml",
    "R&D/*.yaml",
    "O'Brien (EMEA)/*.yaml",
]
ODD += [
    'say "hi"/*.yaml',
    "a\nb/*.yaml",
    "tab\there/*.yaml",
    "Größe ★/*.yaml",
    "a|b>c<d/*.yaml",
    "{a}/*.yaml",
]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_pattern_is_a_pattern_for_whatever_reads_the_file(repo: Repo) -> None:
    listed = ", ".join(json.dumps(pattern) for pattern in ODD)
    (repo.top / "okrctl.yaml").write_text(f"okrctl: 1\norganization: N\nfiles: [{listed}]\n", encoding="utf-8")
    assert setup(repo).code == 0
    attributes = repo.top / ".gitattributes"
    lines = [line for line in attributes.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    assert len(lines) == len(ODD)
    for line in lines:
        assert not set(line.removesuffix(" merge=okrctl diff=okrctl").strip('"')) & set("$`;&|<>(){}'\"\t"), line
    # as if somebody's shell read it, for whatever reason
    run_any(["bash", str(attributes)], cwd=repo.top)
    assert not (repo.top / "PWNED").exists()
    for pattern in ODD:
        path = pattern.replace("*", "x")
        ran = repo.git("check-attr", "-z", "merge", "--", path)
        assert ran.out.split("\0")[2] == "okrctl", (pattern, ran)
    assert setup(repo).out == "already set up\n"
    assert "okrctl" in attributes.read_text(encoding="utf-8")
    assert setup(repo, "--remove").code == 0
    assert not attributes.exists()


def test_what_was_done_is_told_though_the_rest_fails(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    from okrctl.flows.git import setup as flow
    from okrctl.shell.write import WriteError

    def full(*_: object) -> None:
        raise WriteError(".gitattributes could not be written")

    monkeypatch.setattr(flow, "write_attributes", full)
    ran = setup(repo)
    assert (ran.code, ran.out.count("git config --local: set"), ran.out.count("\n")) == (1, 3, 3)
    assert "could not be written" in ran.err


def test_for_all_repositories(tmp_path: Path, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "gitconfig"
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    monkeypatch.chdir(tmp_path)
    ran = run_cli("git", "setup", "--global")
    assert ran.code == 0
    assert "no workspace here" in ran.err
    assert "okrctl merge-driver" in own.read_text()
    assert run_cli("git", "setup", "--global", "--check").code == 0
    assert run_any(["git", "config", "--get", "merge.okrctl.driver"], cwd=tmp_path).out == DRIVER + "\n"
    # in a clone, only the lines are missing then
    assert setup(repo, "--check").out.splitlines()[0].endswith("no line okrs/**/*.yaml merge=okrctl diff=okrctl")
    assert setup(repo, "--global").out.startswith(f"{repo.top}/.gitattributes: ")
    assert "okrctl" not in (repo.top / ".git" / "config").read_text()
    assert setup(repo, "--check").code == 0
    assert setup(repo, "--global", "--remove").code == 0
    assert "okrctl" not in own.read_text()


def test_a_new_workspace_has_the_lines_already(tmp_path: Path) -> None:
    assert run_cli("init", cwd=tmp_path).code == 0
    run_any(["git", "init", "-q"], cwd=tmp_path)
    assert (tmp_path / ".gitattributes").read_text().endswith(LINES)
    ran = run_cli("git", "setup", cwd=tmp_path)
    assert (ran.code, ran.out.count("git config"), ran.out.count("\n")) == (0, 3, 3)
    assert run_cli("git", "setup", "--check", cwd=tmp_path).code == 0


def test_a_linked_worktree_shares_the_setting(tmp_path: Path, repo: Repo) -> None:
    repo.git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "linked")
    assert run_cli("git", "setup", cwd=tmp_path / "linked").code == 0
    assert config(repo, "merge.okrctl.driver") == DRIVER


def test_where_it_cannot_be_done(tmp_path: Path, repo: Repo) -> None:
    def refused(code: int, words: str, *args: str, cwd: Path) -> None:
        ran = run_cli("git", *args, cwd=cwd)
        assert (ran.code, ran.out) == (code, "")
        assert words in ran.err

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    refused(2, "no okrctl.yaml", "setup", cwd=elsewhere)
    (elsewhere / "okrctl.yaml").write_text("okrctl: 1\norganization: N\n")
    refused(2, "is not in a git repository", "setup", cwd=elsewhere)
    refused(2, "cannot be combined", "setup", "--check", "--remove", cwd=repo.top)
    refused(2, "'setup'", "set-up", cwd=repo.top)
    refused(2, "past revision", "setup", "--at", "HEAD", cwd=repo.top)
    (repo.top / ".gitattributes").mkdir()
    refused(1, ".gitattributes is not a plain file", "setup", cwd=repo.top)


def test_the_environment_cannot_point_elsewhere(tmp_path: Path, repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    other = repository(tmp_path / "other", setup=False)
    monkeypatch.setenv("GIT_DIR", str(other.top / ".git"))
    monkeypatch.setenv("GIT_CONFIG", str(tmp_path / "stray"))
    assert setup(repo).code == 0
    monkeypatch.undo()
    assert config(repo, "merge.okrctl.driver") == DRIVER
    assert config(other, "merge.okrctl.driver") == ""
    assert not (tmp_path / "stray").exists()


def test_hunk_headers_show_whose_lines_they_are(repo: Repo) -> None:
    setup(repo)
    amended = "        amended:\n          - date: 2026-02-01\n            field: target\n            why: x\n"
    long = PLAN.replace("        target: 120   #", amended + "        target: 120   #")
    long = long.replace(
        "        count: 2\n", "        count: 2\n        why: |\n          a\n          b\n          c\n"
    )
    long += entry(12, "bo", 2).replace("results", "note: x\n    unchanged: []\n    results")
    repo.commit(long)
    changed = long.replace("target: 120", "target: 130").replace("          c\n", "          d\n")
    repo.file.write_text(changed.replace("traffic: 2}", "traffic: 3}"))
    headers = [line for line in repo.git("diff", "-U0").out.splitlines() if line.startswith("@@")]
    assert [header.rpartition("@@ ")[2] for header in headers] == ["id: traffic", "id: campaigns", "date: 2026-01-12"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(repo: Repo) -> None:
    repo.top.chmod(0o555)
    try:
        ran = setup(repo)
    finally:
        repo.top.chmod(0o755)
    assert ran.code == 1
    assert ".gitattributes could not be written" in ran.err
