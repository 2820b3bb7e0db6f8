"""``validate --base``: real commits behind a real working tree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.kit.harness import run_cli
from tests.kit.repos import DAY, Json, Repo, goal, moves, plan, said

ZERO = "0" * 40
AT_BASE = "(this is its line at the base)"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository whose branch main holds a plan that runs."""
    made = Repo(tmp_path / "okrs here")
    made.write(plan(goal(moves(), moves("other")), check_ins=[said("2026-01-12", traffic=110)]))
    made.commit()
    return made


EASED = plan(goal(moves(target=150), moves("other")), check_ins=[said("2026-01-12", traffic=110)])
SAID = "OKR701 marketing/traffic was made easier: target 200 → 150"


def test_a_lowered_target_in_the_working_tree_is_an_error(repo: Repo) -> None:
    assert repo.changes() == []
    repo.write(EASED)
    assert repo.changes() == [SAID]
    assert repo.run("validate", "--base", "main", "--as-of", DAY).code == 1


def test_and_so_it_is_once_committed_to_a_branch(repo: Repo) -> None:
    repo.git("switch", "-q", "-c", "work")
    repo.write(EASED).commit()
    assert repo.changes() == [SAID]
    assert repo.changes(base="HEAD") == []
    assert repo.changes(base="HEAD~1") == [SAID]


def test_what_the_target_branch_gained_meanwhile_is_not_held_against_anybody(repo: Repo) -> None:
    repo.git("switch", "-q", "-c", "work")
    repo.write(plan(goal(moves("x"), id="brand"), department="sales")).commit()
    repo.git("switch", "-q", "main")
    repo.write(EASED | {"lead": "Ben"}).commit()
    added = plan(goal(moves(), moves("other"), moves("third")), check_ins=[said("2026-01-12", traffic=110)])
    repo.write(added).commit()
    repo.git("switch", "-q", "work")
    assert repo.changes() == []


def test_a_base_without_a_workspace_makes_everything_new(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    (tmp_path / "okrctl.yaml").unlink()
    repo.text("README", "hello").commit()
    repo.settings().write(EASED)
    ran = repo.run("validate", "--base", "main", "--new", "--as-of", DAY)
    assert ran.code == 0, ran.out
    assert ran.err == "there was no workspace at main: everything counts as new\n"


def test_the_revision_of_a_new_branch_makes_everything_new(repo: Repo) -> None:
    repo.write(EASED)
    assert repo.changes(base=ZERO) == []
    ran = repo.run("validate", "--base", ZERO, "--new", "--format", "concise", "--as-of", DAY)
    alone = repo.run("validate", "--format", "concise", "--as-of", DAY)
    assert (ran.code, ran.out) == (alone.code, alone.out)


def test_settings_that_base_cannot_use_are_no_reason_to_pass(repo: Repo) -> None:
    """Whoever mends them does just that, and has it approved."""
    repo.text("okrctl.yaml", "okrctl: [\n").commit()
    repo.settings(rules={"OKR713": "off"}).write(EASED)
    found = repo.changes()
    assert len(found) == 1, found
    assert found[0].startswith("OKR713 okrctl.yaml at "), found
    assert found[0].endswith(" cannot be used: nothing can be compared")


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("nowhere", "okrctl: there is no commit nowhere\n  git log --oneline lists commits\n"),
        ("--output=x", "okrctl: there is no commit --output=x\n"),
        ("", "okrctl: there is no commit with an empty name\n"),
        ("HEAD:okrctl.yaml", "okrctl: there is no commit HEAD:okrctl.yaml\n"),
    ],
)
def test_a_revision_that_is_not_there_ends_with_2(repo: Repo, revision: str, said: str) -> None:
    for command in (["validate", f"--base={revision}"], ["status", f"--at={revision}"], ["diff", "--", revision]):
        ran = repo.run(*command)
        assert (ran.code, ran.out) == (2, ""), command
        assert ran.err.startswith(said), ran.err
    assert not (repo.root / "x").exists()


def test_outside_git_it_ends_with_2(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "okrctl.yaml").write_text("okrctl: 1\norganization: Shop\n")
    for command in (["validate", "--base", "main"], ["status", "--at", "main"], ["diff"]):
        ran = run_cli(*command, cwd=folder)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.endswith(
            f"okrctl: {folder.as_posix()} is not in a git repository\n  run git init, then commit the files\n"
        )


def test_before_the_first_commit_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    repo = Repo(tmp_path).write(EASED)
    ran = repo.run("diff")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("okrctl: nothing is committed yet\n")
    ran = repo.run("validate", "--base", "HEAD")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "okrctl: there is no commit HEAD")


