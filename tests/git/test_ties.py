"""What `diff` leaves out makes no difference: in each of these companies a change reaches somebody else's file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.kit.harness import Ran
from tests.kit.repos import DAY, Json, Repo, goal, moves, plan, said

NPS: Json = {"id": "nps", "title": "Promoters", "unit": "points", "at_least": 100}


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.setenv("OKRCTL_CACHE_DIR", str(tmp_path / "cache"))
    return Repo(tmp_path / "work").write(team("far", check_ins=[said("2026-01-12", traffic=160)]))


def team(name: str, *results: Json, **keys: Any) -> Json:
    return plan(goal(*(results or (moves(),))), department=name, **keys)


def compared(repo: Repo, revisions: str = "HEAD") -> Json:
    """A comparison that reads what the change can reach, with what is kept and without, and one of everything.

    With other settings everything is compared, and of their own amendments `diff` says nothing.
    """
    first = both(repo, revisions)
    assert both(repo, revisions) == first
    assert both(repo, revisions, "--no-cache") == first
    plain = (repo.root / "okrctl.yaml").read_text()
    repo.settings(amended=[{"date": "2026-01-01", "field": "pace/at_risk", "to": 0.1, "why": "As it was"}])
    if ".." in revisions:
        repo.git("commit", "-qa", "--amend", "--no-edit")
    assert both(repo, revisions, "--no-cache") == first
    repo.text("okrctl.yaml", plain)
    told: Json = json.loads(first[0].out)
    return told


def both(repo: Repo, revisions: str, *more: str) -> tuple[Ran, ...]:
    return tuple(
        repo.run("diff", revisions, "--as-of", DAY, "--format", format, *more) for format in ("json", "text", "github")
    )


def moved(told: Json) -> dict[str, tuple[Any, Any]]:
    """The key results whose score is another now."""
    found = [each for each in told["scores"] if each["type"] == "key_result"]
    return {each["ref"]: tuple(side and side["score"] for side in (each["from"], each["to"])) for each in found}


def contracts(told: Json) -> list[tuple[str, str, str]]:
    return [(each["event"], each["from"], each["on"]) for each in told["dependencies"]]


def test_a_journal_that_knows_it_by_its_old_name(repo: Repo) -> None:
    """It was moved to another department, and where it came from they go on reporting."""
    old = team("a", moves("shop"), check_ins=[said("2026-01-12", traffic=150)])
    repo.write(old).write(team("b", moves("visits", formerly=["a/traffic"]))).commit()
    old["check_ins"].append(said("2026-02-10", traffic=180))
    assert moved(compared(repo.write(old))) == {"b/visits": (0.5, 0.8)}


def test_somebody_else_s_journal_that_knows_it_by_its_old_name(repo: Repo) -> None:
    repo.write(team("a", moves("shop"))).write(team("b", moves("visits", formerly=["a/traffic"])))
    repo.write(team("c")).commit()
    word = {"date": "2026-02-10", "by": "ana@example.com", "results": {"a/traffic": 180}}
    assert moved(compared(repo.write(team("c", check_ins=[word])))) == {"b/visits": (None, 0.8)}


def test_an_old_name_that_a_second_one_claims(repo: Repo) -> None:
    repo.write(team("a", moves("shop"), check_ins=[said("2026-01-12", traffic=150)]))
    repo.write(team("b", moves("visits", formerly=["a/traffic"]))).write(team("c", moves("calls"))).commit()
    repo.write(team("c", moves("calls", formerly=["a/traffic"])))
    assert moved(compared(repo)) == {"b/visits": (0.5, None)}


def test_an_old_name_that_is_given_to_something_new(repo: Repo) -> None:
    repo.write(team("a", moves("shop"), check_ins=[said("2026-01-12", traffic=150)]))
    repo.write(team("b", moves("visits", formerly=["a/traffic"]))).commit()
    repo.write(team("a", moves("shop"), moves(), check_ins=[said("2026-01-12", traffic=150)]))
    assert moved(compared(repo)) == {"a/traffic": (None, 0.5), "b/visits": (0.5, None)}


def test_a_new_department_takes_no_history(repo: Repo) -> None:
    """It has the name that a key result had before: nobody reports on a whole department."""
    repo.write(team("a", moves("visits", formerly=["traffic"]), check_ins=[said("2026-01-12", traffic=150)])).commit()
    told = compared(repo.write(team("traffic", moves("calls"))))
    assert moved(told) == {"traffic/calls": (None, None)}


def test_a_journal_that_speaks_of_a_kpi_that_others_read(repo: Repo) -> None:
    repo.write(team("a", kpis=[NPS])).write(team("b", moves("loved", kpi="a/nps"))).write(team("c")).commit()
    word = {"date": "2026-02-10", "by": "ana@example.com", "results": {"a/nps": 180}}
    assert moved(compared(repo.write(team("c", check_ins=[word])))) == {"b/loved": (None, 0.8)}


def test_a_goal_whose_values_stand_elsewhere(repo: Repo) -> None:
    """Nothing changes where they stand, and yet it takes them to score what changes."""
    word = {"date": "2026-02-10", "by": "ana@example.com", "results": {"a/nps": 180}}
    repo.write(team("a", kpis=[NPS])).write(team("b", moves("loved", kpi="a/nps")))
    repo.write(team("c", check_ins=[word])).commit()
    assert moved(compared(repo.write(team("b", moves("loved", kpi="a/nps", target=260))))) == {"b/loved": (0.8, 0.5)}


def test_a_kpi_that_is_gone(repo: Repo) -> None:
    journal = [said("2026-01-12", nps=150)]
    repo.write(team("a", kpis=[NPS], check_ins=journal)).write(team("b", moves("loved", kpi="a/nps"))).commit()
    assert moved(compared(repo.write(team("a")))) == {"b/loved": (0.5, None)}


def test_a_kpi_read_once_a_later_amendment_is_undone(repo: Repo) -> None:
    """Amendments are dated ahead: on the day of the comparison the key result still reads the earlier KPI."""
    journal = [said("2026-01-12", nps=150)]
    change = {"date": "2026-03-01", "field": "kpi", "from": "a/nps", "to": "c/nps", "why": "agreed"}
    repo.write(team("a", kpis=[NPS], check_ins=journal)).write(team("c", kpis=[NPS]))
    repo.write(team("b", moves("loved", kpi="c/nps", amended=[change]))).commit()
    told = compared(repo.write(team("a", kpis=[NPS], check_ins=[*journal, said("2026-02-10", nps=180)])))
    assert moved(told) == {"b/loved": (0.5, 0.8)}


def test_a_partner_s_word_on_a_joint_objective(repo: Repo) -> None:
    joint = plan(goal(moves(), joint_with=["c"]), department="a")
    repo.write(joint).write(team("c", moves("calls"))).commit()
    word = {"date": "2026-02-10", "by": "ben@example.com", "results": {"a/traffic": 180}}
    assert moved(compared(repo.write(team("c", moves("calls"), check_ins=[word])))) == {"a/traffic": (None, 0.8)}


def test_a_journal_in_files_of_its_own(repo: Repo) -> None:
    """One file a check-in: the plan's file is the same on both sides, and so are the other entries."""
    repo.write(team("a"))
    for day, value in (("2026-01-12", 120), ("2026-02-02", 150)):
        repo.write({"okrctl": 1, "department": "a", "check_ins": [said(day, traffic=value)]}, f"okrs/a/{day}.yaml")
    repo.commit()
    late = said("2026-02-09", traffic=110) | {"corrects": "2026-02-02"}
    repo.write({"okrctl": 1, "department": "a", "check_ins": [late]}, "okrs/a/2026-02-09.yaml")
    told = compared(repo)
    assert moved(told) == {"a/traffic": (0.5, 0.1)}
    assert [each["event"] for each in told["check_ins"]] == ["added"]


