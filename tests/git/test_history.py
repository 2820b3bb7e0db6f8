"""``history``: the life of an item through commits, by whomever, and what it costs to find out."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.loading import facts
from okrctl.shell import git, git_objects
from tests.kit.repos import DAY, Json, Repo, goal, moves, plan, said


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "r")


def life(repo: Repo, ref: str = "marketing/traffic", *args: str, day: str = "2026-03-31") -> Json:
    """The JSON of an item's history."""
    ran = repo.run("history", ref, "--as-of", day, "--format", "json", *args)
    assert ran.code == 0, ran.err + ran.out
    found: Json = json.loads(ran.out)
    return found


def told(found: Json) -> list[str]:
    """The plan's events in a line each."""
    return [
        " ".join(
            [event["date"], event["by"] or "-", event["event"]]
            + [
                f"{f['field']} {f['from']}→{f['to']} {f['judgement']}"
                for f in event["fields"]
                if event["event"] != "set"
            ]
        )
        for event in found["plan"]
    ]


def test_who_set_and_changed_it_when(repo: Repo) -> None:
    repo.write(plan(goal(moves()))).commit("The plan", "2026-01-05", "Ana")
    repo.write(plan(goal(moves()), check_ins=[said("2026-01-12", traffic=110)])).commit("In", "2026-01-12", "Ana")
    repo.write(plan(goal(moves(target=150)), check_ins=[said("2026-01-12", traffic=110)])).commit(
        "Cut", "2026-02-02", "Ben"
    )
    repo.write(plan(goal(moves(target=150, owner="Eva")), check_ins=[said("2026-01-12", traffic=110)]))
    found = life(repo)
    assert told(found)[:2] == ["2026-01-05 Ana set", "2026-02-02 Ben changed target 200→150 easier"]
    first = found["plan"][0]
    assert (first["subject"], len(first["commit"])) == ("The plan", 40)
    given = {f["field"]: f["to"] for f in first["fields"]}
    assert (given["baseline"], given["target"]) == (100, 200)
    assert [(c["date"], c["by"], c["value"]) for c in found["check_ins"]] == [("2026-01-12", "ana@example.com", 110)]


def test_what_is_not_committed_yet_is_told_as_that(repo: Repo) -> None:
    repo.write(plan(goal(moves()))).commit()
    repo.write(plan(goal(moves(target=150)), goal(moves("new"), id="fresh")))
    (_, now) = life(repo, day="2200-01-01")["plan"]
    assert (now["commit"], now["by"], now["subject"], now["event"]) == (None, None, "not committed yet", "changed")
    (only,) = life(repo, "marketing/new", day="2200-01-01")["plan"]
    assert (only["event"], only["subject"]) == ("set", "not committed yet")
    text = repo.run("history", "marketing/traffic", "--as-of", "2200-01-01").out
    assert "not committed yet" in text
    assert "target 200 → 150  easier" in text


def test_it_ends_on_the_day_asked_for(repo: Repo) -> None:
    repo.write(plan(goal(moves()))).commit("The plan", "2026-01-05")
    repo.write(plan(goal(moves(target=150)))).commit("Cut", "2026-02-02")
    assert len(life(repo, day="2026-02-01")["plan"]) == 1
    assert len(life(repo, day="2026-02-02")["plan"]) == 2
    assert len(life(repo, "marketing/traffic", "--at", "HEAD~1")["plan"]) == 1


def test_it_is_followed_through_renames_of_ids_files_departments_and_cycles(repo: Repo) -> None:
    repo.write(plan(goal(moves("visits", title="More visits")), department="growth")).commit("1", "2026-01-05")
    # the id, without a word: the title tells
    repo.write(plan(goal(moves("people", title="More visits", formerly="visits")), department="growth")).commit(
        "2", "2026-01-06"
    )
    repo.git("mv", "okrs/growth.yaml", "okrs/other name.yaml")
    repo.commit("3", "2026-01-07")
    (repo.root / "okrs/other name.yaml").unlink()
    moved = goal(
        moves("people", title="More visits", formerly=["growth/people", "growth/visits"]), formerly="growth/seo"
    )
    repo.write(plan(moved)).commit("4", "2026-01-08")
    last = moves("traffic", title="More", formerly=["people", "growth/people", "growth/visits"])
    repo.write(plan(goal(last, cycle="2026-H1"))).commit("5", "2026-01-09")
    assert told(life(repo)) == [
        "2026-01-05 Ana Ruiz set",
        "2026-01-06 Ana Ruiz renamed",
        "2026-01-08 Ana Ruiz moved",
        "2026-01-09 Ana Ruiz renamed title More visits→More neutral",
    ]


