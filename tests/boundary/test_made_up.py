"""Workspaces in which everything is well formed and nothing is sensible: every command ends with words of ours.

Damaged text stops at the reader. What is made up here gets past it: bounds of dates and numbers, references to
anything, amendments that fit and others, objectives without a cycle, results for what they are not meant for.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.kit.harness import run_cli
from tests.kit.repos import Repo
from tests.kit.shop import Shop

Record = Callable[[str, object], None]
ROUNDS = max(1, int(os.environ.get("OKRCTL_FUZZ", "2000")) // 100)
NUMBERS = ["1", "10", "20", "0.5", "144000", "0", "-1", "1e15", "-1e15", "1e-15", "9" * 40, "0." + "0" * 37 + "1", "+5"]
CHANGES = ["+20%", "-1", "+2pp", "-20%", "+0%", "-100%", "+1e15%", "+1e-15", "20%"]
DAYS = ["2026-01-05", "2026-01-12", "2026-02-28", "2026-03-31", "2025-12-31", "1970-01-01", "2200-12-31", "2026-02-30"]
CYCLES = ["2026-Q1", "2026", "2026-H1", "2026-01", "FY2026-Q4", "2200", "FY2200-H2", "1970-01-01/2200-12-31"]
IDS = ["goal", "kr", "k-1", "m1", "all", "rest", "done", "b"]
TEAMS = ["sales", "ops", "goal"]
TEXTS = [
    "Grow by 20%",
    "[red]x[/]",
    "=cmd()",
    "a | b",
    "日本語",
    "e\u0301",
    "x" * 400,
    "\\u202e",
    "{0} %s $HOME",
    "1e5",
    "-",
]
UNITS = ["percent", "%", "USD", "x" * 100]
LIKELY = 0.4  # how often it is the first choice, whatever else there is


class Maker:
    """Makes things up; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one(self, choices: list[str]) -> str:
        likely = len(choices) > 3 and self.random.random() < LIKELY
        return choices[0 if likely else self.random.randrange(len(choices))]

    def maybe(self, chance: float, **keys: Any) -> dict[str, Any]:
        return {key: value for key, value in keys.items() if self.random.random() < chance}

    def ref(self) -> str:
        team, id = self.one(TEAMS), self.one(IDS)
        bare = self.random.choice([f"{team}/{id}", f"{team}/{id}", id, team, f"{team}/{id}/m1"])
        return f"{bare}@{self.one(CYCLES)}" if self.random.random() < 0.15 else bare

    def amendment(self) -> dict[str, Any]:
        fields = [
            "target",
            "title",
            "cycle",
            "change",
            "due",
            "milestones/m1/due",
            "count",
            "hold",
            "x",
            "key_results/kr",
        ]
        values = [*NUMBERS[:4], *DAYS[:3], "2026-Q1", "x", None]
        before, after = self.random.choice(values), self.random.choice(values)
        return {"date": self.one(DAYS), "field": self.random.choice(fields), "from": before, "to": after, "why": "so"}

    def common(self) -> dict[str, Any]:
        need = {"ref": self.ref(), "need": self.one(TEXTS), "due": self.one(DAYS)}
        found = self.maybe(0.3, supports=[self.ref()], depends_on=[need, {"ref": self.ref()}], owner=self.one(TEXTS))
        found |= self.maybe(
            0.25, promised_to=[self.ref()], amended=[self.amendment()], weight=self.one(["1", "0", "1e15"])
        )
        found |= self.maybe(0.1, draft="true", dropped={"date": self.one(DAYS), "why": "w"}, formerly=[self.one(IDS)])
        cadence = {"every": self.one(["7d", "1d", "9999w"]), "grace": "9999w"}
        return found | self.maybe(0.1, closed={"date": self.one(DAYS)}, carried_from=self.ref(), check_in=cadence)

    def measure(self) -> dict[str, Any]:
        points = {"checkpoints": {self.one(DAYS): self.one(NUMBERS)}}
        match self.random.randrange(7):
            case 0:
                return {"baseline": self.one(NUMBERS), "target": self.one(NUMBERS)} | self.maybe(0.3, **points)
            case 1:
                return {"change": self.one(CHANGES)} | self.maybe(0.6, baseline=self.one(NUMBERS))
            case 2:
                return {"count": self.one(NUMBERS)} | self.maybe(0.3, **points)
            case 3:
                return {"at_least": self.one(NUMBERS)} | self.maybe(0.4, at_most=self.one(NUMBERS), hold="0.001%")
            case 4:
                return {"done_when": "seen"}
            case 5:
                steps = [{"id": "m1", "title": "T", "due": self.one(DAYS)}, {"id": "m2", "title": "T", "weight": "0"}]
                return {"milestones": steps}
        return {"baseline": "1", "target": "2", "kpi": self.ref()}

    def result(self) -> Any:
        full = self.maybe(0.5, value=self.one(NUMBERS + CHANGES), confidence=self.one(["7", "0", "11"]), baseline="3")
        return self.random.choice(
            [self.one(NUMBERS), self.one(CHANGES), "done", "open", None, ["m1"], {"done": ["m2"]}, full]
        )

    def entry(self) -> dict[str, Any]:
        results = {id: self.result() for id in self.random.sample(IDS, self.random.randrange(4))}
        entry: dict[str, Any] = {"date": self.one(DAYS), "by": self.one(TEXTS), "results": results}
        return entry | self.maybe(0.2, note=self.one(TEXTS), corrects=self.one(DAYS), unchanged=[self.one(IDS)])

    def department(self) -> dict[str, Any]:
        ids = self.random.sample(IDS, len(IDS))
        objectives = []
        for _ in range(self.random.randrange(1, 3)):
            goal = {"id": ids.pop(), "title": self.one(TEXTS), **self.common()}
            goal |= self.maybe(
                0.3, cycle=self.one(CYCLES), ambition="committed", joint_with=[self.one([*TEAMS, "all"])]
            )
            titles = [self.one(TEXTS) for _ in range(self.random.randrange(4))]
            goal["key_results"] = [
                {"id": ids.pop(), "title": title, **self.measure(), **self.common()}
                | self.maybe(0.3, due=self.one(DAYS))
                for title in titles
                if ids
            ]
            objectives.append(goal)
            if len(ids) < 2:
                break
        found: dict[str, Any] = {
            "name": "N",
            "lead": "L",
            "objectives": objectives,
            **self.maybe(0.8, cycle=self.one(CYCLES)),
        }
        if ids:
            times = {"from": self.one(DAYS), "to": self.one(DAYS), "at_most": "1"}
            kpi = {
                "id": ids.pop(),
                "title": "K",
                "unit": self.one(UNITS),
                "at_most": self.one(NUMBERS),
                "except": [times],
            }
            found |= self.maybe(0.5, kpis=[kpi])
        return found | {"check_ins": [self.entry() for _ in range(self.random.randrange(4))]}

    def command(self) -> list[str]:
        line = self.random.choice(COMMANDS)
        team, id = self.one(TEAMS), self.one(IDS)
        words = {"item": f"{team}/{id}", "other": self.ref(), "cycle": self.one(CYCLES), "team": team, "id": id}
        words |= {"value": self.one(NUMBERS + CHANGES), "day": self.one(DAYS)}
        return [word.format(**words) for word in line.split()]