def test_the_same_ids_in_another_cycle(repo: Repo) -> None:
    """What somebody else said in its first days of the one before means the new one, once that is written down."""
    repo.write(team("a", cycle="2025-Q4"), "okrs/a-2025.yaml")
    word = {"date": "2026-01-03", "by": "ben@example.com", "results": {"a/traffic": 180}}
    repo.write(team("c", moves("calls"), check_ins=[word])).commit()
    told = compared(repo.write(team("a"), "okrs/a-2026.yaml"))
    found = [(each["from"], each["to"]) for each in told["scores"] if each["ref"] == "a/traffic"]
    assert [[side and side["score"] for side in each] for each in found] == [[0.8, None], [None, 0.8]]


def test_what_goes_to_another_department_and_file(repo: Repo) -> None:
    word = {"date": "2026-02-10", "by": "ben@example.com", "results": {"a/traffic": 180}}
    repo.write(team("a", moves(), moves("shop"), check_ins=[said("2026-01-12", traffic=150)]))
    repo.write(team("b", moves("calls"))).write(team("c", moves("leads"), check_ins=[word])).commit()
    repo.write(team("a", moves("shop"), check_ins=[said("2026-01-12", traffic=150)]))
    told = compared(repo.write(team("b", moves("calls"), moves("visits", formerly=["a/traffic"]))))
    assert [each["events"] for each in told["items"]] == [["moved", "renamed", "changed"]]
    assert "b/visits" not in moved(told)


def test_a_file_that_is_called_otherwise(repo: Repo) -> None:
    need = {"depends_on": [{"ref": "a/seo", "due": "2026-03-20"}]}
    repo.write(team("a", kpis=[NPS], check_ins=[said("2026-01-12", nps=150)]))
    repo.write(plan(goal(moves("loved", kpi="a/nps"), **need), department="b")).commit()
    repo.git("mv", "okrs/a.yaml", "okrs/renamed.yaml")
    told = compared(repo)
    assert not any(told[part] for part in ("items", "dependencies", "check_ins", "settings", "scores"))