def test_it_is_followed_through_new_names_of_its_department(repo: Repo) -> None:
    repo.write(plan(goal(moves(target=200)), department="sales")).commit("1", "2026-01-05")
    repo.write(plan(goal(moves(target=180)), department="sales")).commit("2", "2026-01-06")
    # in its file, then with its file, each time without a word
    repo.write(plan(goal(moves(target=180)), department="verkauf"), "okrs/sales.yaml").commit("3", "2026-01-07")
    repo.git("mv", "okrs/sales.yaml", "okrs/marketing.yaml")
    repo.write(plan(goal(moves(target=180)))).commit("4", "2026-01-08")
    assert told(life(repo)) == [
        "2026-01-05 Ana Ruiz set",
        "2026-01-06 Ana Ruiz changed target 200→180 easier",
        "2026-01-07 Ana Ruiz moved",
        "2026-01-08 Ana Ruiz moved",
    ]
    assert "target 200 → 180" in repo.run("history", "marketing/traffic", "--as-of", DAY).out


def test_the_same_id_in_another_cycle_is_another_thing(repo: Repo) -> None:
    first = goal(moves(target=120), cycle="2026-Q1")
    repo.write(plan(first)).commit("1", "2026-01-05")
    repo.write(plan(first, goal(moves(target=300), cycle="2026-Q2"))).commit("2", "2026-03-20")
    repo.write(plan({**first, "key_results": [moves(target=110)]}, goal(moves(target=300), cycle="2026-Q2"))).commit(
        "3", "2026-03-21"
    )
    assert told(life(repo, "marketing/traffic@2026-Q2")) == ["2026-03-20 Ana Ruiz set"]
    assert [line.split()[-1] for line in told(life(repo, "marketing/traffic@2026-Q1"))] == ["set", "easier"]


def test_what_was_deleted_and_came_back(repo: Repo) -> None:
    repo.write(plan(goal(moves(), moves("other")))).commit("1", "2026-01-05")
    repo.write(plan(goal(moves("other")))).commit("2", "2026-01-06")
    repo.write(plan(goal(moves(), moves("other")))).commit("3", "2026-01-07")
    assert [line.split()[-1] for line in told(life(repo))] == ["set", "removed", "set"]


def test_objectives_and_kpis_have_a_history_too(repo: Repo) -> None:
    kpi = {"id": "bounce", "title": "Bounce", "at_most": 45}
    repo.write(plan(goal(moves()), kpis=[kpi])).commit("1", "2026-01-05")
    later = plan(
        goal(moves(), ambition="aspirational"), kpis=[{**kpi, "at_most": 50}], check_ins=[said("2026-01-12", bounce=46)]
    )
    repo.write(later).commit("2", "2026-01-12")
    assert told(life(repo, "marketing/seo"))[1:] == [
        "2026-01-12 Ana Ruiz changed ambition committed→aspirational easier"
    ]
    found = life(repo, "marketing/bounce")
    assert told(found)[1:] == ["2026-01-12 Ana Ruiz changed at_most 45→50 easier"]
    assert found["check_ins"][0]["status"] == "healthy"
    ran = repo.run("history", "marketing")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "okrctl: marketing is a department")


# merges


def branches(repo: Repo, ours: Json, theirs: Json) -> None:
    """A branch each from one commit, ready to be merged on main."""
    repo.write(plan(goal(moves(), moves("other")))).commit("base", "2026-01-05")
    repo.git("switch", "-q", "-c", "work")
    repo.write(theirs).commit("theirs", "2026-01-06", "Ben")
    repo.git("switch", "-q", "main")
    repo.write(ours).commit("ours", "2026-01-07", "Eva")


def merge(repo: Repo, result: Json, day: str = "2026-01-08") -> None:
    repo.git("merge", "-q", "-s", "ours", "--no-commit", "work")
    repo.write(result).commit("merge", day, "Max")


def test_a_merge_is_no_change_of_its_own(repo: Repo) -> None:
    branches(repo, plan(goal(moves(), moves("other", target=300))), plan(goal(moves(target=250), moves("other"))))
    merge(repo, plan(goal(moves(target=250), moves("other", target=300))))
    assert told(life(repo)) == ["2026-01-05 Ana Ruiz set", "2026-01-06 Ben changed target 200→250 harder"]


def test_what_a_merge_brings_in_by_itself_is_seen(repo: Repo) -> None:
    """Nobody hides a lowered target in the resolution of a conflict."""
    branches(repo, plan(goal(moves(target=300), moves("other"))), plan(goal(moves(target=250), moves("other"))))
    merge(repo, plan(goal(moves(target=110), moves("other"))))
    assert told(life(repo))[1:] == [
        "2026-01-06 Ben changed target 200→250 harder",
        "2026-01-07 Eva changed target 200→300 harder",
        "2026-01-08 Max changed target 300→110 easier",
    ]


