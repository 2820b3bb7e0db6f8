"""What journals came to is kept by everything that decides it: the answer is the one of a run that keeps nothing."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.model import kept
from okrctl.core.scores import series_of
from okrctl.rules.writing import long_title
from okrctl.shell.session import load
from tests.kit.harness import Ran
from tests.kit.shop import Json, Shop, check_in, objective, result

_DAYS = ("2026-01-26", "2026-02-02", "2026-02-20", "2026-03-30", "2026-04-20")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of its own for each test."""
    monkeypatch.setenv("OKRCTL_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def added_up(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The journals that were added up."""
    seen: list[Any] = []
    real = series_of.fold

    def counting(*given: Any) -> Any:
        seen.append(given)
        return real(*given)

    monkeypatch.setattr(series_of, "fold", counting)
    return seen


def _plan(chance: random.Random) -> list[Json]:
    """An objective with key results of several kinds; some amended, closed, or of a KPI."""
    moves: Json = {"baseline": 0, "target": chance.choice((8, 10))}
    if chance.random() < 0.3:
        amendment = {"date": "2026-02-10", "field": "target", "from": 20, "why": "agreed", "by": "ana"}
        moves["amended"] = [amendment]
    if chance.random() < 0.2:
        moves["closed"] = {"date": "2026-02-15", "why": "reached", "by": "ana"}
    results = [
        result("moves", **moves),
        result("change", change="+20%", **chance.choice(({}, {"baseline": 50}))),
        result("level", at_least=4, **chance.choice(({}, {"hold": True}))),
        result("steps", milestones=[{"id": "one", "title": "One"}, {"id": "two", "title": "Two"}]),
        result("shared", kpi=chance.choice(("rate", "team-1/rate")), target=9, baseline=1),
    ]
    return [objective(*results, id="goal")]


def _journal(chance: random.Random) -> list[Json]:
    """Check-ins with all that makes one not plain: corrections, others' items, slips, words on the whole."""
    found = []
    for day in ("2026-01-12", "2026-01-26", "2026-02-09", "2026-02-16")[: chance.randrange(5)]:
        said: Json = {"moves": chance.randrange(9), "level": chance.randrange(9)}
        if chance.random() < 0.5:
            said |= {"steps": {"done": ["one"]}, "change": chance.choice(("+3%", {"value": 55, "baseline": 50}))}
        if chance.random() < 0.3:
            said |= {"rate": chance.randrange(9), "moves": {"value": 3, "confidence": chance.randrange(12)}}
        if chance.random() < 0.15:
            said |= {chance.choice(("team-1/moves", "nothing", "goal")): {"confidence": 2}}
        entry = check_in(day, said)
        if chance.random() < 0.2:
            entry |= {"corrects": chance.choice(("2026-01-12", "2026-03-02"))}
        if chance.random() < 0.3:
            entry |= {"unchanged": ["rest"]}
        found.append(entry)
    return found


def _write(shop: Shop, number: int, chance: random.Random) -> None:
    keys: dict[str, Any] = {"name": "T", "lead": "L", "check_ins": _journal(chance)}
    if chance.random() < 0.9:
        keys |= {"objectives": _plan(chance), "kpis": [{"id": "rate", "title": "Rate", "at_least": 2}]}
    shop.write(f"team-{number}", **keys)


def _ask(shop: Shop, *command: str) -> Ran:
    kept = shop.run(*command)
    assert kept == shop.run(*command, "--no-cache"), command
    return kept


@pytest.mark.reliability("Cache", "made-up workspaces after edits, on other days: the answer is that of a run without")
@pytest.mark.parametrize("seed", range(6))
def test_an_edited_workspace_is_answered_as_if_nothing_were_kept(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    shop = Shop(tmp_path / "work")
    for number in range(3):
        _write(shop, number, chance)
    for _ in range(4):
        day = ("--as-of", chance.choice(_DAYS))
        for command in (["validate"], ["status", "--format", "json"], ["deps"], ["forecast", "--format", "json"]):
            _ask(shop, *command, *day)
            _ask(shop, *command, "--as-of", chance.choice(_DAYS))
        if chance.random() < 0.3:
            final = chance.choice(("7d", "30d"))
            config = {"okrctl": 1, "organization": "Shop", "check_in": {"final": final}}
            (shop.root / "okrctl.yaml").write_text(json.dumps(config))
        _write(shop, chance.randrange(3), chance)


def _plain(shop: Shop, **more: Any) -> None:
    goal = objective(result("kr", baseline=0, target=10), id="goal")
    shop.write("team", name="T", lead="L", objectives=[goal], check_ins=[check_in("2026-01-12", {"kr": 4})], **more)


def test_a_later_day_needs_no_journal(tmp_path: Path, added_up: list[Any]) -> None:
    shop = Shop(tmp_path / "work")
    _plain(shop)
    assert shop.result("team/kr", "2026-01-20")["current"] == 4
    assert len(added_up) == 1
    assert shop.result("team/kr", "2026-02-20")["current"] == 4
    assert len(added_up) == 1
    assert shop.result("team/kr", "2026-01-11")["current"] is None
    assert len(added_up) == 2


def _weekly(shop: Shop, *said: Any, **plan: Any) -> None:
    goal = objective(result("kr", **plan), id="goal")
    entries = [check_in(f"2026-01-{6 + 7 * week:02}", {"kr": value}) for week, value in enumerate(said)]
    shop.write("team", name="T", lead="L", objectives=[goal], check_ins=entries)


def test_a_forecast_of_another_day_needs_no_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Any] = []
    real = series_of.observations
    monkeypatch.setattr(series_of, "observations", lambda *given: looked.append(given) or real(*given))
    shop = Shop(tmp_path / "work")
    _weekly(shop, 100, 230, 310.5, 440, baseline=0, target=1000)
    for day in ("2026-02-02", "2026-02-03", "2026-02-09"):
        shop.run("forecast", "--as-of", day)
        assert len(looked) == 1
    assert "theil-sen" in _ask(shop, "forecast", "--format", "json", "--as-of", "2026-02-10").out
    _weekly(shop, 100, 230, 310.5, 340, baseline=0, target=1000)
    _ask(shop, "forecast", "--format", "json", "--as-of", "2026-02-10")


def test_values_that_are_no_numbers_are_read_each_time(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "work")
    _weekly(shop, "open", "open", done_when="It is over")
    for day in ("2026-02-02", "2026-02-03"):
        assert "open" in _ask(shop, "show", "team/kr", "--as-of", day).out


def test_only_the_check_ins_read_last_stay_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop(tmp_path / "work")
    goal = objective(result("kr", baseline=0, target=10), id="goal")
    for team in "abcd":
        entries = [check_in(f"2026-01-{day}", {"kr": value}) for day, value in ((12, "ten"), (19, "4"))]
        shop.write(team, name="T", lead="L", objectives=[goal], check_ins=entries[team == "d" :])
    expected = shop.run("validate", "--no-cache")
    assert expected.out.count("'ten' is not a number") == 3
    monkeypatch.setattr(kept, "_AT_HAND", 3)
    files = load(shop.root).workspace.files
    assert [file.check_ins._made is None for file in files] == [True, True, False, False]  # type: ignore[attr-defined]
    for _ in range(2):
        assert shop.run("validate") == expected


def test_another_departments_word_counts_at_once(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "work")
    _plain(shop)
    shop.status("2026-02-20")
    shop.write("other", name="O", lead="L", check_ins=[check_in("2026-01-19", {"team/kr": 7})])
    assert shop.result("team/kr", "2026-02-20")["current"] == 7
    shop.write("other", name="O", lead="L", check_ins=[check_in("2026-01-19", {"team/kr": "seven"})])
    assert "wrong-result" in shop.run("validate", "--as-of", "2026-02-20").out


def test_a_sound_journal_is_examined_again_once_today_is_before_its_end(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "work")
    _plain(shop)
    assert "future-check-in" not in _ask(shop, "validate", "--as-of", "2026-02-20").out
    assert "future-check-in" in _ask(shop, "validate", "--as-of", "2026-01-02").out


_LONG = "Reach " + " and ".join(["all of it"] * 9)


def _wordy(shop: Shop, **more: Any) -> None:
    goal = objective(result("kr", target=10), id="goal", title=_LONG)
    shop.write("team", name="T", lead="L", objectives=[goal], **more)


def test_a_plan_is_examined_again_only_after_an_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    real = long_title.words
    monkeypatch.setattr(long_title, "words", lambda title: seen.append(title) or real(title))
    shop = Shop(tmp_path / "work")
    _wordy(shop)
    first = shop.run("validate", "--as-of", "2026-01-20")
    assert "long-title" in first.out
    count = len(seen)
    assert count
    assert shop.run("validate", "--as-of", "2026-02-20") == first
    assert len(seen) == count
    _plain(shop)
    assert "long-title" not in shop.run("validate", "--as-of", "2026-02-20").out
    assert len(seen) > count


def test_a_baseline_from_elsewhere_counts_at_once(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "work")
    _wordy(shop)
    assert "unknown-baseline" in _ask(shop, "validate", "--as-of", "2026-02-20").out
    words = check_in("2026-01-19", {"team/kr": {"value": 55, "baseline": 50}})
    shop.write("other", name="O", lead="L", check_ins=[words])
    assert "unknown-baseline" not in _ask(shop, "validate", "--as-of", "2026-02-20").out


def test_a_plan_that_is_over_has_no_advice(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "work")
    _wordy(shop)
    assert "long-title" in _ask(shop, "validate", "--as-of", "2026-07-20").out
    later = objective(result("new", baseline=0, target=10), id="later", cycle="2026-Q2")
    shop.write("other", name="O", lead="L", objectives=[later], check_ins=[check_in("2026-06-01", {"new": 4})])
    assert "long-title" not in _ask(shop, "validate", "--as-of", "2026-07-20").out


def test_a_finding_moves_with_its_line(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "work")
    _wordy(shop)
    path = shop.root / "okrs" / "team.yaml"
    assert "okrs/team.yaml:9:13: OKR606 " in _ask(shop, "validate", "--format", "concise").out
    path.write_text(f"\n\n{path.read_text()}")
    assert "okrs/team.yaml:11:13: OKR606 " in _ask(shop, "validate", "--format", "concise").out


def test_settings_with_a_mistake_are_read_each_time(tmp_path: Path) -> None:
    shop = Shop(tmp_path / "work")
    _plain(shop)
    config = shop.root / "okrctl.yaml"
    config.write_text("okrctl: 1\norganization: Shop #1\n")
    for _ in range(2):
        assert "cut-off-text" in _ask(shop, "validate").out
    config.write_text("okrctl: 1\norganization: 'Shop #1'\n")
    for _ in range(2):
        assert "cut-off-text" not in _ask(shop, "validate").out
        assert "Shop #1" in _ask(shop, "status").out
