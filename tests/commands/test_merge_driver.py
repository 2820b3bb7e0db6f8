"""``okrctl merge-driver`` as git calls it: merge, rebase, cherry-pick, and everything that can go wrong with it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.kit.branches import PLAN, Repo, entry, instead, repository
from tests.kit.harness import PROJECT, run_cli
from tests.kit.saving import STRACE, can_inject

OURS = PLAN + entry(19, "bo@example.com", 104)
THEIRS = PLAN.replace("count: 2", "count: 3  # one more") + entry(12, "ana@example.com", 103)
BOTH = THEIRS + entry(19, "bo@example.com", 104)
LOWER, HIGHER = (PLAN.replace("target: 120", f"target: {target}") for target in (110, 130))
MARKED = PLAN.replace(
    "        target: 120   # agreed in December\n",
    "<<<<<<< ours\n        target: 130   # agreed in December\n"
    "=======\n        target: 110   # agreed in December\n>>>>>>> theirs\n",
)
LOCATION = {"in the repository": "", "in a folder of it": "planning", "with an odd name": "plän & <more>'s $(touch x)"}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return repository(tmp_path / "repo")


def settled(repo: Repo) -> str:
    """The file's text, once nothing is left to do and nothing is left lying about."""
    assert repo.git("status", "--porcelain").out == ""
    assert "<<<<<<<" not in repo.text()
    return repo.text()


@pytest.mark.parametrize("folder", LOCATION.values(), ids=LOCATION)
def test_two_people_check_in_at_the_same_time(tmp_path: Path, folder: str) -> None:
    repo = repository(tmp_path / "re po", folder=folder)
    repo.diverge(OURS, THEIRS)
    ran = repo.git("merge", "-q", "-m", "both", "theirs")
    assert "CONFLICT" not in ran.out
    assert settled(repo) == BOTH
    assert run_cli("validate", "--root", str(repo.top / folder)).code == 0
    assert not list(tmp_path.rglob("x"))


def test_without_the_driver_that_is_a_conflict(tmp_path: Path) -> None:
    repo = repository(tmp_path, setup=False)
    repo.diverge(OURS, PLAN + entry(12, "ana@example.com", 103))
    assert "CONFLICT" in repo.git("merge", "theirs", code=1).out


def test_rebase_and_cherry_pick(repo: Repo) -> None:
    repo.diverge(OURS, THEIRS)
    repo.git("branch", "keep")
    repo.git("rebase", "-q", "theirs")
    assert settled(repo) == BOTH
    repo.git("checkout", "-q", "keep")
    repo.git("cherry-pick", "theirs")
    assert settled(repo) == BOTH
    repo.git("revert", "--no-edit", "HEAD")
    assert settled(repo) == OURS


def test_many_check_ins_one_branch_after_the_other(repo: Repo) -> None:
    """Four people branch off at once and check in for the same day; whoever comes first, the journal is the same."""
    people = "abcd"
    for person in people:
        repo.git("checkout", "-q", "-b", person, "main")
        repo.commit(PLAN + entry(12, person, 100))
    texts = set()
    for number, order in enumerate((people, people[::-1])):
        repo.git("checkout", "-q", "-b", f"all{number}", "main")
        for person in order:
            repo.git("merge", "-q", "-m", person, person)
        texts.add(settled(repo))
    assert texts == {PLAN + "".join(entry(12, person, 100) for person in people)}


def test_a_contradiction_stops_the_merge_with_markers_around_its_line(repo: Repo) -> None:
    repo.diverge(HIGHER + entry(19, "bo@example.com", 104), LOWER + entry(12, "ana@example.com", 103))
    ran = repo.git("merge", "theirs", code=1)
    assert "CONFLICT" in ran.out
    assert "okrs/marketing.yaml: 1 conflict, marked in the file" in ran.err
    assert repo.text() == MARKED + entry(12, "ana@example.com", 103) + entry(19, "bo@example.com", 104)
    assert repo.git("status", "--porcelain").out == "UU okrs/marketing.yaml\n"
    repo.git("merge", "--abort")
    assert "CONFLICT" in repo.git("rebase", "theirs", code=1).out
    assert "target: 110" in repo.text().partition("=======")[0]