def test_a_shallow_clone_says_how_to_get_the_rest(repo: Repo, tmp_path: Path) -> None:
    repo.commit()
    repo.git("switch", "-q", "-c", "work")
    repo.write(EASED).commit()
    clone = Repo(tmp_path / "clone", init=False)
    repo.git("clone", "-q", "--depth", "1", "--branch", "work", repo.top.as_uri(), str(clone.top))
    for revision in ("HEAD~1", "main"):
        ran = clone.run("validate", "--base", revision)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == (
            f"okrctl: there is no commit {revision}\n"
            "  this clone is shallow: run git fetch --unshallow (in CI: fetch-depth: 0)\n"
        )
    clone.git("fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    ran = clone.run("diff", "origin/main...HEAD")
    assert ran.code == 2
    assert "have no common commit here\n  this clone is shallow" in ran.err


def test_branches_without_a_common_commit_are_told(repo: Repo) -> None:
    repo.git("switch", "-q", "--orphan", "other")
    repo.settings().write(EASED).commit()
    ran = repo.run("validate", "--base", "main")
    assert ran.code == 2
    assert "have no common commit here\n  compare two revisions: okrctl diff REV..REV" in ran.err
    assert len(repo.diff("main..HEAD")["items"]) == 1


def test_diff_tells_what_the_work_at_hand_changes_not_what_the_other_branch_gained(repo: Repo) -> None:
    repo.git("switch", "-q", "-c", "work")
    repo.text("notes.md", "mine").commit("mine")
    repo.git("switch", "-q", "main")
    repo.write(EASED).commit("meanwhile")
    repo.git("switch", "-q", "work")
    for since_it_left in ("main", "main...", "main...work"):
        assert repo.diff(since_it_left)["items"] == [], since_it_left
    assert repo.diff("main")["from"] == repo.git("rev-parse", "main~1")[:12]
    for itself in ("main..", "main..work"):
        assert len(repo.diff(itself)["items"]) == 1, itself
        assert repo.diff(itself)["from"] == "main"
    repo.write(EASED)
    assert repo.diff("main..")["items"] == []
    assert len(repo.diff("main")["items"]) == 1
    assert len(repo.diff("main..work")["items"]) == 1


def test_diff_says_why_a_goal_was_changed_and_who_agreed(repo: Repo) -> None:
    told = {"date": "2026-02-12", "field": "target", "from": 200, "to": 180, "why": "The road is closed"}
    first = moves(target=180, amended=[told | {"approved_by": "Bo"}])
    repo.write(plan(goal(first, title="Another name")))
    (item,) = (each for each in repo.diff("main")["items"] if each["ref"] == "marketing/traffic")
    assert item["fields"] == [
        {
            "field": "target",
            "from": 200,
            "to": 180,
            "judgement": "easier",
            "accounted": True,
            "date": "2026-02-12",
            "why": "The road is closed",
            "approved_by": "Bo",
        }
    ]
    assert item["exposed"] == []
    # without an approver, and only about the field that it names
    repo.write(plan(goal(moves(target=180, amended=[told], title="More"))))
    (item,) = (each for each in repo.diff("main")["items"] if each["ref"] == "marketing/traffic")
    whys = {field["field"]: (field["why"], field["approved_by"]) for field in item["fields"]}
    assert whys == {"target": ("The road is closed", None), "title": (None, None)}


# files that cannot be read


def test_a_file_that_cannot_be_parsed_now_is_no_deletion(repo: Repo) -> None:
    repo.write(plan(goal(moves("x"), id="y"), department="sales")).commit()
    repo.text("okrs/marketing.yaml", "okrctl: 1\ndepartment: marketing\nobjectives: [\n")
    repo.write(plan(goal(moves("x", target=120), id="y"), department="sales"))
    found = repo.findings("--select", "OKR0,OKR7")
    assert [each.split()[1] for each in found] == ["OKR003", "OKR701"]
    changes = repo.diff("main", code=1)
    assert [item["ref"] for item in changes["items"]] == ["sales/x"]
    assert changes["check_ins"] == []


def test_even_when_it_was_given_another_name(repo: Repo) -> None:
    (repo.root / "okrs/marketing.yaml").unlink()
    repo.text("okrs/growth.yaml", "okrctl: 1\ndepartment: marketing\nobjectives: [\n")
    assert repo.changes() == []


def test_a_file_that_could_not_be_parsed_at_base_is_nothing_to_hold_anybody_to(repo: Repo) -> None:
    good = (repo.root / "okrs/marketing.yaml").read_text(encoding="utf-8")
    repo.text("okrs/marketing.yaml", "department: marketing\nobjectives: [\n").commit()
    repo.text("okrs/marketing.yaml", good.replace("200", "150"))
    assert repo.changes() == []
    ran = repo.run("diff", "main", "--as-of", DAY)
    assert ran.code == 1
    assert "left out because of errors: okrs/marketing.yaml at main" in ran.err
    assert "added" not in ran.out


def test_a_deleted_file_deletes_what_is_in_it(repo: Repo) -> None:
    repo.write(plan(goal(moves("x"), id="y"), department="sales")).commit()
    (repo.root / "okrs/marketing.yaml").unlink()
    assert repo.findings("--select", "OKR7") == [
        f"okrs/marketing.yaml:8:10: OKR703 marketing/seo was running and was deleted {AT_BASE}",
        f"okrs/marketing.yaml:28:3: OKR704 the check-in of 2026-01-12 by ana@example.com was deleted {AT_BASE}",
    ]


def test_a_new_file_is_free(repo: Repo) -> None:
    repo.write(plan(goal(moves("x"), id="y"), department="sales", check_ins=[said("2026-01-05", x=110)]))
    assert repo.changes() == []


def test_patterns_that_leave_a_file_out_delete_what_is_in_it(repo: Repo) -> None:
    repo.settings(files=["okrs/s*.yaml"])
    assert [each.split()[0] for each in repo.changes()] == ["OKR709", "OKR703", "OKR704"]


# where findings point, and what silences them


def test_a_finding_points_at_the_new_line_and_tells_the_old_one(repo: Repo) -> None:
    text = (repo.root / "okrs/marketing.yaml").read_text(encoding="utf-8")
    repo.text("okrs/marketing.yaml", "\n\n" + text.replace("200", "150", 1))
    ran = repo.run("validate", "--base", "main", "--as-of", DAY, "--select", "OKR7", "--format", "json")
    (found,) = json.loads(ran.out)["diagnostics"]
    assert (found["line"], found["column"]) == (18, 16)
    assert [(each["line"], each["column"], each["message"]) for each in found["related"]] == [(16, 16, "it was 200")]
    ran = repo.run("validate", "--base", "main", "--as-of", DAY, "--select", "OKR7")
    assert '18 │      "target": 150\n' in ran.out
    assert '↳ okrs/marketing.yaml:16:16: it was 200\n16 │      "target": 200\n' in ran.out


def test_what_is_gone_shows_its_old_line(repo: Repo) -> None:
    repo.write(plan(goal(moves("other")), check_ins=[said("2026-01-12", traffic=110)]))
    ran = repo.run("validate", "--base", "main", "--as-of", DAY, "--select", "OKR703")
    assert (
        '13 │      "id": "traffic",\n   │            ^^^^^^^^^ marketing/traffic was running and was deleted' in ran.out
    )


TEXT = """\
okrctl: 1
department: marketing
lead: Ana
cycle: 2026-Q1
objectives:
  - id: seo
    title: Goal seo
    ambition: committed
    key_results:
      - {id: a, title: A, baseline: 100, target: 200}  # okrctl: ignore[OKR701] agreed in the meeting
      - {id: b, title: B, baseline: 100, target: 200}
"""


def test_a_comment_may_silence_a_new_line_but_never_a_deletion(repo: Repo) -> None:
    repo.text("okrs/marketing.yaml", TEXT).commit()
    repo.text("okrs/marketing.yaml", TEXT.replace("200", "150"))
    assert repo.changes() == ["OKR701 marketing/b was made easier: target 200 → 150"]
    # the comment stands on the very line that the deleted key result had at base, and on the one above its list
    gone = "".join(line for line in TEXT.splitlines(keepends=True) if "id: a" not in line)
    for where in ("target: 200}", "ambition: committed"):
        repo.text("okrs/marketing.yaml", gone.replace(where, f"{where}  # okrctl: ignore[OKR703]"))
        assert sorted(each.split()[0] for each in repo.changes()) == ["OKR703", "OKR709"]


# only what is new


WRONG = plan(goal(moves(), moves("other"), supports=["nowhere/x"]), check_ins=[said("2026-01-12", traffic=110)])


def new(repo: Repo) -> list[str]:
    return [each.partition(": ")[2] for each in repo.findings("--new", "--select", "OKR2,OKR7")]


def test_somebody_elses_mistakes_do_not_count(repo: Repo) -> None:
    repo.write(WRONG).commit()
    assert new(repo) == []
    text = (repo.root / "okrs/marketing.yaml").read_text(encoding="utf-8")
    repo.text("okrs/marketing.yaml", "# one line more\n\n" + text)
    assert new(repo) == []
    ran = repo.run("validate", "--base", "main", "--new", "--select", "OKR2")
    assert ran.code == 0, ran.out


def test_one_more_of_the_same_counts(repo: Repo) -> None:
    repo.write(WRONG).commit()
    more: Json = {**WRONG, "objectives": [*WRONG["objectives"], goal(moves("x"), id="y", supports=["nowhere/x"])]}
    repo.write(more)
    assert new(repo) == ["OKR204 there is no department nowhere"]


def test_a_finding_moves_with_its_entries(repo: Repo) -> None:
    repo.write(WRONG)
    repo.write(plan(goal(moves("x"), id="y"), department="sales")).commit()
    # to another file that is there already, and to one that is new
    repo.write(plan(check_ins=WRONG["check_ins"]))
    repo.write({**plan(*WRONG["objectives"]), "lead": None}, "okrs/aims/marketing.yaml")
    assert new(repo) == []
    (repo.root / "okrs/marketing.yaml").unlink()
    repo.write(WRONG, "okrs/growth.yaml")
    (repo.root / "okrs/aims/marketing.yaml").unlink()
    assert new(repo) == []


def test_changes_are_always_new(repo: Repo) -> None:
    repo.write(EASED)
    assert new(repo) == [SAID]


def test_new_needs_a_base(repo: Repo) -> None:
    ran = repo.run("validate", "--new")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("okrctl: --new needs --base")


# owners


def test_owners_are_those_of_base(repo: Repo) -> None:
    """Nobody becomes an owner by the change that needs one."""
    repo.text("CODEOWNERS", "okrs/marketing.yaml @ana\n").commit()
    repo.write(plan(goal(moves(target=250), moves("other")), check_ins=[said("2026-01-12", traffic=110)]))
    foreign = ["OKR710 @ben changed the plan of marketing, owned by @ana: marketing/traffic target 200 → 250"]
    assert repo.changes("--author", "@ben") == foreign
    repo.text("CODEOWNERS", "okrs/marketing.yaml @ana @ben\n")
    assert repo.changes("--author", "@ben") == foreign
    repo.git("switch", "-q", "-c", "mine")
    repo.commit()
    assert repo.changes("--author", "@ben") == foreign
    for name in ("@ana", "ana", "@Ana"):
        assert repo.changes("--author", name) == []
    assert repo.changes("--author", "@ben", "--author", "@ana") == []


def test_authors_without_owners_are_told(repo: Repo) -> None:
    ran = repo.run("validate", "--base", "main", "--author", "@ben", "--select", "OKR7")
    assert "without a CODEOWNERS file" in ran.err


def test_everything_in_a_foreign_file_counts_but_check_ins_and_promises(repo: Repo) -> None:
    repo.text(".github/CODEOWNERS", "* @boss\n/okrs/marketing.yaml @ana\n").commit()
    base = plan(goal(moves(), moves("other")), check_ins=[said("2026-01-12", traffic=110)])
    cases = {
        "objective": {**base, "objectives": [*base["objectives"], goal(moves("x"), id="y")]},
        "deletion": plan(goal(moves()), check_ins=base["check_ins"]),
        "lead": {**base, "lead": "Ben"},
        "kpi": {**plan(*base["objectives"], kpis=[{"id": "k", "title": "K"}]), "check_ins": base["check_ins"]},
    }
    for name, version in cases.items():
        repo.write(version)
        found = repo.changes("--author", "@ben", "--select", "OKR710")
        assert found, name
        assert {each.split()[0] for each in found} >= {"OKR710"}, name
    repo.write(
        plan(
            goal(moves(), moves("other"), promised_to="marketing/other"),
            check_ins=[*base["check_ins"], said("2026-02-02", traffic=120)],
        )
    )
    assert repo.changes("--author", "@ben") == []


def test_a_workspace_in_a_subfolder_is_found_in_codeowners(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r", "planning/ökr")
    (repo.top / "CODEOWNERS").write_text("/planning/ökr/okrs/ @ana\n", encoding="utf-8")
    repo.write(plan(goal(moves()))).commit()
    ran = repo.run("validate", "--select", "OKR510")
    assert ran.code == 0
    assert "no findings" in ran.out
    (repo.top / "CODEOWNERS").write_text("/okrs/ @ana\n", encoding="utf-8")
    ran = repo.run("validate", "--select", "OKR510", "--format", "concise")
    assert ran.out == "okrs/marketing.yaml:3:16: OKR510 warning okrs/marketing.yaml has no owner in CODEOWNERS\n"
    ran = repo.run("validate", "--select", "OKR510", "--at", "HEAD")
    assert "no findings" in ran.out
