"""The comment on a change: what a reviewer is told, of whom, where it leads, and what it is worth."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrctl.shell.hosting import line_links
from tests.kit.repos import Repo, goal, moves, plan, said

COMMIT = "0123456789abcdef0123456789abcdef01234567"
WAITS = {"depends_on": [{"ref": "marketing/seo", "need": "visitors", "due": "2026-03-20"}]}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "shop", "plans", init=False)
    repo.top.mkdir()
    repo.git("init", "-q", "-b", "main")
    repo.settings().write(plan(goal(moves(unit="visits"), moves("calls")), check_ins=[said("2026-01-12", traffic=120)]))
    repo.write(plan(goal(moves("orders"), id="sell", **WAITS), department="sales"))
    repo.commit()
    return repo


def review(repo: Repo, *revisions: str, day: str = "2026-02-14") -> list[str]:
    ran = repo.run("diff", *(revisions or ("main",)), "--as-of", day, "--format", "markdown")
    assert ran.code == 0, ran.err
    return ran.out.splitlines()


def cut(*, target: int = 150, **keys: object) -> dict[str, object]:
    told = {"date": "2026-02-12", "field": "target", "from": 200, "to": target, "why": "Fewer *people*", **keys}
    return {"target": target, "amended": [told]}


def test_the_first_line_says_what_got_easier_whose_and_what_it_does_to_the_company(repo: Repo) -> None:
    repo.write(plan(goal(moves(**cut(), unit="visits"), moves("calls", target=300))))
    first, _, second, *_ = review(repo)
    assert first.startswith("**1 goal got easier (marketing), 1 goal got harder (marketing); the company's score ")
    assert second == "Shop, main → working tree, as of 2026-02-14"
    repo.write(
        plan(goal(moves(target=150, unit="visits"), moves("calls")), check_ins=[said("2026-01-12", traffic=120)])
    )
    assert review(repo)[0] == (
        "**1 goal got easier (marketing); the company's score goes from 0.05 to 0.10, still off track."
        " 1 change has no recorded reason.**"
    )


def test_every_change_has_its_reason_who_agreed_who_waits_and_the_score(repo: Repo) -> None:
    changed = moves(**cut(approved_by="Eva"), unit="visits")
    repo.write(plan(goal(changed, moves("calls")), check_ins=[said("2026-01-12", traffic=120)]))
    told = review(repo)
    at = told.index("- **Move traffic** marketing/traffic")
    assert told[at + 1 : at + 4] == [
        "  - target 200 → 150 visits: **easier**. Reason: Fewer \\*people\\* (2026-02-12, approved by Eva)",
        "  - Waiting for it: sales/sell (by 2026-03-20)",
        "  - Score 0.20 (off track) → 0.40 (stale), expected 0.50",
    ]
    (item,) = (each for each in repo.diff("main")["items"] if each["ref"] == "marketing/traffic")
    assert item["exposed"] == ["sales/sell"]


def test_who_waited_for_what_is_deleted_is_told_and_who_has_what_is_over_is_not(repo: Repo) -> None:
    repo.write(plan(goal(moves("calls"))))
    assert "  - Waiting for it: sales/sell (by 2026-03-20)" in review(repo)
    dropped = {"date": "2026-02-01", "why": "Closed"}
    repo.write(plan(goal(moves("orders"), id="sell", dropped=dropped, **WAITS), department="sales"))
    repo.write(plan(goal(moves(target=150), moves("calls"))))
    assert not [line for line in review(repo) if "Waiting" in line]


def test_a_new_objective_comes_with_its_targets(repo: Repo) -> None:
    new = goal(
        moves("reach", unit="people"), {"id": "app", "title": "An app", "done_when": "x"}, id="grow", owner="Eva"
    )
    repo.write(plan(goal(moves(unit="visits"), moves("calls")), new, check_ins=[said("2026-01-12", traffic=120)]))
    told = review(repo)
    at = told.index("- **Goal grow** marketing/grow: new objective")
    assert told[at + 1 : at + 4] == [
        "  - Committed, 2026-Q1, owner Eva",
        "  - Move reach: 100 → 200 people",
        "  - An app: done by 2026-03-31",
    ]


def test_a_long_section_is_folded_and_short_ones_are_not(repo: Repo) -> None:
    many = [said(f"2026-01-{day:02}", traffic=100 + day) for day in range(5, 30)]
    repo.write(plan(goal(moves(unit="visits"), moves("calls")), check_ins=many))
    told = review(repo)
    at = told.index("<details><summary>25 changes</summary>")
    assert told[at + 1] == ""
    assert told.count("</details>") == 1
    repo.write(plan(goal(moves(unit="visits"), moves("calls")), check_ins=many[:4]))
    assert "<details>" not in "\n".join(review(repo))


def test_what_does_not_fit_into_a_comment_is_cut_and_closed(repo: Repo) -> None:
    long = [moves(f"k{at}", title="x" * 110) for at in range(900)]
    repo.write(plan(*(goal(*long[at : at + 3], id=f"o{at}", title="y" * 110) for at in range(0, 900, 3))))
    text = "\n".join(review(repo))
    assert len(text.encode()) <= 64_000
    assert text.count("<details>") == text.count("</details>") == 1
    assert text.endswith("`okrctl diff` shows all of it.")


def test_nothing_changed(repo: Repo) -> None:
    assert review(repo)[0] == "**Nothing changed in meaning.**"


AZURE_LINE = "&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1"
SERVERS = {
    "GitHub": (
        {"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "a/b"},
        f"https://github.com/a/b/blob/{COMMIT}/plans/a%20b.yaml#L7",
    ),
    "GitLab": (
        {"GITLAB_CI": "true", "CI_PROJECT_URL": "https://gitlab.example/g/sub/p"},
        f"https://gitlab.example/g/sub/p/-/blob/{COMMIT}/plans/a%20b.yaml#L7",
    ),
    "Bitbucket": (
        {"BITBUCKET_GIT_HTTP_ORIGIN": "https://bitbucket.org/a/b"},
        f"https://bitbucket.org/a/b/src/{COMMIT}/plans/a%20b.yaml#lines-7",
    ),
    "Azure": (
        {
            "TF_BUILD": "True",
            "BUILD_REPOSITORY_PROVIDER": "TfsGit",
            "BUILD_REPOSITORY_URI": "https://org@dev.azure.com/org/pro%20ject/_git/repo",
        },
        f"https://dev.azure.com/org/pro%20ject/_git/repo?path=/plans/a%20b.yaml&version=GC{COMMIT}" + AZURE_LINE,
    ),
    "GitHub on Azure": (
        {"TF_BUILD": "True", "BUILD_REPOSITORY_PROVIDER": "GitHub", "BUILD_REPOSITORY_URI": "https://github.com/a/b"},
        f"https://github.com/a/b/blob/{COMMIT}/plans/a%20b.yaml#L7",
    ),
}


@pytest.mark.parametrize(("world", "address"), SERVERS.values(), ids=SERVERS)
def test_the_address_of_a_line_on_each_server(world: dict[str, str], address: str) -> None:
    link = line_links(world, COMMIT)
    assert link is not None
    assert link("plans/a b.yaml", 7) == address


@pytest.mark.parametrize(
    "world",
    [
        {},
        {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "a/b"},
        {"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "https://g.com", "GITHUB_REPOSITORY": "a/b) [x](https://evil"},
        {"GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": "javascript:alert(1)", "GITHUB_REPOSITORY": "a/b"},
        {"GITLAB_CI": "true", "CI_PROJECT_URL": "https://gitlab.example/<script>"},
        {**SERVERS["GitHub"][0], "GITEA_ACTIONS": "true"},
        {"TF_BUILD": "True", "BUILD_REPOSITORY_PROVIDER": "Svn", "BUILD_REPOSITORY_URI": "https://a.example/b"},
    ],
)
def test_no_address_where_none_is_sure(world: dict[str, str]) -> None:
    assert line_links(world, COMMIT) is None
    assert line_links(SERVERS["GitHub"][0], None) is None
    assert line_links(SERVERS["GitHub"][0], "HEAD") is None


def test_titles_lead_to_their_lines_in_ci(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    base = repo.git("rev-parse", "HEAD")
    repo.git("switch", "-q", "-c", "work")
    repo.write(plan(goal(moves(target=150, title="Move [it](https://evil)"))))
    head = repo.commit()
    for name, value in SERVERS["GitHub"][0].items():
        monkeypatch.setenv(name, value)
    told = review(repo, "main...HEAD")
    (line,) = (each for each in told if "marketing/traffic" in each)
    assert line.startswith(f"- **[Move \\[it\\](https:&#8203;//evil)](https://github.com/a/b/blob/{head}/plans/okrs/")
    (gone,) = (each for each in told if "marketing/calls" in each)
    assert f"/blob/{base}/plans/okrs/marketing.yaml#L" in gone