def test_a_file_that_both_branches_made(repo: Repo) -> None:
    for branch, day in (("theirs", 12), ("main", 19)):
        repo.git("checkout", "-q", "-B", branch)
        (repo.file.parent / "log.yaml").write_text(
            "okrctl: 1\ndepartment: marketing\ncheck_ins:\n" + entry(day, branch, day)
        )
        repo.git("add", "-A")
        repo.git("commit", "-q", "-m", branch)
        if branch == "theirs":
            repo.git("checkout", "-q", "-B", "main", "HEAD^")
    repo.git("merge", "-q", "-m", "both", "theirs")
    text = (repo.file.parent / "log.yaml").read_text()
    assert text.endswith(entry(12, "theirs", 12) + entry(19, "main", 19))


def test_a_file_with_windows_line_ends(tmp_path: Path) -> None:
    base, ours, theirs, both = (text.replace("\n", "\r\n") for text in (PLAN, OURS, THEIRS, BOTH))
    repo = repository(tmp_path, base)
    repo.diverge(ours, theirs)
    repo.git("merge", "-q", "-m", "both", "theirs")
    assert settled(repo) == both


def test_what_is_not_understood_is_left_to_git_which_says_so(repo: Repo) -> None:
    """The title of theirs is not valid YAML; by lines the two changes are far enough apart."""
    theirs = PLAN.replace("title: Be found", "title: 'Be found")
    repo.diverge(OURS, theirs)
    ran = repo.git("merge", "-q", "-m", "both", "theirs")
    assert "okrs/marketing.yaml: left to git merge-file, which merges by lines: " in ran.err
    assert settled(repo) == OURS.replace("title: Be found", "title: 'Be found")


def test_a_merge_by_lines_that_would_break_the_file_is_not_taken_for_clean(repo: Repo) -> None:
    """Both sides begin a list of KPIs, each in its own way and place: by lines the key would stand there twice."""
    ours = PLAN.replace("okrctl: 1\n", "okrctl: 1\nkpis: [{id: bounce, title: Bounce rate}]\n")
    theirs = PLAN + "kpis:\n  - id: churn\n    title: Churn\n"
    repo.diverge(ours, theirs)
    ran = repo.git("merge", "theirs", code=1)
    assert "left to git merge-file" in ran.err
    assert "the lines merged by git are not valid YAML" in ran.err
    assert "CONFLICT" in ran.out
    top, _, rest = repo.text().partition("<<<<<<< ours\n")
    mine, _, rest = rest.partition("=======\n")
    yours, _, bottom = rest.partition(">>>>>>> theirs\n")
    assert (top + mine + bottom, top + yours + bottom) == (ours, theirs)


WITHOUT = {
    "missing": None,
    "failing": "exit 1",
    "crashing before it writes": 'echo "Traceback (most recent call last):" >&2; exit 1',
    "internal error": "exit 3",
    "killed": "kill -9 $$",
    "not executable by this system": "exec /dev/null",
}


@pytest.mark.parametrize("script", WITHOUT.values(), ids=WITHOUT)
@pytest.mark.parametrize("far_apart", [True, False])
def test_without_a_working_okrctl_git_merges_by_lines(tmp_path: Path, script: str | None, far_apart: bool) -> None:
    repo = repository(tmp_path / "repo")
    ours = PLAN.replace("department: marketing\n", "department: marketing\nweight: 2\n") if far_apart else OURS
    repo.diverge(ours, PLAN + entry(12, "ana@example.com", 103))
    if script is None:
        git = shutil.which("git")
        assert git is not None
        folder = tmp_path / "programs"
        folder.mkdir()
        for name in ("git", "sh"):
            (folder / name).symlink_to(str(shutil.which(name)))
        repo.env = {"PATH": str(folder)}
    else:
        repo.env = {"PATH": instead(tmp_path / "programs", script)}
    ran = repo.git("merge", "-q", "-m", "both", "theirs", code=0 if far_apart else 1)
    repo.env = {}
    if far_apart:
        assert settled(repo) == ours + entry(12, "ana@example.com", 103)
    else:
        assert "CONFLICT" in ran.out
        assert repo.git("status", "--porcelain").out == "UU okrs/marketing.yaml\n"
        assert "<<<<<<< ours\n" in repo.text()
        assert entry(12, "ana@example.com", 103)[:-1].split("\n")[2] in repo.text()
        assert "traffic: 104" in repo.text()