COMMANDS = """\
validate --today
validate --format json
validate --base HEAD --author x@example.com
status --all
status --all --format json
status --cycle {cycle}
score --explain
score --format json
tree
deps
deps --format json
deps --format svg
deps --format mermaid
due
due --format json
due --format ics
health
retro {cycle}
retro --format json
diff
diff --format json
show {other}
show {item}
history {item}
history {other} --format json
forecast {item}
forecast --format json
rename {item} zz-9
amend {item} --to {value} --why x
amend {item} --to due={day} --why x
amend {item} --to cycle={cycle} --why x
drop {item} --why x
confirm {item} --for {other}
close {item} --dry-run
close {cycle} --dry-run
rollover --from {cycle} --to 2026-Q2 --no-input
checkin {team} --set {id}={value} --by a --date {day}
checkin {team} --unchanged rest --by a --date {day}
checkin {team} --print --by a""".splitlines()


def ends_well(args: list[str], shop: Path) -> None:
    ran = run_cli(*args, "--no-cache", cwd=shop)
    assert ran.code in (0, 1, 2), (args, ran.err)
    assert "internal error" not in ran.err, (args, ran.err)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", ran.out + ran.err), args


@pytest.mark.parametrize("seed", range(ROUNDS))
@pytest.mark.reliability(
    "Hostile input", "made-up workspaces, well formed and senseless: every command ends with our words"
)
def test_every_command_ends_with_words_of_ours(seed: int, tmp_path: Path, record_property: Record) -> None:
    maker = Maker(seed)
    shop = Shop(tmp_path, fiscal_year={"starts": maker.one(["1", "2", "12"])}, check_in={"every": "7d", "grace": "0d"})
    for team in TEAMS:
        shop.write(team, **maker.department())
    repo = Repo(tmp_path)
    repo.commit()
    shop.write("sales", **maker.department())
    for _ in range(12):
        args = ["--as-of", maker.one(["2026-02-14", "2026-03-31", *DAYS[:-1]]), *maker.command()]
        ends_well(args, tmp_path)
    record_property("tried", 12)


@pytest.mark.parametrize("line", COMMANDS)
def test_an_objective_without_a_cycle(line: str, tmp_path: Path) -> None:
    goal: dict[str, Any] = {"id": "goal", "title": "G", "key_results": [{"id": "kr", "title": "K", "count": 4}]}
    entry = {"date": "2026-01-12", "by": "ana", "results": {"kr": 1}}
    Shop(tmp_path).write("sales", name="A", lead="L", objectives=[goal], check_ins=[entry])
    Repo(tmp_path).commit()
    for id in ("goal", "kr"):
        words = {"item": f"sales/{id}", "other": f"sales/{id}", "cycle": "2026-Q1", "team": "sales", "id": "kr"}
        args = line.format(**words, value="2", day="2026-01-20").split()
        ends_well(["--as-of", "2026-02-01", *args], tmp_path)


def test_the_made_up_is_read(tmp_path: Path) -> None:
    """Not all of it is refused at the door."""
    sound = 0
    for seed in range(20):
        shop = Shop(tmp_path / str(seed))
        for team in TEAMS:
            shop.write(team, **Maker(seed).department())
        status = json.loads(run_cli("status", "--format", "json", "--as-of", "2026-02-14", cwd=shop.root).out)
        sound += any(each["objectives"] for each in status["departments"])
    assert sound > 10
