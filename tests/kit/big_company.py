"""A company of many departments that have much to do with each other, always the same."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

Data = dict[str, Any]
DAY = date(2026, 5, 18)
SETTINGS: Data = {
    "okrctl": 1,
    "organization": "Continental Goods",
    "metrics": {
        "revenue": {"title": "Revenue", "unit": "USD a month", "formula": "orders * order-value"},
        "orders": {"title": "Orders", "unit": "orders a month", "formula": "sessions * conversion"},
        "order-value": {"title": "Average order value", "unit": "USD"},
        "sessions": {"title": "Sessions", "unit": "sessions a month"},
        "conversion": {"title": "Conversion rate", "unit": "percent"},
    },
}
_AREAS = ("Marketing", "Sales", "Product", "Support", "Logistics", "Finance", "People", "Platform")
_PLACES = ("EMEA", "Americas", "Asia Pacific", "Nordics & Baltics", "Online")
_GOALS = ("Answer faster than anybody else", "Make every delivery count", "Be the first choice of new customers")


def write(root: Path, departments: int = 40) -> Path:
    """Write the workspace; returns its folder."""
    (root / "okrs").mkdir(parents=True)
    (root / "okrctl.yaml").write_text(json.dumps(SETTINGS))
    for number in range(departments):
        text = json.dumps(department(number, departments), indent=1)
        (root / "okrs" / f"{identity(number)}.yaml").write_text(text)
    return root


def identity(number: int) -> str:
    """The id of a department."""
    return name(number).lower().replace(" & ", "-").replace(" ", "-")


def name(number: int) -> str:
    """Its name; what comes after the first forty is told by number."""
    more = number // (len(_AREAS) * len(_PLACES))
    told = f"{_AREAS[number % len(_AREAS)]} {_PLACES[number // len(_AREAS) % len(_PLACES)]}"
    return f"{told} {more + 1}" if more else told


def department(number: int, departments: int) -> Data:
    """A department with two objectives, a KPI, weekly check-ins, and needs of four others."""
    chance = Random(number)
    objectives = [_objective(number, departments, index, chance) for index in range(2)]
    if number == 0:
        objectives.append(_arithmetic())
    kpi = {"id": "satisfaction", "title": "Customers who would recommend us", "unit": "percent", "at_least": 62}
    lead = f"Head of {name(number)}"
    plan = {"okrctl": 1, "department": identity(number), "name": name(number), "lead": lead, "cycle": "2026-H1"}
    return plan | {"objectives": objectives, "kpis": [kpi], "check_ins": list(_check_ins(number, chance))}


def _objective(number: int, departments: int, index: int, chance: Random) -> Data:
    results: list[Data] = [
        {"id": f"speed-{index}", "title": "Answer within 20 hours", "unit": "hours", "baseline": 48, "target": 20},
        {"id": f"stock-{index}", "title": "95% in stock", "unit": "percent", "baseline": 80, "at_least": 95},
        {
            "id": f"move-{index}",
            "title": "The new warehouse is in use",
            "milestones": [
                {"id": "plan", "title": "Plan agreed", "due": "2026-02-28"},
                {"id": "live", "title": "First pallet in", "due": "2026-06-15", "weight": 2},
            ],
        },
    ]
    goal: Data = {"id": f"goal-{index}", "title": _GOALS[(number + index) % len(_GOALS)], "why": "It pays."}
    goal |= {"ambition": ("committed", "aspirational")[index], "owner": f"Owner {index} of {name(number)}"}
    if number:
        goal["supports"] = [f"{identity(number // 4)}/goal-0"]
    others = chance.sample([each for each in range(departments) if each != number], min(2, departments - 1))
    goal["depends_on"] = [
        {"ref": f"{identity(other)}/{('goal-0', 'goal-1', 'speed-0', 'move-1')[other % 4]}", "need": "Capacity by then"}
        | {"due": str(date(2026, 4, 20) + timedelta(days=7 * chance.randrange(1, 14)))}
        for other in others
    ]
    return goal | {"key_results": results}


def _arithmetic() -> Data:
    """An objective whose key results multiply to one of them."""
    goals = {"revenue": (1.6e6, 2.4e6), "order-value": (80, 84), "sessions": (1e6, 1.1e6), "conversion": (2, 2.6)}
    results = [
        {"id": metric, "title": f"Grow {metric}", "metric": metric, "baseline": low, "target": high}
        for metric, (low, high) in goals.items()
    ]
    return {"id": "growth", "title": "Sell more to more people", "why": "It pays.", "key_results": results}


def _check_ins(number: int, chance: Random) -> Any:
    pace = chance.choice((0.4, 0.9, 1.1))
    for week in range(18):
        day = date(2026, 1, 12) + timedelta(weeks=week)
        results: Data = {"satisfaction": 64 + chance.randrange(8) - (10 if week == 16 and number % 5 == 0 else 0)}
        if number == 0:
            results |= {"revenue": 1_600_000 + 20_000 * week, "order-value": round(80 + week / 8, 1)}
            results |= {"sessions": 1_000_000 + 9_000 * week, "conversion": round(2 + week / 100, 2)}
        for index in range(2):
            results[f"speed-{index}"] = round(48 - pace * week * 28 / 24 + chance.random(), 1)
            results[f"stock-{index}"] = {"value": min(97, round(80 + pace * week, 1)), "confidence": 2 + number % 8}
        if week == 8:
            results["move-0"] = results["move-1"] = ["plan"]
        yield {"date": str(day), "by": f"owner-{number}@example.com", "results": results}
