"""Made-up teams, honest and not: how often `okrctl health` sees each signal where it is true, and where it is not.

    python benchmarks/honesty.py [TEAMS]

A team has five key results over a quarter: two quantities, a count of few things, a level to hold and one in steps. It
checks in weekly, misses one week in six, and leaves out one key result in twelve. Honest teams reach 30% to 120% of
their goals, by values that are off by 3% of the way; things counted come by chance, and the level lies inside in 85% of
the weeks. One in four honest teams drops a key result, on any day and whatever its state. A dishonest team does one
thing more. `health` is asked after eight weeks and at the end; a signal at either time is one.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from okrctl.core.company.workspace import build
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.settings import defaults
from okrctl.core.review.health import health
from okrctl.core.review.report_day import ReportDay
from okrctl.core.review.selection import Selection

_START, _END = date(2026, 1, 1), date(2026, 3, 31)
_WEEKS = 13
_ASKED = (_START + timedelta(days=55), _END)
Plans = dict[str, dict[str, Any]]
Said = dict[str, Any]
Journal = list[tuple[date, Said]]


def honest(chance: random.Random) -> tuple[Plans, Journal]:
    """The plans of a team's key results by id, and what it says."""
    plans: Plans = {
        "one": {"baseline": 100, "target": 200},
        "two": {"baseline": 50, "target": 20},
        "things": {"count": chance.randint(3, 12)},
        "level": {"at_least": 95, "hold": "80%"},
        "steps": {"milestones": [{"id": f"m{at}", "title": "M", "due": f"2026-0{at}-25"} for at in (1, 2, 3)]},
    }
    reach = {id: chance.uniform(0.3, 1.2) for id in plans}
    journal: Journal = []
    came = 0
    for week in range(1, _WEEKS + 1):
        day = _START + timedelta(days=7 * week - 1)
        came += sum(chance.random() < reach["things"] / _WEEKS for _ in range(plans["things"]["count"]))
        if day > _END or chance.random() < 1 / 6:
            continue
        part = week / _WEEKS
        said: Said = {
            "one": round(100 + 100 * (reach["one"] * part + chance.gauss(0, 0.03)), 1),
            "two": round(50 - 30 * (reach["two"] * part + chance.gauss(0, 0.03)), 1),
            "things": came,
            "level": 96 if chance.random() < 0.85 else 94,
            "steps": {"done": [f"m{at}" for at in (1, 2, 3) if part * reach["steps"] >= at / 3.2]},
        }
        journal.append((day, {id: value for id, value in said.items() if chance.random() > 1 / 12}))
    if chance.random() < 0.25:
        day = _START + timedelta(days=chance.randint(10, 85))
        plans["one"]["dropped"] = {"date": str(day), "why": "Other things come first"}
    return plans, journal


def _never_moves(plans: Plans, journal: Journal, chance: random.Random) -> None:
    """Copies the first value week after week."""
    plans["two"].pop("dropped", None)
    for _, said in journal:
        if "two" in said:
            said["two"] = 50


def _only_when_good(plans: Plans, journal: Journal, chance: random.Random) -> None:
    """The level lies inside every other week, and is told only then."""
    for _, said in journal:
        said.pop("level", None)
        if chance.random() < 0.5:
            said["level"] = 96


def _last_minute(plans: Plans, journal: Journal, chance: random.Random) -> None:
    """Nothing of a goal until its last week, and then nearly all of it."""
    for _, said in journal:
        said.pop("two", None)
    journal.append((_END - timedelta(days=chance.randint(0, 7)), {"two": 22}))


def _eased(plans: Plans, journal: Journal, chance: random.Random) -> None:
    """Lowers a target on the way."""
    day = _START + timedelta(days=chance.randint(30, 85))
    plans["two"] |= {"target": 35, "amended": [{"date": str(day), "field": "target", "from": 20, "to": 35, "why": "x"}]}


def _dropped_late(plans: Plans, journal: Journal, chance: random.Random) -> None:
    """Drops in the last three weeks what reached a third at most."""
    for day, said in journal:
        part = ((day - _START).days + 1) / 90
        said["one"] = round(100 + 100 * part * chance.uniform(0.1, 0.4), 1)
    day = _END - timedelta(days=chance.randint(2, 21))
    plans["one"]["dropped"] = {"date": str(day), "why": "Other things come first"}


DEEDS: dict[str, Callable[[Plans, Journal, random.Random], None]] = {
    "never-moves": _never_moves,
    "only-when-good": _only_when_good,
    "last-minute": _last_minute,
    "eased": _eased,
    "dropped-late": _dropped_late,
}


def seen(plans: Plans, journal: Journal) -> set[str]:
    """The signals that `health` shows of a team."""
    return signals("2026-Q1", plans, journal, _ASKED)


def signals(cycle: str, plans: Plans, journal: Journal, asked: Sequence[date], every: int = 7) -> set[str]:
    """The signals that `health` shows of a team on these days."""
    results = [{"id": id, "title": id, **plan} for id, plan in plans.items()]
    goal = {"id": "goal", "title": "Goal", "ambition": "committed", "key_results": results}
    entries = [{"date": str(day), "by": "ana", "results": said} for day, said in sorted(journal, key=_day) if said]
    file = {"okrctl": 1, "department": "team", "cycle": cycle, "objectives": [goal], "check_ins": entries}
    facts = department_facts("team.yaml", json.dumps({**file, "check_in": {"every": f"{every}d", "grace": "3d"}}))
    assert not facts.problems, facts.problems
    workspace = build(defaults(), [facts])
    return {signal.name for day in asked for signal in health(ReportDay(workspace, day), Selection(workspace)).signals}


def _day(entry: tuple[date, Said]) -> date:
    return entry[0]


def rates(teams: int, seed: int = 1) -> Iterator[tuple[str, float, float]]:
    """Each signal with the share of honest teams that show it, and of those that did what it is about."""
    chance = random.Random(seed)
    calm = [seen(*honest(chance)) for _ in range(teams)]
    for name, deed in DEEDS.items():
        hits = 0
        for _ in range(teams):
            plans, journal = honest(chance)
            deed(plans, journal, chance)
            hits += name in seen(plans, journal)
        yield name, sum(name in found for found in calm) / teams, hits / teams


def table(teams: int = 200) -> list[str]:
    """Both rates of each signal, in Markdown."""
    lines = ["| signal | honest teams that show it | teams that did it and show it |", "|---|--:|--:|"]
    return [*lines, *(f"| {name} | {calm:.1%} | {hit:.0%} |" for name, calm, hit in rates(teams))]


if __name__ == "__main__":
    print("\n".join(table(int(sys.argv[1]) if len(sys.argv) > 1 else 200)))
