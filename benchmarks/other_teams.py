"""Other made-up teams than those of ``honesty``, never used to set a limit of `okrctl health`: is it as right there?

    python benchmarks/other_teams.py [TEAMS [SEED]]

A quarter or half a year, three to nine key results of any kind, check-ins every 7, 14 or 30 days. A team misses 5 to
40% of its check-ins and leaves out up to a quarter of the results. Values are off by 0.5 to 10% of the way; goals go
evenly, or late, or by one jump, to 10 to 130%. Half of the teams drop a key result on any day; one in five makes a goal
harder, with a record. A dishonest team does one thing more, in its own way.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from honesty import Plans, Said, signals

SEED = 20_260_719
_START = date(2026, 1, 1)
_LENGTHS = {"2026-Q1": 90, "2026-H1": 181}
_SHAPES: tuple[Callable[[float, float], float], ...] = (
    lambda part, turn: part,
    lambda part, turn: part * part,
    lambda part, turn: float(part >= turn),
)


@dataclass
class Team:
    """What a team plans and says: results by key result and day."""

    cycle: str
    every: int
    plans: Plans = field(default_factory=dict)
    journal: dict[date, Said] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """How long its cycle is."""
        return _LENGTHS[self.cycle]

    @property
    def end(self) -> date:
        """The last day of its cycle."""
        return _START + timedelta(days=self.days - 1)

    def part(self, day: date) -> float:
        """The share of the cycle that is over."""
        return ((day - _START).days + 1) / self.days

    def say(self, day: date, id: str, value: Any) -> None:
        """Add a result."""
        self.journal.setdefault(day, {})[id] = value

    def take_back(self, id: str) -> None:
        """Remove all results of a key result."""
        for said in self.journal.values():
            said.pop(id, None)


def honest(chance: random.Random) -> Team:
    """A team that tells what it knows."""
    team = Team(chance.choice(list(_LENGTHS)), chance.choice([7, 7, 14, 30]))
    kinds = ["moves", "moves", "count", "level", "steps", "thing"]
    chosen = ["moves", "level", *(chance.choice(kinds) for _ in range(chance.randint(1, 7)))]
    missed, left_out = chance.uniform(0.05, 0.4), chance.uniform(0, 0.25)
    days = [_START + timedelta(days=at - 1) for at in range(team.every, team.days + 1, team.every)]
    days = [day for day in days if chance.random() > missed]
    for number, kind in enumerate(chosen):
        id = f"kr{number}"
        team.plans[id], values = _KINDS[kind](team, days, chance)
        for day, value in zip(days, values, strict=True):
            if chance.random() > left_out:
                team.say(day, id, value)
    if chance.random() < 0.5:
        day = _START + timedelta(days=chance.randint(5, team.days - 3))
        team.plans[chance.choice(list(team.plans))]["dropped"] = {"date": str(day), "why": "Other things come first"}
    if chance.random() < 0.2:
        day = _START + timedelta(days=chance.randint(5, team.days - 3))
        target = team.plans["kr0"]["target"]
        harder = {"date": str(day), "field": "target", "from": target, "to": target + 50, "why": "It goes well"}
        team.plans["kr0"] |= {"target": target + 50, "amended": [harder]}
    return team


def _moves(team: Team, days: list[date], chance: random.Random) -> tuple[Said, list[Any]]:
    baseline, way = chance.choice([0, 20, 1000]), chance.choice([100, 250])
    reach, noise, turn = chance.uniform(0.1, 1.3), chance.uniform(0.005, 0.1), chance.uniform(0.2, 0.9)
    shape = chance.choice(_SHAPES)
    ends = [baseline + way * (reach * shape(team.part(day), turn) + chance.gauss(0, noise)) for day in days]
    return {"baseline": baseline, "target": baseline + way}, [round(value, 1) for value in ends]


def _count(team: Team, days: list[date], chance: random.Random) -> tuple[Said, list[Any]]:
    count = chance.choice([2, 5, 12, 40])
    came = sorted(chance.uniform(0, 1) for _ in range(count + count // 3) if chance.random() < chance.uniform(0.2, 1))
    return {"count": count}, [sum(at <= team.part(day) for at in came) for day in days]


def _level(team: Team, days: list[date], chance: random.Random) -> tuple[Said, list[Any]]:
    inside = chance.uniform(0.5, 1)
    return {"at_most": 30, "hold": chance.choice(["true", "90%", "60%"])}, [
        chance.choice([25, 28, 29.5]) if chance.random() < inside else chance.choice([31, 40]) for _ in days
    ]


def _steps(team: Team, days: list[date], chance: random.Random) -> tuple[Said, list[Any]]:
    names, reach = [f"m{at}" for at in range(chance.randint(2, 6))], chance.uniform(0.3, 1.3)
    done = [
        {"done": [name for at, name in enumerate(names, 1) if team.part(day) * reach >= at / len(names)]}
        for day in days
    ]
    return {"milestones": [{"id": name, "title": "M"} for name in names]}, done


def _thing(team: Team, days: list[date], chance: random.Random) -> tuple[Said, list[Any]]:
    when = chance.uniform(0.2, 1.3)
    return {"done_when": "It is there"}, ["done" if team.part(day) >= when else "open" for day in days]


_KINDS = {"moves": _moves, "count": _count, "level": _level, "steps": _steps, "thing": _thing}


def _never_moves(team: Team, chance: random.Random) -> None:
    """One number for the whole cycle, whatever it was at first."""
    plan = team.plans["kr0"]
    plan.pop("dropped", None)
    value = plan["baseline"] + round(chance.uniform(-0.05, 0.1) * (plan["target"] - plan["baseline"]))
    for said in team.journal.values():
        if "kr0" in said:
            said["kr0"] = value


def _only_when_good(team: Team, chance: random.Random) -> None:
    """A level that is inside 20 to 60% of the time, and told only then."""
    team.take_back("kr1")
    inside = chance.uniform(0.2, 0.6)
    for day in list(team.journal):
        if chance.random() < inside:
            team.say(day, "kr1", 28)


def _last_minute(team: Team, chance: random.Random) -> None:
    """A value in the first weeks or none, and the next in the last nine days."""
    first = [day for day in team.journal if "kr0" in team.journal[day]][:1]
    kept = {day: team.journal[day]["kr0"] for day in first if chance.random() < 0.5 and team.part(day) < 0.3}
    team.take_back("kr0")
    for day, value in kept.items():
        team.say(day, "kr0", value)
    plan = team.plans["kr0"]
    plan.pop("dropped", None)
    team.say(team.end - timedelta(days=chance.randint(0, 9)), "kr0", plan["target"] - 1)


def _eased(team: Team, chance: random.Random) -> None:
    """A target nearer by 10 to 60%."""
    plan = team.plans["kr0"]
    way, day = plan["target"] - plan["baseline"], _START + timedelta(days=chance.randint(10, team.days - 3))
    nearer = plan["target"] - round(way * chance.uniform(0.1, 0.6))
    trace = {"date": str(day), "field": "target", "from": plan["target"], "to": nearer, "why": "x"}
    plan |= {"target": nearer, "amended": [trace]}
    plan.pop("dropped", None)


def _dropped_late(team: Team, chance: random.Random) -> None:
    """Dropped in the last fifth of the cycle, at up to half of what was due."""
    plan, reach = team.plans["kr0"], chance.uniform(0, 0.5)
    for day, said in team.journal.items():
        if "kr0" in said:
            said["kr0"] = round(plan["baseline"] + (plan["target"] - plan["baseline"]) * reach * team.part(day), 1)
    day = team.end - timedelta(days=chance.randint(2, team.days // 5))
    plan["dropped"] = {"date": str(day), "why": "Other things come first"}


DEEDS: dict[str, Callable[[Team, random.Random], None]] = {
    "never-moves": _never_moves,
    "only-when-good": _only_when_good,
    "last-minute": _last_minute,
    "eased": _eased,
    "dropped-late": _dropped_late,
}


def seen(team: Team) -> set[str]:
    """The signals that `health` shows of a team, at three fifths of its cycle or at its end."""
    asked = (_START + timedelta(days=round(team.days * 0.6)), team.end)
    return signals(team.cycle, team.plans, list(team.journal.items()), asked, every=team.every)


def rates(teams: int, seed: int = SEED) -> Iterator[tuple[str, float, float]]:
    """Each signal with the share of honest teams that show it, and of those that did what it is about."""
    chance = random.Random(seed)
    calm = [seen(honest(chance)) for _ in range(teams)]
    for name, deed in DEEDS.items():
        hits = 0
        for _ in range(teams):
            team = honest(chance)
            deed(team, chance)
            hits += name in seen(team)
        yield name, sum(name in found for found in calm) / teams, hits / teams


if __name__ == "__main__":
    for name, calm, hit in rates(*map(int, sys.argv[1:] or ["200"])):
        print(f"| {name} | {calm:.1%} | {hit:.0%} |")