def test_a_file_that_cannot_be_read_on_one_side(repo: Repo) -> None:
    need = {"depends_on": [{"ref": "a/seo", "due": "2026-03-20"}]}
    repo.write(team("a", kpis=[NPS], check_ins=[said("2026-01-12", nps=150)]))
    repo.write(plan(goal(moves("loved", kpi="a/nps"), **need), department="b")).commit()
    repo.text("okrs/a.yaml", "okrctl: 1\ndepartment: a\nobjectives: [\n")
    assert contracts(compared(repo)) == [("removed", "b/seo", "a/seo")]
    repo.commit()
    assert contracts(compared(repo.write(team("a", kpis=[NPS])))) == [("added", "b/seo", "a/seo")]


def test_two_revisions(repo: Repo) -> None:
    repo.write(team("a", kpis=[NPS])).write(team("b", moves("loved", kpi="a/nps"))).commit()
    repo.write(team("a", kpis=[NPS], check_ins=[said("2026-01-12", nps=150)])).commit()
    assert moved(compared(repo, "HEAD~1..HEAD")) == {"b/loved": (None, 0.5)}


def asked(name: str = "b", due: str | None = "2026-03-20", ref: str = "a/seo") -> Json:
    return plan(goal(moves(), depends_on=[{"ref": ref, **({"due": due} if due else {})}]), department=name)


def promising(*promises: Any, **keys: Any) -> Json:
    return plan(goal(moves(**keys), promised_to=list(promises)), department="a")


def test_a_promise_that_is_put_off(repo: Repo) -> None:
    repo.write(asked()).write(promising({"ref": "b/seo", "due": "2026-03-10"})).commit()
    told = compared(repo.write(promising({"ref": "b/seo", "due": "2026-03-25"})))
    assert contracts(told) == [("disputed", "b/seo", "a/seo")]


def test_a_need_that_is_put_off(repo: Repo) -> None:
    repo.write(asked()).write(promising({"ref": "b/seo", "due": "2026-03-25"})).commit()
    told = compared(repo.write(asked(due="2026-03-28")))
    assert contracts(told) == [("settled", "b/seo", "a/seo")]


def promised_by(result: Json) -> Json:
    return plan(goal({**result, "promised_to": ["b/seo"]}), department="a")


def test_a_promise_that_holds_for_a_due_day_which_is_put_off(repo: Repo) -> None:
    repo.write(asked(ref="a/traffic")).write(promised_by(moves(due="2026-03-10"))).commit()
    told = compared(repo.write(promised_by(moves(due="2026-03-25"))))
    assert contracts(told) == [("disputed", "b/seo", "a/traffic")]


def steps(due: str) -> Json:
    return {"id": "bot", "title": "Bot", "milestones": [{"id": "live", "title": "Live", "due": due}]}


def test_a_promise_that_holds_for_a_milestone_which_is_put_off(repo: Repo) -> None:
    repo.write(asked(ref="a/bot/live")).write(promised_by(steps("2026-03-10"))).commit()
    told = compared(repo.write(promised_by(steps("2026-03-25"))))
    assert contracts(told) == [("disputed", "b/seo", "a/bot/live")]


def test_a_promise_that_holds_until_the_end_of_a_cycle_which_is_longer_now(repo: Repo) -> None:
    repo.write(asked(due="2026-04-20")).write(promising("b/seo")).commit()
    told = compared(repo.write({**promising("b/seo"), "cycle": "2026-H1"}))
    assert contracts(told) == [("disputed", "b/seo", "a/seo")]


def test_a_file_that_belongs_to_another_department_now(repo: Repo) -> None:
    repo.write(asked()).write(promising("b/seo")).commit()
    told = compared(repo.write({**promising("b/seo"), "department": "z"}, "okrs/a.yaml"))
    assert ("removed", "b/seo", "a/seo") in contracts(told)


def test_a_need_that_meets_a_new_department(repo: Repo) -> None:
    """A department alone can be asked: nobody there has planned it yet."""
    repo.write(asked(ref="a")).commit()
    assert contracts(compared(repo.write(team("a")))) == [("added", "b/seo", "a")]


def test_an_answer_that_meets_a_need(repo: Repo) -> None:
    repo.write(asked(due="2026-03-31")).write(team("a")).commit()
    assert contracts(compared(repo.write(promising("b/seo")))) == [("confirmed", "b/seo", "a/seo")]


def test_a_need_that_meets_an_answer(repo: Repo) -> None:
    """The answer stands in a file that names the asker, and is named by it only now."""
    repo.write(team("b")).write(promising({"ref": "b/seo", "due": "2026-03-10"})).commit()
    told = compared(repo.write(asked()))
    assert sorted(contracts(told)) == [("added", "b/seo", "a/seo"), ("withdrawn", "b/seo", "a/seo")]