@pytest.mark.reliability("Merging", "the merge driver killed before its result is in place: git stops, nothing is lost")
@pytest.mark.parametrize("fault", ["write:signal=KILL", "fsync:signal=KILL:when=1", "/^rename:signal=KILL"])
def test_killed_before_the_result_is_in_place(tmp_path: Path, fault: str) -> None:
    """The merge by lines that follows finds our version whole."""
    repo = killed(tmp_path, fault)
    assert repo.text() == PLAN + "<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n".format(
        entry(19, "bo@example.com", 104), entry(12, "ana@example.com", 103)
    )


def test_killed_when_the_result_is_in_place(tmp_path: Path) -> None:
    """The merge by lines that follows begins with what is merged already: nothing is lost by doing it twice."""
    text = killed(tmp_path, "fsync:signal=KILL:when=2").text()
    assert "traffic: 103" in text
    assert "traffic: 104" in text


def killed(tmp_path: Path, fault: str) -> Repo:
    """A repository after a merge during which okrctl was killed at a system call."""
    if not can_inject():
        pytest.skip("needs strace and the right to trace")
    repo = repository(tmp_path / "repo")
    repo.diverge(OURS, PLAN + entry(12, "ana@example.com", 103))
    log = tmp_path / "log"
    trace = f"-e trace={fault.partition(':')[0]} -e inject={fault}"
    script = f'exec {STRACE} -f -qq -o {log} {trace} {sys.executable} -m okrctl "$@"'
    path = instead(tmp_path / "programs", script)
    ran = repo.git("merge", "theirs", code=None, PATH=path, PYTHONPATH=str(PROJECT), PYTHONDONTWRITEBYTECODE="1")
    assert "killed by SIGKILL" in log.read_text(), "the fault did not fire"
    assert ran.code in (0, 1), ran.err
    return repo


def test_called_by_hand(tmp_path: Path) -> None:
    names = [tmp_path / name for name in ("base", "ours", "theirs")]

    def driver(*texts: str | bytes) -> tuple[int, bytes, str]:
        for name, text in zip(names, texts, strict=True):
            name.write_bytes(text.encode() if isinstance(text, str) else text)
        ran = run_cli("merge-driver", *map(str, names), "okrs/x.yaml")
        assert ran.out == ""
        return ran.code, names[1].read_bytes(), ran.err

    assert driver(PLAN, OURS, THEIRS) == (0, BOTH.encode(), "")
    code, text, err = driver(PLAN, HIGHER, LOWER)
    assert (code, text.decode()) == (10, MARKED)
    assert "1 conflict, marked" in err
    # nothing is never a clean result
    code, text, err = driver(PLAN, PLAN, "")
    assert (code, text.decode()) == (10, PLAN)
    assert "the merge would leave an empty file" in err
    # not text at all: git's own merge refuses too, and our version stays
    code, text, err = driver(b"\0\1", b"\0\2", b"\0\3")
    assert (code, text) == (1, b"\0\2")
    assert driver(b"a\xff\nb\nc\nd\n", b"A\xff\nb\nc\nd\n", b"a\xff\nb\nc\nD\n")[:2] == (0, b"A\xff\nb\nc\nD\n")
    huge = b"#" * (1 << 20) + b"\n"
    code, text, err = driver(huge + b"a\n", huge + b"a\nb\n", huge + b"a\n")
    assert (code, text) == (0, huge + b"a\nb\n")
    assert "larger" in err
    names[2].unlink()
    ran = run_cli("merge-driver", *map(str, names), "okrs/x.yaml")
    assert ran.code == 1
    assert names[1].read_bytes() == huge + b"a\nb\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base", "ours"]


def test_the_name_of_the_file_is_data() -> None:
    ran = run_cli("merge-driver", "/nonexistent\x1b[31m", "b", "c", "::error::x\x1b]0;y\n")
    assert ran.code == 1
    assert "\x1b" not in ran.err
