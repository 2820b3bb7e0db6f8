"""What `diff` leaves alone: files are counted, and departments, never seconds."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.diff import scores
from okrctl.core.loading import facts as loading
from okrctl.core.model.files import FileFacts
from okrctl.core.scores.plan import Plan
from okrctl.shell import session
from okrctl.shell.git import Repository
from tests.kit.harness import Ran
from tests.kit.repos import DAY, Json, Repo, goal, moves, plan, said

TEAMS = 12


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Twelve teams that have nothing to do with each other, committed long ago."""
    monkeypatch.setenv("OKRCTL_CACHE_DIR", str(tmp_path / "cache"))
    made = Repo(tmp_path / "work")
    for number in range(TEAMS):
        made.write(team(number))
    made.commit()
    return made


def team(number: int, target: int = 200, *results: Json, **keys: Any) -> Json:
    mine = goal(moves(target=target), *results)
    return plan(mine, department=f"team{number:02}", **{"check_ins": [said("2026-01-12", traffic=145)], **keys})


class Seen:
    """Whose facts one run took from the working tree, what it fetched, took from the cache, and scored."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.fetched: list[str] = []
        self.kept: list[str] = []
        self.scored: list[str] = []


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    found = Seen()
    read, contents, kept, score = session.facts_of, Repository.contents, loading.facts_again, scores.score

    def taking(cache: Any, path: str, *rest: Any) -> Any:
        found.taken.append(path)
        return read(cache, path, *rest)

    def fetching(self: Repository, names: Iterable[str], limit: int) -> dict[str, bytes]:
        wanted = list(names)
        found.fetched.extend(wanted)
        return contents(self, wanted, limit)

    def keeping(path: str, data: Any) -> FileFacts | None:
        facts = kept(path, data)
        found.kept += [path] if facts else []
        return facts

    def scoring(ws: Any, journal: Any, plan: Plan) -> Any:
        found.scored += sorted({each.department for each in plan.objectives})
        return score(ws, journal, plan)

    monkeypatch.setattr(session, "facts_of", taking)
    monkeypatch.setattr(Repository, "contents", fetching)
    monkeypatch.setattr(loading, "facts_again", keeping)
    monkeypatch.setattr(scores, "score", scoring)
    return found


def diff(repo: Repo, *args: str) -> Ran:
    ran = repo.run("diff", "HEAD", "--as-of", DAY, "--format", "json", *args)
    assert ran.code == 0, ran.err
    return ran


def said_of(ran: Ran) -> Json:
    found: Json = json.loads(ran.out)
    return found


def again(repo: Repo, seen: Seen) -> Ran:
    """Compare once more; what the first time took does not count."""
    first = diff(repo)
    for noted in vars(seen).values():
        noted.clear()
    second = diff(repo)
    assert second == first
    return second


def test_what_is_the_same_is_left_alone(repo: Repo, seen: Seen) -> None:
    repo.write(team(3, 250)).write(team(7, 250))
    again(repo, seen)
    mine = ["okrs/team03.yaml", "okrs/team07.yaml"]
    assert sorted(seen.taken) == mine
    assert sorted(seen.kept) == sorted(mine * 2)
    assert seen.scored == ["team03", "team07"] * 2
    settings = 1
    assert len(seen.fetched) == settings


def test_one_more_change_costs_no_more_than_itself(repo: Repo, seen: Seen) -> None:
    repo.write(team(3, 250))
    again(repo, seen)
    seen.scored.clear()
    repo.write(team(7, 250))
    told = diff(repo)
    assert seen.scored == ["team03", "team07"] * 2
    assert diff(repo, "--no-cache") == told


def test_another_day_scores_the_others_once(repo: Repo, seen: Seen) -> None:
    repo.write(team(3, 250))
    again(repo, seen)
    for noted in vars(seen).values():
        noted.clear()
    repo.run("diff", "HEAD", "--as-of", "2026-02-15", "--format", "json")
    others = [f"team{number:02}" for number in range(TEAMS) if number != 3]
    assert sorted(seen.scored) == sorted(["team03", "team03", *others])
    assert sorted(seen.taken) == sorted([f"okrs/{each}.yaml" for each in (*others, "team03")])


def test_two_revisions_take_no_file(repo: Repo, seen: Seen) -> None:
    repo.write(team(3, 250)).commit()
    for _ in range(2):
        seen.kept.clear()
        assert repo.run("diff", "HEAD~1..HEAD", "--as-of", DAY).code == 0
    assert seen.taken == []
    assert seen.kept == ["okrs/team03.yaml"] * 2


def test_a_change_is_judged_by_the_scores_of_its_own_department(repo: Repo, seen: Seen) -> None:
    """Less weight on what trails is easier; to tell whether it does, nobody else's scores are worked out."""
    repo.write(team(3, 200, moves("late"))).commit()
    repo.write(team(3, 200, moves("late", weight="0.1")))
    assert repo.changes(base="HEAD") == ["OKR701 team03/late was made easier: weight 1 → 0.1"]
    assert seen.scored == ["team03"]


def test_who_reads_a_changed_kpi_is_scored(repo: Repo, seen: Seen) -> None:
    kpi = {"id": "nps", "title": "Promoters", "unit": "points", "at_least": 100}
    journal = [said("2026-01-12", nps=150)]
    reader = moves("loved", kpi="team01/nps")
    repo.write(team(1, kpis=[kpi], check_ins=journal)).write(team(2, 200, reader)).commit()
    repo.write(team(1, kpis=[kpi], check_ins=[*journal, said("2026-02-10", nps=180)]))
    told = again(repo, seen)
    assert seen.scored == ["team01", "team02"] * 2
    assert {each["ref"] for each in said_of(told)["scores"]} >= {"team02", "team02/loved"}


