"""Made-up providers whose fate is known: how often `deps` calls them at-risk when they are on plan, and when they fail.

    python benchmarks/simulation.py

Each is a company of two departments with weekly check-ins over a quarter; the asker waits for the provider's goal by
the quarter's end. A provider on plan follows it in a straight line, one that fails ends 0.25 to 0.6 short of it; every
value is off by a normal error, as a share of the value or of the whole way.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from okrctl.core.company.workspace import build
from okrctl.core.contracts.dependencies import network
from okrctl.core.loading.facts import department_facts
from okrctl.core.model.settings import defaults
from okrctl.core.review.report_day import ReportDay

WEEKS = 13
NOISES = (0.01, 0.03)
_START, _END = date(2026, 1, 1), date(2026, 3, 31)
_DAYS = (_END - _START).days + 1
_ASKER = """okrctl: 1
department: c
cycle: 2026-Q1
objectives:
  - id: u
    title: U
    depends_on: [{ref: p/x, need: it, due: 2026-03-31}]
    key_results: [{id: q, title: Q, done_when: It is there}]
"""
_PROVIDER = """okrctl: 1
department: p
cycle: 2026-Q1
objectives:
  - id: x
    title: X
    ambition: committed
    promised_to: [{ref: c/u, due: 2026-03-31}]
    key_results: [{id: k, title: K, baseline: 0, target: 100}]
check_ins:
"""


def states(final: float, noise: float, chance: random.Random, *, of_value: bool) -> Iterator[tuple[int, str]]:
    """The state of the dependency after each check-in from the fourth on, for a provider that ends at ``final``."""
    days = [_START + timedelta(days=7 * week - 1) for week in range(1, WEEKS)]
    entries = ""
    for day in days:
        plan = 100 * final * ((day - _START).days + 1) / _DAYS
        value = plan + chance.gauss(0, noise) * (plan if of_value else 100)
        entries += f"  - {{date: {day}, by: ana, results: {{k: {value:.4f}}}}}\n"
    facts = [department_facts("c.yaml", _ASKER), department_facts("p.yaml", _PROVIDER + entries)]
    workspace = build(defaults(), facts)
    for week, day in enumerate(days[3:], 4):
        yield week, network(workspace, ReportDay(workspace, day).scores).dependencies[0].state


def rates(noise: float, companies: int, *, of_value: bool, seed: int = 1) -> tuple[float, float]:
    """Which share of days providers on plan are called at-risk, and which share of failing ones is at 3/4 of time."""
    chance = random.Random(f"{seed} {noise} {of_value}")
    calm = [state == "at-risk" for _ in range(companies) for _, state in states(1.0, noise, chance, of_value=of_value)]
    failing = [
        any(state == "at-risk" for week, state in found if week == round(WEEKS * 0.75))
        for found in (
            list(states(1 - chance.uniform(0.25, 0.6), noise, chance, of_value=of_value)) for _ in range(companies)
        )
    ]
    return sum(calm) / len(calm), sum(failing) / len(failing)


def table(companies: int = 100) -> list[str]:
    """Both rates for each noise."""
    lines = [
        "| weekly values are off by | on plan and called at-risk | missing by more than 0.25 and called so by 3/4 |",
        "|---|--:|--:|",
    ]
    for noise, of_value in product(NOISES, (True, False)):
        calm, failing = rates(noise, companies, of_value=of_value)
        what = "their value" if of_value else "the whole way"
        lines.append(f"| {noise:.0%} of {what} | {calm:.1%} | {failing:.0%} |")
    return lines


if __name__ == "__main__":
    print("\n".join(table()))
