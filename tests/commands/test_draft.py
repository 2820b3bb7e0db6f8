"""`okrctl draft` through the front door: real repositories, saved exports of issues, and a yes for every byte."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.kit.harness import Ran, environment, run_cli
from tests.kit.repos import Repo, snapshot

DAY = "2026-02-02"
PLAN: dict[str, Any] = {
    "okrctl": 1,
    "department": "marketing",
    "lead": "Ana",
    "cycle": "2026-Q1",
    "objectives": [
        {
            "id": "seo",
            "title": "Be found first",
            "key_results": [
                {"id": "organic-traffic", "title": "Grow organic traffic", "baseline": 100, "target": 200},
                {"id": "audit", "title": "Finish the audit", "done_when": "Every finding is closed"},
                {
                    "id": "chatbot",
                    "title": "Chatbot live",
                    "milestones": [{"id": "vendor", "title": "Vendor"}, {"id": "live", "title": "Live"}],
                },
            ],
        }
    ],
    "check_ins": [{"date": "2026-01-12", "by": "ana@example.com", "results": {"organic-traffic": 110}}],
}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "repo")
    made.text("okrs/marketing.yaml", yaml.safe_dump(PLAN, sort_keys=False))
    made.commit("Begin", "2026-01-02")
    return made


def work(repo: Repo, message: str, day: str = "2026-01-20") -> str:
    """A commit that changes some code; its short name."""
    repo.text(f"code/{len(list(repo.root.glob('code/*')))}.txt", message)
    return repo.commit(message, day)[:12]


def draft(repo: Repo, *args: str) -> Ran:
    return repo.run("--as-of", DAY, "draft", "marketing", "--by", "ana@example.com", *args)


def notes(repo: Repo) -> dict[str, Any]:
    """The notes of the last check-in by item."""
    data = yaml.safe_load((repo.root / "okrs/marketing.yaml").read_text())
    entry = data["check_ins"][-1]
    assert str(entry["date"]) == DAY
    return {id: said["note"] for id, said in entry["results"].items()}


def test_a_commit_that_names_an_id_becomes_its_note_with_hash_and_subject(repo: Repo) -> None:
    name = work(repo, "Rewrite titles for organic-traffic")
    ran = draft(repo, "--yes")
    assert ran.code == 0, ran.err
    assert notes(repo) == {"organic-traffic": f"Rewrite titles for organic-traffic (commit {name})"}
    assert f"Rewrite titles for organic-traffic  commit {name}" in ran.out
    assert repo.run("validate").code == 0


def test_nothing_is_written_without_a_yes(repo: Repo) -> None:
    work(repo, "Rewrite titles for organic-traffic")
    before = snapshot(repo.top)
    for args in ((), ("--dry-run",), ("--print",)):
        ran = draft(repo, *args)
        assert ran.code == 0, ran.err
        assert "organic-traffic" in ran.out
        assert snapshot(repo.top) == before
    assert "with --yes" in draft(repo).err


def test_only_commits_since_the_last_check_in_count_and_none_counts_twice(repo: Repo) -> None:
    work(repo, "Old work on organic-traffic", "2026-01-11")
    same = work(repo, "organic-traffic on the day itself", "2026-01-12")
    later = work(repo, "organic-traffic in the future", "2026-02-03")
    assert draft(repo, "--yes").code == 0
    assert notes(repo) == {"organic-traffic": f"organic-traffic on the day itself (commit {same})"}
    again = draft(repo, "--since", "2026-01-01")
    assert "Old work" in again.out
    assert "the day itself  commit" not in again.out
    assert later not in again.out


@pytest.mark.parametrize(
    ("message", "item"),
    [
        ("audit: crawl the shop", "audit"),
        ("fix(audit): crawl the shop", "audit"),
        ("Crawl the shop [audit]", "audit"),
        ("Crawl the shop, see #audit", "audit"),
        ("Crawl the shop\n\nOKR: seo, audit", "audit"),
        ("Crawl the shop (marketing/audit)", "audit"),
        ("Choose a vendor (chatbot/vendor)", "chatbot"),
        ("Organic-Traffic grows", "organic-traffic"),
        ("Merge branch 'organic-traffic'", "organic-traffic"),
    ],
)
def test_an_item_is_named(repo: Repo, message: str, item: str) -> None:
    work(repo, message)
    assert draft(repo, "--yes").code == 0
    assert item in notes(repo)


@pytest.mark.parametrize(
    "message",
    ["Finish the audit", "Audit: the SEO of pages", "Move okrs/audit.yaml", "Rename organic-traffic-old", "auditing"],
)
def test_ordinary_words_are_not_taken_for_items(repo: Repo, message: str) -> None:
    work(repo, message)
    ran = draft(repo, "--yes")
    assert "check_ins:\n- date: '2026-01-12'" in (repo.root / "okrs/marketing.yaml").read_text()
    assert (DAY + "\n") not in (repo.root / "okrs/marketing.yaml").read_text(), ran.out
    if message == "Finish the audit":
        assert "Left out: the id may be meant as an ordinary word" in ran.out


def test_an_id_of_two_departments_names_neither_for_sure(repo: Repo) -> None:
    other = {**PLAN, "department": "sales", "check_ins": []}
    repo.text("okrs/sales.yaml", yaml.safe_dump(other, sort_keys=False)).commit("Sales", "2026-01-03")
    work(repo, "Rewrite titles for organic-traffic")
    assert "Left out" in draft(repo).out
    name = work(repo, "Rewrite more for marketing/organic-traffic")
    assert draft(repo, "--yes").code == 0
    assert notes(repo) == {"organic-traffic": f"Rewrite more for marketing/organic-traffic (commit {name})"}


@pytest.mark.parametrize(
    "branch",
    ["organic-traffic", "feature/organic-traffic-landing", "ana/12-organic-traffic", "audit", "fix/audit"],
)
def test_a_merged_branch_names_an_item(repo: Repo, branch: str) -> None:
    repo.git("checkout", "-q", "-b", branch)
    work(repo, "Add pages")
    repo.git("checkout", "-q", "main")
    stamp = {"GIT_AUTHOR_DATE": "2026-01-21T12:00:00Z", "GIT_COMMITTER_DATE": "2026-01-21T12:00:00Z"}
    repo.git("merge", "-q", "--no-ff", "-m", f"Merge branch '{branch}' into 'main'\n\nLanding pages", branch, **stamp)
    name = repo.git("rev-parse", "HEAD")[:12]
    assert draft(repo, "--yes").code == 0
    item = "audit" if "audit" in branch else "organic-traffic"
    assert notes(repo) == {item: f"Merged {branch}: Landing pages (commit {name})"}


def test_a_commit_of_the_plan_alone_is_no_evidence(repo: Repo) -> None:
    text = (repo.root / "okrs/marketing.yaml").read_text()
    repo.text("okrs/marketing.yaml", text.replace("target: 200", "target: 250"))
    repo.commit("Raise organic-traffic", "2026-01-20")
    assert "nothing for marketing" in draft(repo).err


def test_the_workspace_may_be_a_folder_of_a_larger_repository(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo", "plans")
    repo.text("okrs/marketing.yaml", yaml.safe_dump(PLAN, sort_keys=False))
    repo.commit("Begin with organic-traffic", "2026-01-20")
    (repo.top / "shop.txt").write_text("x")
    name = repo.commit("Speed up organic-traffic", "2026-01-21")[:12]
    assert draft(repo, "--yes").code == 0
    assert notes(repo) == {"organic-traffic": f"Speed up organic-traffic (commit {name})"}


def test_without_a_repository_the_other_evidence_counts(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo", init=False)
    repo.top.mkdir()
    repo.settings()
    repo.text("okrs/marketing.yaml", yaml.safe_dump(PLAN, sort_keys=False))
    repo.text("issues.csv", github_csv())
    ran = draft(repo, "--issues", str(repo.root / "issues.csv"), "--yes")
    assert ran.code == 0, ran.err
    assert "not a git repository" in ran.err
    assert notes(repo)["audit"].startswith("Closed: Crawl the shop (#12, ")


def test_values_come_from_sources_with_the_same_note_as_pull(repo: Repo) -> None:
    pytest.importorskip("duckdb")
    plan = json.loads(json.dumps(PLAN))
    plan["objectives"][0]["key_results"][0]["source"] = {"file": "visits.csv", "value": "sum(visits)"}
    repo.text("okrs/marketing.yaml", yaml.safe_dump(plan, sort_keys=False)).text("visits.csv", "visits\n60\n70\n")
    repo.commit("Plan", "2026-01-03")
    name = work(repo, "Rewrite titles for organic-traffic")
    assert draft(repo, "--yes").code == 0
    said = yaml.safe_load((repo.root / "okrs/marketing.yaml").read_text())["check_ins"][-1]["results"][
        "organic-traffic"
    ]
    assert said["value"] == 130
    assert said["note"].startswith("from visits.csv (2 rows, sha256 ")
    assert said["note"].endswith(f"; Rewrite titles for organic-traffic (commit {name})")


# saved exports of issues


def rows_as_csv(*rows: tuple[str, ...], sign: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=sign, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def github_csv() -> str:
    return rows_as_csv(
        ("Title", "Number", "State", "Labels", "Closed At"),
        ("Crawl the shop", "12", "closed", "okr::audit,bug", "2026-01-28T10:00:00Z"),
        ("Read the log", "13", "open", "okr::audit", ""),
    )


GITLAB = rows_as_csv(
    ("Title", "Description", "Issue ID", "URL", "State", "Labels", "Created At (UTC)", "Closed At (UTC)"),
    ("Crawl the shop", "for marketing/audit", "12", "u", "Closed", "", "2026-01-01 08:00:00", "2026-01-28 10:00:00"),
)
JIRA = rows_as_csv(
    ("Summary", "Issue key", "Issue id", "Status", "Resolution", "Resolved", "Labels", "Labels"),
    ("Crawl the shop", "SHOP-12", "10012", "Done", "Done", "28/Jan/26 3:04 PM", "bug", "audit"),
)
GITHUB_JSON = json.dumps(
    [{"number": 12, "title": "Crawl the shop", "state": "CLOSED", "closedAt": "2026-01-28T10:00:00Z",
      "labels": [{"name": "audit", "color": "f00"}], "body": None}]
)  # fmt: skip
GITLAB_JSON = json.dumps(
    [{"iid": 12, "id": 999, "title": "Crawl the shop", "state": "closed", "closed_at": "2026-01-28T10:00:00.000Z",
      "labels": ["okr::audit"]}]
)  # fmt: skip
JIRA_JSON = json.dumps(
    {"issues": [{"key": "SHOP-12", "fields": {"summary": "Crawl the shop", "status": {"name": "Done"},
     "resolutiondate": "2026-01-28T15:04:00.000+0000", "labels": ["audit"]}}]}
)  # fmt: skip


@pytest.mark.parametrize(
    ("file", "text", "key", "row"),
    [
        ("github.csv", github_csv(), "#12", "2"),
        ("gitlab.csv", GITLAB, "#12", "2"),
        ("gitlab.csv", "\ufeff" + GITLAB.replace(",", ";"), "#12", "2"),
        ("jira.csv", JIRA, "SHOP-12", "2"),
        ("github.json", GITHUB_JSON, "#12", "[0]"),
        ("gitlab.json", GITLAB_JSON, "#12", "[0]"),
        ("jira.json", JIRA_JSON, "SHOP-12", "[0]"),
    ],
)
def test_a_closed_issue_is_told_with_file_and_row(repo: Repo, file: str, text: str, key: str, row: str) -> None:
    repo.text(file, text).settings(sources={"issues": [file]}).commit("Exports", "2026-01-03")
    ran = draft(repo, "--yes")
    assert ran.code == 0, ran.err
    assert notes(repo) == {"audit": f"Closed: Crawl the shop ({key}, {file}:{row})"}
    # that it is done is for a person to say
    assert "okrctl checkin marketing --set audit=done" in ran.out
    # a newer export has the same issue in another row
    repo.text(file, text.replace("Crawl", "Crawl"))
    assert "Closed: Crawl" not in draft(repo, "--since", "2026-01-01").out


def test_a_closed_issue_that_names_a_milestone_is_asked_about(repo: Repo) -> None:
    repo.text("i.json", GITLAB_JSON.replace("okr::audit", "chatbot/vendor"))
    ran = draft(repo, "--issues", str(repo.root / "i.json"))
    assert "okrctl checkin marketing --set chatbot=vendor" in ran.out
    assert repo.run("--as-of", DAY, "checkin", "marketing", "--set", "chatbot=vendor").code == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (rows_as_csv(("Title", "State"), ("a", "closed")), "no column has the day of closing"),
        (rows_as_csv(("Title", "State", "Closed At"), ("audit", "closed", "")), "has no day of closing"),
        (rows_as_csv(("Title", "State", "Closed At"), ("x", "closed", "02/01/26")), "isn't clearly a day"),
        ("", "the file is empty"),
    ],
)
def test_what_an_export_does_not_say_is_named(repo: Repo, text: str, words: str) -> None:
    repo.text("i.csv", text)
    ran = draft(repo, "--issues", str(repo.root / "i.csv"))
    assert words in ran.err
    assert "Closed" not in ran.out


def test_exports_in_settings_stay_inside_the_workspace(repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text(github_csv())
    os.symlink(tmp_path / "secret.csv", repo.root / "link.csv")
    for name in ("../secret.csv", "link.csv", str(tmp_path / "secret.csv"), "*/../../secret.csv"):
        repo.settings(sources={"issues": [name]})
        ran = draft(repo)
        assert ran.code == 1, name
        assert "Crawl" not in ran.out + ran.err


# what strangers write is data

HOSTILE = "\x1b[31mred\x1b]0;x\x07\u202e [bold]=cmd|'/c calc'!A1 {a: [b]} ::error::x ##[add-mask] <script> @ops"


def test_hostile_subjects_and_branches_are_data(repo: Repo) -> None:
    subject = f"organic-traffic: {HOSTILE}"
    work(repo, subject)
    repo.text("i.json", json.dumps([{"title": subject, "closed_at": "2026-01-28", "iid": "#1\x1b[0m", "labels": []}]))
    ran = draft(repo, "--yes", "--issues", str(repo.root / "i.json"))
    assert ran.code == 0, ran.err
    for shown in (ran.out, ran.err):
        assert not set(shown) & set("\x1b\x07\u202e")
        assert "\n::error" not in shown
        assert "##[" not in shown
    note = notes(repo)["organic-traffic"]
    assert not set(note) & set("\x1b\x07\u202e")
    assert "=cmd" in note
    assert repo.run("validate").code == 0
    for format in ("markdown", "html", "slack"):
        page = repo.run("--as-of", DAY, "report", "--format", format).out
        assert "<script> @ops" not in page
        assert not set(page) & set("\x1b\x07\u202e")


def test_a_commit_cannot_forge_another(repo: Repo) -> None:
    forged = "\x01" + "f" * 40 + "\x02\x022026-01-21T00:00:00Z\x02organic-traffic: forged"
    name = work(repo, f"harmless\n\n{forged}")
    (repo.root / forged).write_text("x")
    repo.commit("more", "2026-01-21")
    ran = draft(repo)
    assert "commit ffff" not in ran.out
    assert f"harmless  commit {name}" in ran.out


def test_messages_may_be_long_and_in_any_encoding(repo: Repo) -> None:
    work(repo, "organic-traffic " + "x" * 50_000 + "\n\n" + "- " * 20_000)
    work(repo, "Merge branch '" + "a-" * 50_000 + "'")
    stamp = {"GIT_AUTHOR_DATE": "2026-01-22T12:00:00Z", "GIT_COMMITTER_DATE": "2026-01-22T12:00:00Z"}
    repo.git("config", "i18n.commitEncoding", "latin1")
    (repo.top / "message").write_bytes(b"organic-traffic \xe9\xff")
    repo.git("commit", "-q", "--allow-empty", "-F", "message", **stamp)
    ran = draft(repo, "--yes")
    assert ran.code == 0, ran.err
    assert all(len(sentence) < 200 for sentence in notes(repo)["organic-traffic"].split("; "))


def test_a_repository_without_commits(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    repo.text("okrs/marketing.yaml", yaml.safe_dump(PLAN, sort_keys=False))
    ran = run_cli("--as-of", DAY, "draft", "marketing", "--by", "a", cwd=repo.root)
    assert (ran.code, ran.out) == (0, "")
    assert "nothing for marketing since" in ran.err


@pytest.mark.parametrize("answer", ["", "n"])
def test_on_a_terminal_it_asks_before_it_writes(repo: Repo, answer: str) -> None:
    pexpect = pytest.importorskip("pexpect")
    work(repo, "Rewrite titles for organic-traffic")
    before = (repo.root / "okrs/marketing.yaml").read_text()
    command = ["-m", "okrctl", "--as-of", DAY, "draft", "marketing", "--by", "ana@example.com"]
    child = pexpect.spawn(
        sys.executable,
        command,
        cwd=str(repo.root),
        env=environment(),
        encoding="utf-8",
        dimensions=(40, 80),
        timeout=20,
    )
    child.expect(r"Write this to okrs/marketing\.yaml\? \[Y/n\] $")
    assert "Rewrite titles for organic-traffic" in child.before
    assert (repo.root / "okrs/marketing.yaml").read_text() == before
    child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    written = (repo.root / "okrs/marketing.yaml").read_text() != before
    assert written == (answer == "")