def test_who_is_spoken_of_elsewhere_is_scored(repo: Repo, seen: Seen) -> None:
    elsewhere = {"date": "2026-02-10", "by": "ben@example.com", "results": {"team02/traffic": 190}}
    repo.write(team(1, check_ins=[elsewhere]))
    told = again(repo, seen)
    assert seen.scored == ["team01", "team02"] * 2
    assert {each["ref"] for each in said_of(told)["scores"]} >= {"team02", "team02/traffic"}


def test_a_dependency_is_looked_at_from_both_ends(repo: Repo, seen: Seen) -> None:
    need = {"depends_on": [{"ref": "team01/seo", "due": "2026-03-20"}]}
    promise = {"promised_to": [{"ref": "team02/seo", "due": "2026-03-20"}]}
    asked = plan(goal(moves(), **need), department="team02")
    repo.write(asked).write(plan(goal(moves(), **promise), department="team01")).commit()
    repo.write(team(1, check_ins=[]))
    told = again(repo, seen)
    assert [each["event"] for each in said_of(told)["dependencies"]] == ["broken"]
    assert seen.scored == ["team01"] * 2
    assert sorted(set(seen.kept)) == ["okrs/team01.yaml", "okrs/team02.yaml"]
    # the other end has not been touched, so its facts are kept
    assert seen.taken == ["okrs/team01.yaml"]


def test_whoever_asks_for_what_is_gone_is_told(repo: Repo, seen: Seen) -> None:
    asked = plan(goal(moves(), depends_on=[{"ref": "team01/seo", "due": "2026-03-20"}]), department="team02")
    repo.write(asked).commit()
    repo.write(plan(goal(moves(), id="shop"), department="team01"))
    told = said_of(again(repo, seen))
    assert [(each["event"], each["from"]) for each in told["dependencies"]] == [("removed", "team02/seo")]


def test_whoever_is_asked_is_looked_at(repo: Repo, seen: Seen) -> None:
    asked = plan(goal(moves(), depends_on=[{"ref": "team02/seo", "due": "2026-03-20"}]), department="team01")
    repo.write(asked)
    told = said_of(again(repo, seen))
    assert [(each["event"], each["on"]) for each in told["dependencies"]] == [("added", "team02/seo")]
    assert seen.scored == ["team01"] * 2


def test_other_settings_mean_another_comparison_of_everything(repo: Repo, seen: Seen) -> None:
    repo.settings(pace={"at_risk": 0.02, "off_track": 0.03})
    told = again(repo, seen)
    assert len(seen.scored) == 2 * TEAMS
    assert {each["ref"] for each in said_of(told)["scores"]} >= {f"team{number:02}" for number in range(TEAMS)}


def test_a_file_put_back_in_time_is_read_again(repo: Repo, seen: Seen) -> None:
    """Size and time of change can be made what they were; the time when that was done cannot."""
    again(repo, seen)
    file = repo.root / "okrs" / "team05.yaml"
    before = file.stat()
    file.write_text(file.read_text().replace('"target": 200', '"target": 150'))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [each["ref"] for each in said_of(diff(repo))["items"]] == ["team05/traffic"]


def json_of(data: Json) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def test_a_link_put_in_place_of_a_file_is_noticed(repo: Repo, seen: Seen, tmp_path: Path) -> None:
    again(repo, seen)
    outside = tmp_path / "elsewhere.yaml"
    file = repo.root / "okrs" / "team05.yaml"
    file.rename(outside)
    file.symlink_to(outside)
    told = repo.run("diff", "HEAD", "--as-of", DAY, "--format", "json")
    assert told.code == 1
    assert "left out because of errors: okrs/team05.yaml" in told.err


def test_what_a_link_leads_to_is_looked_at_each_time(repo: Repo, seen: Seen) -> None:
    home, file = repo.root / "shared.yaml", repo.root / "okrs" / "team05.yaml"
    file.rename(home)
    file.symlink_to("../shared.yaml")
    assert said_of(again(repo, seen))["items"] == []
    home.write_text(home.read_text().replace('"target": 200', '"target": 150'))
    assert [each["ref"] for each in said_of(diff(repo))["items"]] == ["team05/traffic"]


def test_lines_that_end_otherwise_on_disk_are_no_change(repo: Repo, seen: Seen) -> None:
    """Git knows them as unmodified, though the file holds other bytes than its blob."""
    repo.text(".gitattributes", "* text eol=crlf\n").commit()
    for path in sorted((repo.root / "okrs").iterdir()):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    repo.git("add", "--renormalize", ".")
    assert repo.git("status", "--porcelain") == ""
    told = said_of(again(repo, seen))
    assert told["items"] == told["scores"] == told["check_ins"] == []


def test_a_file_that_changes_while_it_is_read_is_not_believed(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody saves between the listing of the files and their reading: nothing is kept under the old name."""
    file = repo.root / "okrs" / "team05.yaml"
    text, real = file.read_text(), session.WorkingTree.all_facts

    def slowly(tree: Any, paths: Any) -> Any:
        if "okrs/team05.yaml" in paths:
            file.write_text(json_of(team(5, 150, kpis=[{"id": "nps", "title": "Promoters"}])))
        return real(tree, paths)

    monkeypatch.setattr(session.WorkingTree, "all_facts", slowly)
    repo.write(team(3, 250))
    diff(repo)
    monkeypatch.setattr(session.WorkingTree, "all_facts", real)
    file.write_text(text)
    told = diff(repo)
    assert told == diff(repo, "--no-cache")
    assert [each["ref"] for each in said_of(told)["items"]] == ["team03/traffic"]