# what it costs


def commits(repo: Repo, count: int, files: int) -> None:
    """Many commits in one go: each adds a check-in to one file."""
    stream: list[str] = []
    journals: dict[int, list[Json]] = {number: [] for number in range(files)}
    config = '{"okrctl": 1, "organization": "Shop"}'
    for number in range(count):
        changed = range(files) if number == 0 else [number % files]
        stream.append(
            f"commit refs/heads/main\ncommitter Ana <ana@example.com> {1767600000 + number * 9000} +0000\ndata 1\nx\n"
        )
        if number == 0:
            stream.append(f"M 100644 inline okrctl.yaml\ndata {len(config)}\n{config}\n")
        for file in changed:
            if number:
                journals[file].append(
                    said(f"2026-{1 + number * 85 // count // 30:02}-{1 + number % 28:02}", kr=100 + number % 50)
                )
            data = plan(
                goal(moves("kr")), goal(moves("more"), id="b"), department=f"dep-{file}", check_ins=journals[file]
            )
            text = json.dumps(data, indent=1)
            stream.append(f"M 100644 inline okrs/{file}.yaml\ndata {len(text)}\n{text}\n")
    subprocess.run(
        ["git", "-C", str(repo.top), "fast-import", "--quiet", "--force"], input="".join(stream).encode(), check=True
    )
    repo.git("reset", "-q", "--hard")


def test_every_blob_is_fetched_and_read_once_and_others_not_at_all(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    commits(repo, 120, 6)
    read: list[tuple[str, str]] = []
    fetched: list[str] = []
    programs: list[str] = []
    real_facts, real_ask, real_git = facts.read_department, git_objects.ask, git.Repository._git

    def counting_facts(path: str, text: str, *args: Any, **keys: Any) -> Any:
        read.append((path, text))
        return real_facts(path, text, *args, **keys)

    def counting_ask(stdin: Any, names: list[str]) -> None:
        fetched.extend(names)
        real_ask(stdin, names)

    def counting_git(self: Any, *args: str) -> Any:
        programs.append(args[0])
        return real_git(self, *args)

    monkeypatch.setattr(facts, "read_department", counting_facts)
    monkeypatch.setattr(git_objects, "ask", counting_ask)
    monkeypatch.setattr(git.Repository, "_git", counting_git)
    ran = repo.run("history", "dep-3/kr", "--no-cache", "--as-of", "2026-03-31")
    assert ran.code == 0, ran.err
    # 120 commits touched 125 versions of files; those of one department are read, each once, beside the working tree's
    assert len(fetched) == len(set(fetched)) == 125
    versions = [text for path, text in read if path == "okrs/3.yaml"]
    assert len(versions) == 21 + 1
    assert len(set(versions)) == 21
    assert {path for path, text in read if text not in versions} == {f"okrs/{n}.yaml" for n in range(6) if n != 3}
    assert len(read) == len(versions) + 5
    assert len(programs) <= 6, programs


def test_the_number_of_programs_does_not_grow_with_the_history(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    real = subprocess.Popen.__init__

    def counting(self: Any, *args: Any, **keys: Any) -> None:
        started.append(args)
        real(self, *args, **keys)

    counts = []
    for count in (10, 200):
        commits(repo, count, 4)
        monkeypatch.setattr(subprocess.Popen, "__init__", counting)
        started.clear()
        assert repo.run("history", "dep-1/kr", "--no-cache", "--as-of", DAY).code == 0
        counts.append(len(started))
        monkeypatch.setattr(subprocess.Popen, "__init__", real)
    assert counts[0] == counts[1] <= 8


def test_formats(repo: Repo) -> None:
    entries = [said(f"2026-01-{day}", traffic=100 + day) for day in (12, 19, 26)]
    repo.write(plan(goal(moves(title="Move | @org/team <b>")), check_ins=entries)).commit("Plan @all", "2026-01-05")
    text = repo.run("history", "traffic", "--as-of", DAY).out
    assert "values  ▁▅█  112 → 126\n" in text
    markdown = repo.run("history", "traffic", "--as-of", DAY, "--format", "markdown").out
    assert "@org" not in markdown
    assert "<b>" not in markdown
    csv = repo.run("history", "traffic", "--as-of", DAY, "--format", "csv").out
    assert csv.splitlines()[0] == "date,value,change,score,expected,status,confidence,projected,trend,by,note"
    assert csv.splitlines()[3] == "2026-01-26,126,,0.26,0.288889,on-track,,,,ana@example.com,"
    assert len(csv.splitlines()) == 4
